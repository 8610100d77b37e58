import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import type { Sending } from "../../../preload/contract/tuning-plans.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { FoundryError, problem } from "../../foundry/error.ts";
import type { Files, RemoteFile, Source } from "../../foundry/files/files.ts";
import { keep } from "../../keep.ts";
import { inMegabytes, serviceLimits } from "./service-limits.ts";
import type { SentData } from "./starts.ts";
import type { UploadKey, Uploads } from "./uploads.ts";

/** A file of rows on its way. */
export interface FileToSend {
  data: SentData;
  method: DatasetMethod;
  /** Where it lies here until the job has been created. */
  path: string;
  /** The endpoint that it goes to. */
  place: string;
}

/** What sending a file needs. */
export interface FileWay {
  datasets: Pick<Datasets, "writeTo">;
  files: Files;
  uploads: Uploads;
  signal: AbortSignal;
  /** Bytes from which a file goes by parts. */
  partsFrom: number;
  now(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  tell(progress: Pick<Sending, "phase" | "done" | "total" | "begun">): void;
}

/** Milliseconds between two looks at whether a file was processed; the last goes on. */
const looks = [1000, 2000, 3000, 5000, 10_000, 20_000, 30_000];

/** Milliseconds after which a file whose state says nothing is taken as it is: the service refuses the job otherwise. */
const patience = 120_000;

/**
 * Sends the rows of a sealed version, and waits until the service has checked them. What lies there already with the same
 * bytes is taken as it is. Gives the file's id. Throws `file_too_large`, `file_refused`, and what writing and sending throw.
 */
export async function sendFile(file: FileToSend, way: FileWay): Promise<string> {
  const { data, path, place } = file;
  const { uploads } = way;
  await write(file, way);
  const source = { path, bytes: (await stat(path)).size };
  if (source.bytes > serviceLimits.fileBytes)
    throw problem("file_too_large", {
      file: data.name,
      size: inMegabytes(source.bytes),
      most: inMegabytes(serviceLimits.fileBytes),
    });
  const key = { place, hash: await hashOf(path) };
  const sent = await sentBefore(key, way);
  const of = { bytes: source.bytes, datasetId: data.datasetId };
  const id = sent ?? (await upload(file, source, key, of, way)).id;
  if (sent === null) uploads.keepFile(key, of, id);
  return processed(id, file, key, way);
}

async function write({ data, method, path }: FileToSend, { datasets, signal, tell }: FileWay): Promise<void> {
  const { datasetId: id, version, part } = data;
  tell({ phase: "exporting", done: 0, total: null, begun: "first" });
  // It is moved to its place when it is whole.
  if (existsSync(path)) return;
  keep(() => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
  await datasets.writeTo({ id, version, part, method }, path, {
    signal,
    onProgress: ({ done, total }) => tell({ phase: "exporting", done, total, begun: "first" }),
  });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** The file that has the same bytes at the service; null where none has, or where it is of no use. */
async function sentBefore(key: UploadKey, { files, uploads, signal }: FileWay): Promise<string | null> {
  const id = uploads.fileId(key);
  if (id === null) return null;
  try {
    const { status } = await files.get(id, signal);
    if (!isLost(status)) return id;
  } catch (error) {
    const status = error instanceof FoundryError ? error.diagnosis.raw?.status : undefined;
    if (status !== 404 && status !== 410) throw error;
  }
  uploads.forget(key);
  return null;
}

async function upload(
  { data }: FileToSend,
  source: Source,
  key: UploadKey,
  of: { bytes: number; datasetId: string },
  way: FileWay,
): Promise<RemoteFile> {
  const { files, uploads, signal, partsFrom, now, tell } = way;
  const name = fileName(data);
  const kept = uploads.state(key);
  const before = kept && kept.expiresAt > now() ? kept : null;
  const total = source.bytes;
  const options = (begun: Sending["begun"]) => {
    tell({ phase: "uploading", done: 0, total, begun });
    return {
      signal,
      onProgress: (done: number) => tell({ phase: "uploading", done, total, begun }),
    };
  };
  const begun = before ? "resumed" : uploads.hasBegun(key) ? "anew" : "first";
  if (before === null) uploads.keepState(key, of, null);
  if (source.bytes >= partsFrom) {
    const onPart = (state: Parameters<Parameters<Files["sendParts"]>[3]["onPart"]>[0]) =>
      uploads.keepState(key, of, state);
    const sent = await files
      .sendParts(name, source, before, { ...options(begun), onPart })
      .catch((error: unknown) => {
        const code = error instanceof FoundryError ? error.diagnosis.code : null;
        // Parts of which nobody saw whether they arrived may be what a service does not take twice.
        const isOld = before !== null && code === "request_refused";
        // Also where it was put together by a request that nobody saw answered.
        if (code !== "upload_expired" && !isOld) throw error;
        uploads.keepState(key, of, null);
        return files.sendParts(name, source, null, { ...options("anew"), onPart });
      });
    if (sent !== null) return sent;
  }
  return files.send(name, source, options(begun === "resumed" ? "anew" : begun));
}

/** Waits until the service has checked a file. */
async function processed(id: string, { data }: FileToSend, key: UploadKey, way: FileWay): Promise<string> {
  const { files, uploads, signal, now, wait, tell } = way;
  const since = now();
  for (let look = 0; ; look += 1) {
    tell({ phase: "processing", done: 0, total: null, begun: "first" });
    const { status, details } = await files.get(id, signal);
    if (status === "processed") return id;
    if (isLost(status)) {
      uploads.forget(key);
      throw problem("file_refused", { file: data.name, details: details ?? "" });
    }
    const isUnderWay = status === "pending" || status === "running";
    if (!isUnderWay && now() - since >= patience) return id;
    await wait(looks[Math.min(look, looks.length - 1)] ?? 0, signal);
  }
}

/** States in which a file is of no use (Azure OpenAI authoring reference, `FileState`). */
const isLost = (status: string) => ["error", "deleted", "deleting"].includes(status);

/** What a file is called at the service. */
export const fileName = ({ name, version, part }: SentData): string =>
  `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 60) || "data"}-v${version}${part === null ? "" : `-${part}`}.jsonl`;
