import { join } from "node:path";
import { app, type FileFilter } from "electron";
import { mainStrings } from "../../preload/strings/main.ts";
import { fileNameOf, pickFiles, pickFolder, pickTarget } from "../dialogs.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { forked } from "../processes/fork.ts";
import { createWorkers } from "../processes/workers.ts";
import type { Database } from "../storage/database.ts";
import { type Datasets, openDatasets } from "./datasets.ts";
import { type FromApp, gathering, gatherTo } from "./gather.ts";
import type { Work } from "./process/work.ts";

const dataFiles: FileFilter[] = [
  {
    name: mainStrings.dataFiles,
    extensions: ["jsonl", "ndjson", "json", "csv", "tsv", "parquet", "txt", "md", "gz"],
  },
  { name: mainStrings.allFiles, extensions: ["*"] },
];

/** Datasets: rows of one's own, checked, mended and kept in the profile. */
export function datasetsFeature(
  parts: { database: Database; profile: string; emit: Emit } & FromApp,
): Feature<MethodsOf<"datasets">, Datasets> {
  const datasets = openDatasets({
    ...parts,
    folder: join(parts.profile, "datasets"),
    workers: createWorkers(
      forked<Work>(app.getAppPath(), {
        file: "dist/datasets/process.cjs",
        name: "Assay datasets",
        stopped: "dataset_stopped",
      }),
    ),
  });
  return {
    service: datasets,
    recover: datasets.recover,
    purge: () => {
      datasets.purge();
      datasets.dropUses("series", (seriesId) => parts.sources.series.get(seriesId) !== null);
    },
    isBusy: datasets.isBusy,
    interrupt: datasets.interrupt,
    handlers: {
      "datasets.list": datasets.list,
      "datasets.prepare": datasets.prepare,
      "datasets.pick": async ({ what }) => {
        const paths = what === "folder" ? await pickFolder() : await pickFiles(dataFiles, { several: true });
        return paths.length === 0 ? null : datasets.intake(paths.map((path) => ({ path })));
      },
      "datasets.drop": ({ files }) => datasets.intake(files),
      "datasets.paste": ({ text }) =>
        datasets.intake([{ name: mainStrings.pastedData, bytes: new TextEncoder().encode(text) }]),
      "datasets.map": datasets.map,
      "datasets.discard": datasets.discard,
      "datasets.import": datasets.importIntake,
      "datasets.importAgain": datasets.importAgain,
      "datasets.weigh": ({ choice }) => gathering(parts, choice),
      "datasets.gather": ({ choice, name }) => {
        const { method, write } = gatherTo(parts, choice);
        return datasets.gather(name, method, write);
      },
      "datasets.open": datasets.open,
      "datasets.rows": datasets.rows,
      "datasets.row": datasets.row,
      "datasets.differences": datasets.differences,
      "datasets.distributions": datasets.distributions,
      "datasets.cost": datasets.cost,
      "datasets.setPrice": datasets.setPrice,
      "datasets.check": datasets.check,
      "datasets.count": datasets.count,
      "datasets.previewFix": datasets.previewFix,
      "datasets.fix": datasets.fix,
      "datasets.edit": datasets.edit,
      "datasets.addRow": datasets.addRow,
      "datasets.duplicateRows": datasets.duplicateRows,
      "datasets.deleteRows": datasets.deleteRows,
      "datasets.tag": datasets.tag,
      "datasets.setPart": datasets.setPart,
      "datasets.undo": ({ id }) => datasets.step(id, -1),
      "datasets.redo": ({ id }) => datasets.step(id, 1),
      "datasets.split": datasets.split,
      "datasets.deduplicate": datasets.deduplicate,
      "datasets.sample": datasets.sample,
      "datasets.merge": datasets.merge,
      "datasets.export": async (input) => {
        const { name } = datasets.get(input.id);
        const ending = `${input.format}${input.isGzip ? ".gz" : ""}`;
        const path = await pickTarget(fileNameOf(name, ending), dataFiles);
        return path === null ? null : datasets.exportTo(input, path);
      },
      "datasets.seal": datasets.seal,
      "datasets.refusal": datasets.refusal,
      "datasets.askedBy": async ({ id, seriesId }) => {
        const series = parts.sources.series.get(seriesId);
        if (!series) throw problem("not_found");
        await datasets.use(id, { kind: "series", usedBy: seriesId, name: series.title });
      },
      "datasets.cancel": datasets.cancel,
      "datasets.rename": datasets.rename,
      "datasets.remove": datasets.remove,
      "datasets.restore": datasets.restore,
    },
  };
}
