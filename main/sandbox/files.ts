import { randomBytes } from "node:crypto";
import type { Extent, Spool } from "./spool.ts";
import { faultOfUpload } from "./training-data.ts";
import { refusedTraining } from "./training-refusals.ts";

/** A file as the service tells of it. Times in seconds since the epoch. */
export interface FileObject {
  id: string;
  object: "file";
  bytes: number;
  purpose: string;
  filename: string;
  created_at: number;
  status: "pending" | "processed" | "error";
  status_details?: string;
  expires_at?: number;
}

/** Where the bytes of a file are. */
interface Content {
  spool: Spool;
  extents: readonly Extent[];
}

/** The files of the resource. Everything is gone when it closes. */
export interface Files {
  all(): FileObject[];
  /** Throws `Refused` for a file that is not there, as do the others that take an id. */
  get(id: string): FileObject;
  read(id: string): AsyncGenerator<Buffer>;
  /** Whether its bytes came in one request, not by parts. */
  cameWhole(id: string): boolean;
  /** Throws `Refused` where no room is left for another file of so many bytes. */
  makeRoom(bytes: number): void;
  add(file: Pick<FileObject, "purpose" | "filename">, content: Content, more: Added): FileObject;
  remove(id: string): Promise<void>;
  close(): Promise<void>;
}

interface Added {
  bytes: number;
  cameWhole: boolean;
  /** Seconds after which the file is gone. */
  expiresAfter: number | null;
}

/** Limits of a resource (Azure OpenAI quotas and limits, February 2026). */
export const fileLimits = { bytes: 512 * 1024 * 1024, files: 100, allBytes: 1024 * 1024 * 1024 };

const purposes = ["assistants", "batch", "fine-tune", "evals", "vision", "user_data"];

/** Seconds since the epoch, as the service tells times. */
export const inSeconds = (): number => Math.floor(Date.now() / 1000);

/** No file yet. */
export function createFiles(): Files {
  const files = new Map<string, { file: FileObject; content: Content; cameWhole: boolean }>();

  const kept = (id: string) => {
    const found = files.get(id);
    if (found) return found;
    throw refusedTraining("notFound", `The file '${id}' was not found.`);
  };
  const remove = async (id: string) => {
    const { content } = kept(id);
    files.delete(id);
    await content.spool.close();
  };
  const dropExpired = () => {
    for (const { file } of files.values())
      if (file.expires_at !== undefined && file.expires_at <= inSeconds()) void remove(file.id);
  };

  const process = async (file: FileObject, { spool, extents }: Content) => {
    // What fails here has been removed meanwhile, or the sandbox stops.
    const fault =
      file.purpose === "fine-tune"
        ? await faultOfUpload(spool.read(extents)).catch(() => "The file could not be read.")
        : null;
    file.status = fault === null ? "processed" : "error";
    if (fault !== null) file.status_details = fault;
  };

  return {
    all: () => {
      dropExpired();
      return [...files.values()].map(({ file }) => file).reverse();
    },
    get: (id) => {
      dropExpired();
      return kept(id).file;
    },
    read: (id) => {
      const { spool, extents } = kept(id).content;
      return spool.read(extents);
    },
    cameWhole: (id) => kept(id).cameWhole,
    makeRoom: (bytes) => {
      dropExpired();
      const used = [...files.values()].reduce((sum, { file }) => sum + file.bytes, 0);
      if (files.size >= fileLimits.files)
        throw refusedTraining("quotaExceeded", `The resource has the most files it may have: ${files.size}.`);
      if (used + bytes > fileLimits.allBytes)
        throw refusedTraining("quotaExceeded", "The files of the resource may have 1 GB in all.");
    },
    add: ({ purpose, filename }, content, { bytes, cameWhole, expiresAfter }) => {
      const created = inSeconds();
      const file: FileObject = {
        id: `file-${randomBytes(16).toString("hex")}`,
        object: "file",
        bytes,
        purpose,
        filename,
        created_at: created,
        status: "pending",
        ...(expiresAfter !== null && { expires_at: created + expiresAfter }),
      };
      files.set(file.id, { file, content, cameWhole });
      setImmediate(() => void process(file, content));
      return file;
    },
    remove,
    close: async () => {
      const spools = new Set([...files.values()].map(({ content }) => content.spool));
      files.clear();
      await Promise.all([...spools].map((spool) => spool.close()));
    },
  };
}

/** The purpose a file was sent for. Throws `Refused` for an unknown one. */
export function purposeOf(given: unknown): string {
  if (typeof given === "string" && purposes.includes(given)) return given;
  throw refusedTraining("invalidPayload", `The purpose must be one of ${purposes.join(", ")}.`, "purpose");
}
