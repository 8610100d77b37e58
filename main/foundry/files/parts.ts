import { datedRoute } from "../endpoints/tuning-routes.ts";
import { diagnosisOf, FoundryError, problem } from "../error.ts";
import { readOne } from "../http/documents.ts";
import { type Asked, sendOn } from "../http/on-routes.ts";
import { pause } from "../http/pause.ts";
import type { Read, Target } from "../http/send.ts";
import { asObject, asText } from "../json.ts";
import { fileIn, type RemoteFile, uploadIn } from "./rows.ts";

/** Bytes that are sent: where they lie, and how many. */
export interface Source {
  path: string;
  bytes: number;
}

/** An upload by parts, as far as it has come: what is kept to go on with it. */
export interface UploadState {
  uploadId: string;
  /** When its parts are no longer valid: milliseconds since the epoch. */
  expiresAt: number;
  partBytes: number;
  /** The ids of the parts that have arrived, by their place. */
  parts: (string | null)[];
}

export interface SendOptions {
  signal: AbortSignal;
  /** Bytes that have arrived. */
  onProgress(done: number): void;
}

/**
 * Bytes of a part. The service takes 64 MB (openai-node, `resources/uploads`); less is lost with a smaller one when the
 * network goes, and a part is held in memory by Electron's network stack.
 */
const partBytes = 8 * 1024 * 1024;
/** Parts that are sent at the same time. */
const atOnce = 2;
/** How often a part is tried again, and how long is waited before, where the service does not say: milliseconds. */
const pauses = [1000, 4000, 16_000];
/** Parts live for an hour (openai-node, `resources/uploads`). */
const usualLife = 3_600_000;

/** How time passes. */
export interface Waiting {
  now(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Time as it passes. */
export const realTime: Waiting = { now: Date.now, wait: pause };

/**
 * Sends a file by parts, of which those that have arrived are not sent again. Null where there is no such route: it is on
 * dated versions of a resource only (microsoft/azure-skills, large-file-uploads.md). Throws a FoundryError:
 * `upload_expired` where the service no longer has the parts of `before`, or lost them meanwhile.
 */
export async function sendParts(
  target: Target,
  name: string,
  source: Source,
  before: UploadState | null,
  { signal, onProgress, onPart }: SendOptions & { onPart(state: UploadState): void },
  time: Waiting = realTime,
): Promise<RemoteFile | null> {
  const ask = <Value>(call: Asked, read: Read<Value>) =>
    sendOn(target, [datedRoute(target.endpoint)], { ...call, signal }, read);
  const state = before ?? (await started(ask, name, source, time));
  if (state === null) return null;
  if (before && before.expiresAt <= time.now()) throw problem("upload_expired");
  const path = `/uploads/${encodeURIComponent(state.uploadId)}`;
  const parts = [...state.parts];
  const sizeOf = (place: number) => Math.min(state.partBytes, source.bytes - place * state.partBytes);
  const moved = parts.map((id, place) => (id === null ? 0 : sizeOf(place)));
  const tell = () => onProgress(moved.reduce((sum, bytes) => sum + bytes, 0));
  tell();

  const sendPart = (place: number, stop: AbortSignal) =>
    ask(
      {
        path: `${path}/parts`,
        method: "POST",
        form: {
          fields: {},
          file: {
            field: "data",
            name,
            path: source.path,
            from: place * state.partBytes,
            bytes: sizeOf(place),
          },
          onProgress: (done) => {
            if (stop.aborted) return;
            moved[place] = done;
            tell();
          },
        },
      },
      readOne((document) => asText(document.id) || null),
    );

  const left = parts.flatMap((id, place) => (id === null ? [place] : []));
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const work = async () => {
    for (let place = left.shift(); place !== undefined && !stop.aborted; place = left.shift()) {
      const at = place;
      parts[at] = await persistently(() => sendPart(at, stop), time, stop);
      onPart({ ...state, parts: [...parts] });
    }
  };
  try {
    const workers = Array.from({ length: atOnce }, work);
    try {
      await Promise.all(workers);
    } catch (error) {
      ended.abort();
      await Promise.allSettled(workers);
      throw error;
    }
    return await persistently(
      () =>
        ask(
          { path: `${path}/complete`, method: "POST", body: { part_ids: parts } },
          readOne((document) => fileIn(asObject(document.file) ?? {})),
        ),
      time,
      stop,
    );
  } catch (error) {
    throw isGone(error)
      ? new FoundryError(diagnosisOf("upload_expired", {}, error.diagnosis.raw), error)
      : error;
  }
}

async function started(
  ask: <Value>(call: Asked, read: Read<Value>) => Promise<Value>,
  filename: string,
  { bytes }: Source,
  time: Waiting,
): Promise<UploadState | null> {
  try {
    const body = { purpose: "fine-tune", filename, bytes, mime_type: "application/jsonl" };
    const upload = await ask({ path: "/uploads", method: "POST", body }, readOne(uploadIn));
    return {
      uploadId: upload.id,
      expiresAt: upload.expiresAt ?? time.now() + usualLife,
      partBytes,
      parts: Array.from({ length: Math.max(1, Math.ceil(bytes / partBytes)) }, () => null),
    };
  } catch (error) {
    if (error instanceof FoundryError && error.diagnosis.code === "route_not_found") return null;
    throw error;
  }
}

/** Whether the service says that it has no such upload any more, or one that has ended. */
const isGone = (error: unknown): error is FoundryError =>
  error instanceof FoundryError &&
  ["upload_expired", "training_not_found", "route_not_found"].includes(error.diagnosis.code);

/** What may pass by itself. */
const passing = [
  "connection_failed",
  "connection_refused",
  "host_not_found",
  "timed_out",
  "rate_limited",
  "service_busy",
  "service_failed",
];

/** Tries again what may pass by itself. Throws the last failure. */
async function persistently<Value>(
  attempt: () => Promise<Value>,
  time: Waiting,
  stop: AbortSignal,
): Promise<Value> {
  for (const usual of pauses) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof FoundryError) || !passing.includes(error.diagnosis.code)) throw error;
      const { code, parameters } = error.diagnosis;
      const asked = code === "rate_limited" ? Number(parameters.seconds) * 1000 : 0;
      await time.wait(Math.max(usual, asked || 0), stop).catch(() => {
        throw problem("cancelled");
      });
    }
  }
  return attempt();
}
