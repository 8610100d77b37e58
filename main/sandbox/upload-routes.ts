import { randomBytes } from "node:crypto";
import { type Exchange, readJson, sendCreated, sendJson } from "./exchange.ts";
import { breakHalfway } from "./file-routes.ts";
import { fileLimits, purposeOf } from "./files.ts";
import { isObject } from "./json.ts";
import { readForm } from "./multipart.ts";
import type { Resource } from "./resource.ts";
import type { Extent } from "./spool.ts";
import { refusedTraining } from "./training-refusals.ts";
import { partLimit, uploadLimit } from "./uploads.ts";

const idOf = ({ parameters }: Exchange) => parameters.id ?? "";

/** `POST /uploads {bytes, filename, mime_type, purpose}`. */
export async function startUpload(exchange: Exchange, { uploads, files }: Resource): Promise<void> {
  const body = await readJson(exchange);
  const { bytes, filename, purpose } = isObject(body) ? body : {};
  if (typeof bytes !== "number" || !Number.isInteger(bytes) || bytes < 1 || bytes > fileLimits.bytes)
    throw refusedTraining("invalidPayload", `A file has 1 to ${fileLimits.bytes} bytes.`, "bytes");
  if (typeof filename !== "string" || filename === "")
    throw refusedTraining("invalidPayload", "A file has a name.", "filename");
  files.makeRoom(bytes);
  sendCreated(exchange, await uploads.begin({ bytes, filename, purpose: purposeOf(purpose) }));
}

/** `POST /uploads/{id}/parts`: a form with the bytes as `data`. Parts may come at the same time and in any order. */
export async function addPart(exchange: Exchange, resource: Resource): Promise<void> {
  const upload = resource.uploads.open(idOf(exchange));
  const mayBreak = breakHalfway(exchange, resource.faults);
  const extents: Extent[] = [];
  const { file } = await readForm(exchange.request, "data", partLimit, async (bytes) => {
    mayBreak(bytes);
    upload.received += bytes.length;
    if (upload.received > uploadLimit || upload.told.status !== "pending")
      throw refusedTraining("invalidPayload", `The parts of an upload have at most ${uploadLimit} bytes.`);
    extents.push(await upload.spool.write(bytes));
  });
  if (file === null) throw refusedTraining("invalidPayload", "The form has no data.", "data");
  const id = `part_${randomBytes(16).toString("hex")}`;
  upload.parts.set(id, extents);
  const part = { id, object: "upload.part", created_at: resource.clock.seconds(), upload_id: upload.told.id };
  sendCreated(exchange, part);
}

/** `POST /uploads/{id}/complete {part_ids}`: the parts in that order become a file. */
export async function completeUpload(exchange: Exchange, { uploads, files }: Resource): Promise<void> {
  const upload = uploads.open(idOf(exchange));
  const { told, spool, parts } = upload;
  const body = await readJson(exchange);
  const ids: unknown = isObject(body) ? body.part_ids : undefined;
  if (!Array.isArray(ids) || new Set(ids).size !== ids.length)
    throw refusedTraining("invalidPayload", "The ids of the parts are told each once.", "part_ids");
  const extents = (ids as unknown[]).flatMap((id) => {
    const part = typeof id === "string" ? parts.get(id) : undefined;
    if (part === undefined)
      throw refusedTraining("invalidPayload", `The upload has no part '${String(id)}'.`, "part_ids");
    return part;
  });
  const bytes = extents.reduce((sum, { size }) => sum + size, 0);
  if (bytes !== told.bytes)
    throw refusedTraining(
      "invalidPayload",
      `The parts have ${bytes} bytes, but the upload was started with ${told.bytes}.`,
      "part_ids",
    );
  files.makeRoom(bytes);
  told.status = "completed";
  told.file = files.add(told, { spool, extents }, { bytes, cameWhole: false, expiresAfter: null });
  sendJson(exchange, 200, told);
}

/** `POST /uploads/{id}/cancel`. */
export async function cancelUpload(exchange: Exchange, { uploads }: Resource): Promise<void> {
  const { told, spool } = uploads.open(idOf(exchange));
  told.status = "cancelled";
  await spool.close();
  sendJson(exchange, 200, told);
}
