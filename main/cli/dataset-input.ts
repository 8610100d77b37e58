import { createWriteStream } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZodError } from "zod";
import { datasetCommand } from "../../preload/strings/dataset-command.ts";
import { type GivenFile, recognizeGiven, type Wish } from "../datasets/files/given.ts";
import { CommandError } from "./failure.ts";

/** What the files of a command come from. */
export interface InputSettings {
  wish: Wish;
  allowsMemory: boolean;
  /** What `-` is, and where it is kept meanwhile. */
  stdin: Readable;
  folder: string;
  signal: AbortSignal;
}

const megabyte = 1_000_000;

/**
 * Recognizes the files of a command. Throws `FileRefused`, and a `CommandError` for a mapping that cannot be and for files
 * that need more memory than is allowed.
 */
export async function readInputs(
  paths: readonly string[],
  { wish, allowsMemory, stdin, folder, signal }: InputSettings,
): Promise<Awaited<ReturnType<typeof recognizeGiven>>> {
  const kept = join(folder, "stdin");
  if (paths.includes("-")) await pipeline(stdin, createWriteStream(kept, { mode: 0o600 }), { signal });
  const names = new Map([[kept, datasetCommand.stdin]]);
  const given = await recognizeGiven(
    paths.map((path) => (path === "-" ? kept : path)),
    wish,
    names,
  ).catch((error: unknown) => {
    if (!(error instanceof ZodError)) throw error;
    throw new CommandError("datasetUsage", { reason: datasetCommand.reasons.mapping }, error);
  });
  if (!allowsMemory) refuseMuchMemory(given.files);
  return given;
}

function refuseMuchMemory(files: readonly GivenFile[]): void {
  for (const { name, needs } of files)
    if (needs !== null)
      throw new CommandError("datasetMemory", {
        file: name,
        megabytes: String(Math.ceil(needs / megabyte)),
      });
}
