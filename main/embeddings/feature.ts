import { basename } from "node:path";
import type { FileFilter } from "electron";
import type { Result } from "../../preload/contract/index.ts";
import { benchTextLimit } from "../../preload/limits.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import type { Connections } from "../connections/connections.ts";
import type { Datasets } from "../datasets/datasets.ts";
import { fileNameOf, pickFiles, readText, saveFile } from "../dialogs.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import type { Prices } from "../prices/prices.ts";
import type { Database } from "../storage/database.ts";
import { createEmbeddings, type Embeddings } from "./embeddings.ts";
import { textsOfFile, textsOfRows } from "./picked.ts";
import { openBench } from "./store.ts";

const textFiles: FileFilter[] = [
  { name: mainStrings.textFiles, extensions: ["txt", "md", "csv", "tsv", "jsonl", "ndjson"] },
];
const tableFiles: FileFilter[] = [{ name: mainStrings.tableFiles, extensions: ["csv"] }];

/** The bench on which embeddings deployments are tried. */
export function embeddingsFeature(parts: {
  database: Database;
  connections: Connections;
  prices: Prices;
  datasets: Datasets;
  emit: Emit;
}): Feature<MethodsOf<"embeddings">, Embeddings> {
  const embeddings = createEmbeddings({ ...parts, store: openBench(parts.database) });
  return {
    service: embeddings,
    interrupt: () => embeddings.cancel(),
    handlers: {
      "embeddings.bench": () => embeddings.bench(),
      "embeddings.keep": (setUp) => embeddings.keep(setUp),
      "embeddings.run": (asked) => embeddings.run(asked),
      "embeddings.cancel": () => embeddings.cancel(),
      "embeddings.costs": () => embeddings.costs(),
      "embeddings.pickTexts": pickTexts,
      "embeddings.datasetTexts": ({ datasetId }) => datasetTexts(parts.datasets, datasetId),
      "embeddings.table": (which) => embeddings.table(which, "\t"),
      "embeddings.export": async (which) =>
        saveFile(
          fileNameOf(mainStrings.embeddingFiles[which.what], "csv"),
          await embeddings.table(which, ","),
          tableFiles,
        ),
    },
  };
}

/** Throws what `readText` throws. */
async function pickTexts(): Promise<Result<"embeddings.pickTexts">> {
  const [path] = await pickFiles(textFiles);
  return path ? textsOfFile(basename(path), await readText(path)) : null;
}

/** Throws what reading a dataset throws. */
async function datasetTexts(
  datasets: Pick<Datasets, "get" | "draw">,
  id: string,
): Promise<Result<"embeddings.datasetTexts">> {
  const drawn = await datasets.draw(id, { version: null, part: null, rows: benchTextLimit, seed: 1 });
  return textsOfRows(
    datasets.get(id).name,
    drawn.map(({ text }) => text),
  );
}
