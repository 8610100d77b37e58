import { segment } from "../endpoints/segment.ts";
import { datedRoute, v1Route } from "../endpoints/tuning-routes.ts";
import { problem } from "../error.ts";
import { everyPage, readOne, readPage } from "../http/documents.ts";
import { type Asked, sendOn } from "../http/on-routes.ts";
import { type Read, readNothing, type Target } from "../http/send.ts";
import { contentOf } from "./content.ts";
import { type SendOptions, type Source, sendParts, type UploadState } from "./parts.ts";
import { fileIn, type RemoteFile } from "./rows.ts";

export type { RemoteFile, Source, UploadState };

/** The files of a resource. Each throws a FoundryError. */
export interface Files {
  list(signal?: AbortSignal): Promise<RemoteFile[]>;
  get(id: string, signal?: AbortSignal): Promise<RemoteFile>;
  remove(id: string, signal?: AbortSignal): Promise<void>;
  /** The bytes of a file, as they arrive. */
  content(id: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** In one request; the way for files below 100 MB. */
  send(name: string, source: Source, options: SendOptions): Promise<RemoteFile>;
  /**
   * By parts, from what `before` has. `onPart` is called after each part that has arrived. Null where the route is not
   * there. Throws `upload_expired` where the parts of `before` are no longer valid.
   */
  sendParts(
    name: string,
    source: Source,
    before: UploadState | null,
    options: SendOptions & { onPart(state: UploadState): void },
  ): Promise<RemoteFile | null>;
}

export type CreateFiles = (target: Target, purpose?: FilePurpose) => Files;

/** What files are sent for (Azure OpenAI v1 specification). */
type FilePurpose = "fine-tune" | "batch" | "evals";

const about = { "fine-tune": "training", batch: "batches", evals: "evals" } as const;

/** The files of a resource, or of a project where the endpoint is one; those that are sent are for fine-tuning where nothing else is said. */
export const createFiles: CreateFiles = (target, purpose = "fine-tune") => {
  const v1 = v1Route(target.endpoint);
  const routes = [v1, datedRoute(target.endpoint)];
  const ask = <Value>(call: Asked, read: Read<Value>) =>
    sendOn(target, routes, { about: about[purpose], ...call }, read);
  const path = (id: string, rest = "") => {
    const name = segment(id);
    if (name === null) throw problem("training_not_found", { name: id });
    return `/files/${name}${rest}`;
  };
  const page = (after: string | null, signal?: AbortSignal) => {
    const query = after === null ? {} : { after };
    return ask({ path: "/files", query, signal }, readPage(fileIn, after));
  };
  return {
    list: async (signal) => {
      const files = new Map<string, RemoteFile>();
      for await (const rows of everyPage((after) => page(after, signal)))
        for (const file of rows) files.set(file.id, file);
      return [...files.values()];
    },
    get: (id, signal) => ask({ path: path(id), signal }, readOne(fileIn)),
    remove: (id, signal) => ask({ path: path(id), method: "DELETE", signal }, readNothing),
    content: (id, signal) =>
      contentOf(target, routes, { path: path(id, "/content"), about: about[purpose] }, signal),
    send: (name, { path, bytes }, { signal, onProgress }) => {
      const file = { field: "file", name, path, from: 0, bytes };
      const form = { fields: { purpose }, file, onProgress };
      return ask({ path: "/files", method: "POST", form, signal }, readOne(fileIn));
    },
    sendParts: (...upload) => sendParts(target, ...upload),
  };
};
