import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import { Refused } from "./errors.ts";
import type { Faults } from "./faults.ts";
import { type Extent, openSpool, type Spool } from "./spool.ts";
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
  has(id: string): boolean;
  read(id: string): AsyncGenerator<Buffer>;
  /** Whether its bytes came in one request, not by parts. */
  cameWhole(id: string): boolean;
  /** Throws `Refused` where no room is left for another file of so many bytes. Those of batches have room of their own. */
  makeRoom(bytes: number, purpose?: string, expires?: boolean): void;
  add(file: Pick<FileObject, "purpose" | "filename">, content: Content, more: Added): FileObject;
  /** A file that the service itself has written. */
  write(file: Pick<FileObject, "purpose" | "filename">, text: string): Promise<FileObject>;
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

/** Files of batches: those that last and those that expire (Foundry batch limits). */
const batchFileLimits = { lasting: 500, expiring: 10_000 };

/** One too many is refused with 400, unlike those of fine-tuning (azure-sdk-for-java#47401). */
const refusedBatchFile = (most: number): Refused =>
  new Refused({
    status: 400,
    body: {
      error: {
        code: "quotaExceeded",
        message: `The resource has the most batch files it may have: ${most}.`,
      },
    },
  });

const purposes = ["assistants", "batch", "fine-tune", "evals", "vision", "user_data"];

/** Milliseconds that it takes to look at a file, at least and for each byte. */
const looking = { least: 2_000, perByte: 1 / 10_000 };
/** Milliseconds after which a file that was found good turns out not to be, where that is wanted. */
const late = 30_000;

/** No file yet. */
export function createFiles(clock: Clock, faults: Faults): Files {
  const ended = new AbortController();
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
      if (file.expires_at !== undefined && file.expires_at <= clock.seconds()) void remove(file.id);
  };

  const process = async (file: FileObject, { spool, extents }: Content) => {
    const since = clock.now();
    // What fails here has been removed meanwhile, or the sandbox stops.
    const fault =
      file.purpose === "fine-tune"
        ? await faultOfUpload(spool.read(extents)).catch(() => "The file could not be read.")
        : null;
    await clock.until(since + looking.least + file.bytes * looking.perByte, ended.signal);
    const found = (details: string | null) => {
      file.status = details === null ? "processed" : "error";
      if (details !== null) file.status_details = details;
    };
    found(fault);
    if (fault !== null || faults.training() !== "file-turns-bad") return;
    await clock.until(since + late, ended.signal);
    found("The file could not be imported: an internal check of the file has failed.");
  };
  const told = (file: Pick<FileObject, "purpose" | "filename">, bytes: number): FileObject => ({
    id: `file-${randomBytes(16).toString("hex")}`,
    object: "file",
    bytes,
    purpose: file.purpose,
    filename: file.filename,
    created_at: clock.seconds(),
    status: "pending",
  });

  return {
    all: () => {
      dropExpired();
      return [...files.values()].map(({ file }) => file).reverse();
    },
    get: (id) => {
      dropExpired();
      return kept(id).file;
    },
    has: (id) => files.has(id),
    read: (id) => {
      const { spool, extents } = kept(id).content;
      return spool.read(extents);
    },
    cameWhole: (id) => kept(id).cameWhole,
    makeRoom: (bytes, purpose = "fine-tune", expires = false) => {
      dropExpired();
      const all = [...files.values()].map(({ file }) => file);
      if (purpose === "batch") {
        const alike = all.filter(
          (file) => file.purpose === purpose && (file.expires_at !== undefined) === expires,
        );
        const most = expires ? batchFileLimits.expiring : batchFileLimits.lasting;
        if (alike.length >= most) throw refusedBatchFile(most);
        return;
      }
      const others = all.filter(({ purpose: own }) => !own.startsWith("batch"));
      const used = others.reduce((sum, file) => sum + file.bytes, 0);
      if (others.length >= fileLimits.files)
        throw refusedTraining(
          "quotaExceeded",
          `The resource has the most files it may have: ${others.length}.`,
        );
      if (used + bytes > fileLimits.allBytes)
        throw refusedTraining("quotaExceeded", "The files of the resource may have 1 GB in all.");
    },
    add: (given, content, { bytes, cameWhole, expiresAfter }) => {
      const file = told(given, bytes);
      if (expiresAfter !== null) file.expires_at = file.created_at + expiresAfter;
      files.set(file.id, { file, content, cameWhole });
      // Rejects when the sandbox stops.
      setImmediate(() => void process(file, content).catch(() => {}));
      return file;
    },
    write: async (given, text) => {
      const spool = await openSpool();
      const bytes = Buffer.from(text);
      const extents = [await spool.write(bytes)];
      const file: FileObject = { ...told(given, bytes.length), status: "processed" };
      files.set(file.id, { file, content: { spool, extents }, cameWhole: true });
      return file;
    },
    remove,
    close: async () => {
      ended.abort();
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
