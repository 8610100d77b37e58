import type { Target } from "../http/send.ts";

/** A file at the service. What a reply leaves out, has as null or spells in a way nobody knows is null here. */
export interface RemoteFile {
  id: string;
  name: string;
  purpose: string;
  bytes: number;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** The service's own word: `pending`, `running`, `processed`, `error`, `uploaded`, `deleted` and others. */
  status: string;
  details: string | null;
}

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

export type CreateFiles = (target: Target) => Files;
