import { once } from "node:events";
import { type Exchange, sendCreated, sendJson, serviceHeaders } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import { fileLimits, purposeOf } from "./files.ts";
import { type Form, readForm } from "./multipart.ts";
import { sendPage } from "./pages.ts";
import type { Resource } from "./resource.ts";
import { type Extent, openSpool } from "./spool.ts";
import { refusedTraining } from "./training-refusals.ts";

/** When a file that is sent is to be gone: 14 to 30 days after it came (Azure OpenAI v1 specification). */
function expiryOf(fields: Form["fields"]): number | null {
  const given = fields.get("expires_after[seconds]");
  if (given === undefined) return null;
  const seconds = Number(given);
  if (Number.isInteger(seconds) && seconds >= 1_209_600 && seconds <= 2_592_000) return seconds;
  throw refusedTraining(
    "invalidPayload",
    "A file expires after 1209600 to 2592000 seconds.",
    "expires_after",
  );
}

/** Breaks the connection of an upload when half of it has come, where that is switched on. Called with what comes. */
export function breakHalfway({ request }: Exchange, faults: Faults): (bytes: Buffer) => void {
  const half = Number(request.headers["content-length"] ?? 0) / 2;
  let received = 0;
  return ({ length }) => {
    received += length;
    if (faults.training() === "upload-cut" && received > half) {
      request.destroy();
      throw new Error("The upload was cut.");
    }
  };
}

/** `POST /files`. */
export async function createFile(exchange: Exchange, { files, faults }: Resource): Promise<void> {
  const mayBreak = breakHalfway(exchange, faults);
  const spool = await openSpool();
  try {
    const extents: Extent[] = [];
    const form = await readForm(exchange.request, "file", fileLimits.bytes, async (bytes) => {
      mayBreak(bytes);
      extents.push(await spool.write(bytes));
    });
    if (form.file === null) throw refusedTraining("invalidPayload", "The form has no file.", "file");
    const purpose = purposeOf(form.fields.get("purpose"));
    const expiresAfter = expiryOf(form.fields);
    files.makeRoom(form.file.size, purpose, expiresAfter !== null);
    const file = files.add(
      { purpose, filename: form.file.name },
      { spool, extents },
      { bytes: form.file.size, cameWhole: true, expiresAfter },
    );
    sendCreated(exchange, file);
  } catch (error) {
    await spool.close();
    throw error;
  }
}

/** `GET /files`: the newest first, or the oldest with `order=asc`; of one `purpose`, where that is named. */
export function listFiles(exchange: Exchange, { files }: Resource): void {
  const query = exchange.url.searchParams;
  const purpose = query.get("purpose");
  const rows = files.all().filter((file) => purpose === null || file.purpose === purpose);
  sendPage(exchange, query.get("order") === "asc" ? rows.reverse() : rows);
}

const idOf = ({ parameters }: Exchange) => parameters.id ?? "";

/** `GET /files/{id}`. */
export const showFile = (exchange: Exchange, { files }: Resource): void =>
  sendJson(exchange, 200, files.get(idOf(exchange)));

/** `DELETE /files/{id}`. */
export async function deleteFile(exchange: Exchange, { files }: Resource): Promise<void> {
  const id = idOf(exchange);
  await files.remove(id);
  sendJson(exchange, 200, { id, object: "file", deleted: true });
}

/** `GET /files/{id}/content`. */
export async function sendContent(exchange: Exchange, { files }: Resource): Promise<void> {
  const { request, response, signal } = exchange;
  const { bytes } = files.get(idOf(exchange));
  response.writeHead(200, {
    ...serviceHeaders(request),
    "content-type": "application/octet-stream",
    "content-length": String(bytes),
  });
  for await (const chunk of files.read(idOf(exchange))) {
    signal.throwIfAborted();
    if (!response.write(chunk)) await once(response, "drain", { signal });
  }
  response.end();
}
