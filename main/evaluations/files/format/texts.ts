import { setImmediate } from "node:timers/promises";
import { textsOf } from "../../../datasets/reading/texts.ts";
import { refused } from "../../../exported.ts";
import { FoundryError } from "../../../foundry/error.ts";

/** Who watches a file being read: may end it, and is told how many of its stored bytes were. */
export type Watch = NonNullable<Parameters<typeof textsOf>[1]>;

/** A file on disk, or one that came with its bytes. */
export type FileSource = Parameters<typeof textsOf>[0] & { watch?: Watch };

/** The text of a file, piece by piece. Throws `import_refused` with `gzip` for a damaged one, and what reading files throws. */
export async function* textsIn(source: FileSource): AsyncGenerator<string, void> {
  try {
    for await (const text of textsOf(source, source.watch)) {
      yield text;
      // A file in memory is read without a pause in which its end could be heard.
      if (source.watch) await setImmediate();
    }
  } catch (error) {
    const isDamaged = error instanceof FoundryError && error.diagnosis.code === "dataset_gzip";
    throw isDamaged ? refused("gzip", error) : error;
  }
}
