import { constants } from "node:fs";
import { access, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { textOf } from "../../preload/decode.ts";
import { commandLine } from "../../preload/strings/command-line.ts";
import { bundleExports } from "../bundles/exports.ts";
import { bundleExtension } from "../bundles/format.ts";
import { type Bundle, bundleLimit, pack } from "../bundles/pack.ts";
import { CommandError, reasonOf } from "./failure.ts";

type Write = (bundle: Bundle) => Uint8Array | string | Promise<Uint8Array>;

/** How each ending is written. */
const writers: Record<string, Write> = {
  [`.${bundleExtension}`]: (bundle) => pack(bundle, { endpoints: false }),
  ...Object.fromEntries(
    Object.values(bundleExports).map(({ extension, write }) => [`.${extension}`, write] as const),
  ),
  ".yml": bundleExports.promptfoo.write,
};

/** The bytes of a file of at most 200 MB. Throws a `CommandError`. */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > bundleLimit) throw new Error(commandLine.tooLarge);
    return await readFile(file);
  } catch (error) {
    throw new CommandError("unreadable", { file, reason: reasonOf(error) }, error);
  }
}

/** The text in a file's bytes. Throws a `CommandError` where they are none. */
export function textIn(bytes: Uint8Array, file: string): string {
  try {
    return textOf(bytes);
  } catch (error) {
    throw new CommandError("noText", { file }, error);
  }
}

/** The text of a file of at most 200 MB. Throws a `CommandError`. */
export const readTextFile = async (file: string): Promise<string> => textIn(await readInput(file), file);

/**
 * Takes a bundle to `file`, in the format its ending says. Throws a `CommandError` at once, before anything is asked,
 * where the ending is not known or the file cannot be written there.
 */
export async function openOutput(file: string): Promise<(bundle: Bundle) => Promise<void>> {
  const write = writers[extname(file).toLowerCase()];
  if (!write) throw new CommandError("outFormat", { file, endings: Object.keys(writers).join(", ") });
  const orExplained = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      throw new CommandError("outUnwritable", { file, reason: reasonOf(error) }, error);
    }
  };
  await orExplained(async () => {
    await access(dirname(file), constants.W_OK);
    const there = await stat(file).catch(() => null);
    if (there) await access(file, constants.W_OK);
    if (there && !there.isFile()) throw new Error(commandLine.notAFile);
  });
  return async (bundle) => {
    const content = await write(bundle);
    await orExplained(() => writeFile(file, content));
  };
}
