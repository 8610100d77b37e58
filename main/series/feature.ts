import { basename } from "node:path";
import type { FileFilter } from "electron";
import type { Comparison } from "../../preload/contract/comparisons.ts";
import type { Result } from "../../preload/contract/index.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { pickFiles, readPromptFile } from "../dialogs.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import type { Questions } from "../runs/questions.ts";
import type { Bundle } from "../runs/shape.ts";
import type { Database } from "../storage/database.ts";
import type { Known } from "./columns.ts";
import { formatOfFile } from "./prompts.ts";
import { createSeries, type SeriesService } from "./series.ts";
import { openSeries, type SeriesStore } from "./store.ts";

const promptFiles: FileFilter[] = [
  { name: mainStrings.promptFiles, extensions: ["csv", "tsv", "jsonl", "ndjson", "txt", "md"] },
];

/** Many prompts that are asked unattended. Files of them are the bundles' matter. */
export function seriesFeature(
  parts: Known & {
    database: Database;
    questions: Questions;
    comparison: (id: string) => Comparison;
    app: Bundle["app"];
    emit: Emit;
  },
): Feature<
  Exclude<MethodsOf<"series">, "series.export" | "series.open" | "series.openDropped">,
  SeriesService & { store: SeriesStore }
> {
  const store = openSeries(parts.database);
  const series = createSeries({ ...parts, store });
  return {
    service: { ...series, store },
    recover: () => store.recover(),
    purge: () => series.purge(),
    isBusy: () => series.isBusy(),
    interrupt: () => series.interruptAll(),
    handlers: {
      "series.list": () => series.list(),
      "series.get": ({ id }) => series.get(id),
      "series.rows": ({ id }) => series.rows(id),
      "series.results": ({ id }) => series.results(id),
      "series.answer": ({ id, place }) => series.answer(id, place),
      "series.difference": ({ id, first, second, secondId = id }) =>
        series.difference({ id, place: first }, { id: secondId, place: second }),
      "series.drift": ({ before, after }) => series.drift(before, after),
      "series.readPrompts": (source) => series.readPrompts(source),
      "series.pickPrompts": pickPrompts,
      "series.create": (input) => series.create(input),
      "series.pause": ({ id }) => series.pause(id),
      "series.resume": ({ id, failed }) => series.resume(id, failed),
      "series.rename": ({ id, title }) => series.rename(id, title),
      "series.remove": ({ id }) => series.remove(id),
      "series.restore": ({ id }) => series.restore(id),
    },
  };
}

/** What the person picks a file of prompts for: its name, its text and how that holds prompts. Null when they pick none. */
async function pickPrompts(): Promise<Result<"series.pickPrompts">> {
  const [path] = await pickFiles(promptFiles);
  if (!path) return null;
  return { name: basename(path), text: await readPromptFile(path), format: formatOfFile(path) };
}
