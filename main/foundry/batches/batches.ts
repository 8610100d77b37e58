import { segment } from "../endpoints/segment.ts";
import { datedRoute, v1Route } from "../endpoints/tuning-routes.ts";
import { diagnosisOf, FoundryError, problem } from "../error.ts";
import { createFiles, type RemoteFile, type Source } from "../files/files.ts";
import { realTime, type SendOptions, type Waiting } from "../files/parts.ts";
import { readOne, readPage } from "../http/documents.ts";
import type { Context } from "../http/exchange.ts";
import { type Asked, sendOn } from "../http/on-routes.ts";
import type { Read, Target } from "../http/send.ts";
import { diagnoseBatch } from "./failure.ts";
import { type BatchUrl, batchUrls } from "./lines.ts";
import { type BatchResult, linesOf, resultIn } from "./results.ts";
import { batchIn, hasEnded, type RemoteBatch } from "./rows.ts";

export { type BatchResult, diagnoseBatch, hasEnded, type RemoteBatch };

/** What is asked of a batch besides its file. */
interface BatchAsked {
  /** The address that its lines name. */
  url: BatchUrl;
  /** Up to 16 pairs that the service keeps with it. */
  metadata?: Record<string, string>;
  /** After how many seconds its files are gone, 14 to 30 days of them; never where nothing is said. */
  expiresAfter?: number;
}

/** The batches of a resource, or of a project. Each throws a FoundryError. */
export interface Batches {
  /** Sends a file of lines and waits until the service has looked at it. */
  send(name: string, source: Source, options: SendOptions): Promise<RemoteFile>;
  /** Of a file that was sent. Refused for the address, it is tried once with the other spelling. */
  create(inputFile: string, asked: BatchAsked, signal?: AbortSignal): Promise<RemoteBatch>;
  get(id: string, signal?: AbortSignal): Promise<RemoteBatch>;
  /** Newest first. */
  list(after: string | null, signal?: AbortSignal): Promise<{ rows: RemoteBatch[]; after: string | null }>;
  cancel(id: string, signal?: AbortSignal): Promise<RemoteBatch>;
  /**
   * What became of each of these lines, once: those that have an answer or failed as they are read, then those that were
   * not run. A batch that was cancelled or has expired has some answers, too.
   */
  collect(
    batch: RemoteBatch,
    customIds: ReadonlySet<string>,
    of: { deployment: string; model: string | null },
    signal: AbortSignal,
  ): AsyncGenerator<BatchResult, void>;
  /** Removes the files of a batch that has ended, or that was refused: its answers, what failed, and what was sent. */
  removeFiles(batch: BatchFiles, signal?: AbortSignal): Promise<void>;
}

/** The files of a batch; null for one that it does not have. */
type BatchFiles = Pick<RemoteBatch, "inputFile" | "outputFile" | "errorFile">;

export type CreateBatches = (target: Target, time?: Waiting) => Batches;

/** Milliseconds between two looks at a file, and how many there are before it counts as stuck: half an hour in all. */
const lookEvery = 2_000;
const mostLooks = 900;

/** The batches of a resource, or of a project where the endpoint is one (Foundry batch guide, August 2026). */
export const createBatches: CreateBatches = (target, time = realTime) => {
  const routes = [v1Route(target.endpoint), datedRoute(target.endpoint)];
  const files = createFiles(target, "batch");
  const ask = <Value>(call: Asked, read: Read<Value>) =>
    sendOn(target, routes, { ...call, about: "batches" }, read);
  const path = (id: string, rest = "") => {
    const name = segment(id);
    if (name === null) throw problem("batch_not_found", { name: id });
    return `/batches/${name}${rest}`;
  };
  const post = (inputFile: string, url: string, asked: BatchAsked, signal?: AbortSignal) => {
    const body = {
      input_file_id: inputFile,
      endpoint: url,
      completion_window: "24h",
      ...(asked.metadata && { metadata: asked.metadata }),
      ...(asked.expiresAfter !== undefined && {
        output_expires_after: { anchor: "created_at", seconds: asked.expiresAfter },
      }),
    };
    return ask({ path: "/batches", method: "POST", body, signal }, readOne(batchIn));
  };

  async function* resultsOf(
    { outputFile, errorFile }: RemoteBatch,
    model: string,
    context: Context,
    signal: AbortSignal,
  ): AsyncGenerator<BatchResult, void> {
    for (const file of [outputFile, errorFile]) {
      if (file === null) continue;
      for await (const line of linesOf(files.content(file, signal))) {
        const result = await resultIn(line, model, context);
        if (result) yield result;
      }
    }
  }

  return {
    send: async (name, source, options) => {
      let file = await files.send(name, source, options);
      for (let looks = 0; isBeingLookedAt(file); looks += 1) {
        if (looks === mostLooks) throw problem("file_not_ready", { state: file.status });
        await time.wait(lookEvery, options.signal).catch(() => {
          throw problem("cancelled");
        });
        file = await files.get(file.id, options.signal);
      }
      if (/^(?:error|failed|deleted)$/i.test(file.status)) throw refusedFile(file);
      return file;
    },
    create: (inputFile, asked, signal) =>
      post(inputFile, asked.url, asked, signal).catch((error: unknown) => {
        if (!(error instanceof FoundryError && error.diagnosis.code === "batch_url_refused")) throw error;
        return post(inputFile, otherUrl(asked.url), asked, signal).catch(() => {
          throw error;
        });
      }),
    get: async (id, signal) => ask({ path: path(id), signal }, readOne(batchIn)),
    list: (after, signal) => {
      const query = { limit: "100", ...(after !== null && { after }) };
      return ask({ path: "/batches", query, signal }, readPage(batchIn, after));
    },
    cancel: async (id, signal) =>
      ask({ path: path(id, "/cancel"), method: "POST", signal }, readOne(batchIn)),
    collect: async function* (batch, customIds, { deployment, model }, signal) {
      const context: Context = {
        host: new URL(target.endpoint.origin).host,
        path: batch.endpoint ?? batchUrls[0],
        method: "POST",
        deployment,
        secrets: [],
        sent: "",
      };
      const left = new Set(customIds);
      for await (const result of resultsOf(batch, model ?? deployment, context, signal))
        if (left.delete(result.customId)) yield result;
      for (const customId of left) yield { customId, answer: null, requestId: null };
    },
    removeFiles: async ({ inputFile, outputFile, errorFile }, signal) => {
      for (const file of [outputFile, errorFile, inputFile])
        if (file !== null) await files.remove(file, signal).catch(unlessGone);
    },
  };
};

const otherUrl = (url: BatchUrl): BatchUrl => batchUrls.find((one) => one !== url) ?? url;

const isBeingLookedAt = ({ status }: RemoteFile): boolean =>
  /^(?:pending|running|uploaded|notRunning|uploading)$/i.test(status);

const refusedFile = ({ details }: RemoteFile): FoundryError =>
  new FoundryError(
    diagnosisOf(
      "batch_file_refused",
      { details: details ?? "" },
      ...(details === null ? [] : [{ status: 200, message: details }]),
    ),
  );

function unlessGone(error: unknown): void {
  const isGone = error instanceof FoundryError && /_not_found$/.test(error.diagnosis.code);
  if (!isGone) throw error;
}
