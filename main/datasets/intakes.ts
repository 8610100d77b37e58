import { randomUUID } from "node:crypto";
import type { Mapping } from "../../preload/contract/dataset-shapes.ts";
import type { Intake } from "../../preload/contract/datasets.ts";
import { problem } from "../foundry/error.ts";
import type { Workers } from "../processes/workers.ts";
import type { Recognized, RecognizedFile } from "./process/intake.ts";
import type { Work } from "./process/work.ts";
import type { Source } from "./reading/source.ts";

/** Files that a person has given, until they are a dataset or were put aside. */
export interface Intakes {
  /** Tells what files are. Throws what recognizing them throws. */
  begin(sources: readonly Source[]): Promise<Intake>;
  /** What they become with another mapping. Throws `not_found` for what was put aside. */
  map(id: string, mapping: Mapping): Promise<Intake>;
  /** Gives what is to be read, which is put aside then, until `putBack`. Throws `not_found`. */
  take(id: string): { files: RecognizedFile[]; mapping: Mapping; needs: number | null; putBack(): void };
  discard(id: string): void;
}

/** Files that were given and not taken, at most; the oldest are put aside. */
const kept = 20;

/** Keeps what was given while a person decides; files are read by the process that answers at once. */
export function createIntakes(workers: Pick<Workers<Work>, "desk">): Intakes {
  const intakes = new Map<string, { sources: readonly Source[]; recognized: Recognized }>();
  const recognize = (sources: readonly Source[], mapping: Mapping | null) =>
    workers.desk().ask("recognize", { sources, mapping });
  const hold = (id: string, sources: readonly Source[], recognized: Recognized): Intake => {
    intakes.set(id, { sources, recognized });
    for (const old of [...intakes.keys()].slice(0, -kept)) intakes.delete(old);
    const { recognized: _files, ...shown } = recognized;
    return { id, ...shown };
  };
  const find = (id: string) => {
    const found = intakes.get(id);
    if (!found) throw problem("not_found");
    return found;
  };
  return {
    begin: async (sources) => hold(randomUUID(), sources, await recognize(sources, null)),
    map: async (id, mapping) => {
      const { sources } = find(id);
      const recognized = await recognize(sources, mapping);
      // It may have been put aside meanwhile.
      find(id);
      return hold(id, sources, recognized);
    },
    take: (id) => {
      const taken = find(id);
      const { mapping, needs, recognized } = taken.recognized;
      intakes.delete(id);
      return { files: recognized, mapping, needs, putBack: () => void intakes.set(id, taken) };
    },
    discard: (id) => void intakes.delete(id),
  };
}
