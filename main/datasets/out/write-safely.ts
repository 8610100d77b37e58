import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FoundryError, problem } from "../../foundry/error.ts";

/** Takes the next piece of a file. */
export type Write = (piece: Uint8Array | string) => Promise<void> | void;

/** A file beside another that nobody has. */
export const draftBeside = (path: string): string => join(dirname(path), `.assay-${randomUUID()}.part`);

/** Code units of texts that are put together before they are written. */
const bufferSize = 256 * 1024;

/**
 * Writes a file as a whole or not at all: as a draft beside its place, on disk, and only then there. Whatever `work` ends with,
 * nothing else is left behind. Throws what `work` throws, and `storage_failed` where the file cannot be written.
 */
export async function writeSafely<Value>(
  path: string,
  work: (write: Write) => Promise<Value>,
  draft = draftBeside(path),
): Promise<Value> {
  try {
    const file = await open(draft, "wx");
    let made: Value;
    try {
      let waiting = "";
      const flush = async () => {
        const text = waiting;
        waiting = "";
        if (text !== "") await file.appendFile(text, "utf8");
      };
      made = await work(async (piece) => {
        if (typeof piece === "string") waiting += piece;
        if (typeof piece !== "string" || waiting.length >= bufferSize) await flush();
        if (typeof piece !== "string") await file.appendFile(piece);
      });
      await flush();
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    return made;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw isOfFiles(error) ? problem("storage_failed", {}, error) : error;
  }
}

/** An error of the system, such as a full disk. */
const isOfFiles = (error: unknown): boolean =>
  error instanceof Error && !(error instanceof FoundryError) && "syscall" in error;
