import { join } from "node:path";
import type { FileFilter } from "electron";
import { mainStrings } from "../../preload/strings/main.ts";
import { pickFiles } from "../dialogs.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import type { Database } from "../storage/database.ts";
import { type Datasets, openDatasets } from "./datasets.ts";

const dataFiles: FileFilter[] = [
  { name: mainStrings.dataFiles, extensions: ["jsonl", "ndjson", "csv", "txt", "md"] },
];

/** Files of one's own, checked and copied into the profile. */
export function datasetsFeature(parts: {
  database: Database;
  profile: string;
  emit: Emit;
}): Feature<MethodsOf<"datasets">, Datasets> {
  const datasets = openDatasets(parts.database, join(parts.profile, "datasets"), parts.emit);
  return {
    service: datasets,
    purge: () => datasets.purge(),
    handlers: {
      "datasets.list": () => datasets.list(),
      "datasets.pick": async () => {
        const paths = await pickFiles(dataFiles, { several: true });
        return datasets.take(paths.map((path) => ({ path })));
      },
      "datasets.add": (file) => datasets.take([file]),
      "datasets.rename": ({ id, name }) => datasets.rename(id, name),
      "datasets.remove": ({ id }) => datasets.remove(id),
      "datasets.restore": ({ id }) => datasets.restore(id),
    },
  };
}
