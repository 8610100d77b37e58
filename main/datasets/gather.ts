import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import type { DatasetMethod } from "../../preload/contract/dataset-rules.ts";
import type { GatherChoice, Gathering } from "../../preload/contract/datasets.ts";
import { gathered, methodOf, type Sources, weighed } from "./from/gather.ts";
import { isRow } from "./from/row.ts";

/** What the app has that rows are made of. */
export interface FromApp {
  sources: Sources;
}

/** What a choice would give. Throws `not_found` for a series that is not there. */
export const gathering = ({ sources }: FromApp, choice: GatherChoice): Promise<Gathering> =>
  weighed(gathered(choice, sources));

/**
 * What rows of a choice are for, and how they are written into a file: each line has a row's text, origin and tags. Writing
 * throws the signal's reason, and what the file system throws.
 */
export function gatherTo(
  { sources }: FromApp,
  choice: GatherChoice,
): { method: DatasetMethod; write(path: string, signal: AbortSignal): Promise<void> } {
  return {
    method: methodOf(choice),
    write: (path, signal) =>
      pipeline(lines(choice, sources), createWriteStream(path, { mode: 0o600 }), { signal }),
  };
}

async function* lines(choice: GatherChoice, sources: Sources): AsyncGenerator<string, void> {
  for (const one of gathered(choice, sources)) {
    if (isRow(one)) yield `${JSON.stringify(one)}\n`;
    await setImmediate();
  }
}
