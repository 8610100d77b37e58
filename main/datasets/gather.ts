import { once } from "node:events";
import { createWriteStream } from "node:fs";
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

/** What rows of a choice are for, and how they are written into a file: each line has a row's text, origin and tags. */
export function gatherTo(
  { sources }: FromApp,
  choice: GatherChoice,
): { method: DatasetMethod; write(path: string): Promise<void> } {
  return {
    method: methodOf(choice),
    write: async (path) => {
      const file = createWriteStream(path, { mode: 0o600 });
      await once(file, "open");
      for (const one of gathered(choice, sources)) {
        if (isRow(one) && !file.write(`${JSON.stringify(one)}\n`)) await once(file, "drain");
        await setImmediate();
      }
      file.end();
      await once(file, "finish");
    },
  };
}
