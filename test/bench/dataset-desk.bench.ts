import { join } from "node:path";
import { headOf } from "../../main/datasets/store/operations.ts";
import { datasetTables } from "../../main/datasets/store/schema.ts";
import { viewOf, windowOf } from "../../main/datasets/store/view.ts";
import { openOwnFile } from "../../main/storage/own-file.ts";
import type { RowView } from "../../preload/contract/dataset-rows.ts";
import { everyRow } from "../../preload/every-row.ts";
import type { Comparison, Setting } from "./bench.ts";
import { datasetProcess } from "./dataset-process.ts";
import { check, importInto, job, writeRows } from "./dataset-rows.ts";
import { measurePairs } from "./pairs.ts";

export const name = "dataset-desk";
export const limit = 1.5;

const many = 1_000_000;
const few = 1_000;
const bytes = 300;

/** Rows that the window asks for at once. */
const shown = 100;

/** What all rows have, what a few have, and what none has. */
const searches = ["assistant", "the assistant of a shop", "1a", "zzzzzzz"];

/**
 * The first rows of a checked dataset of 1,000,000 rows (with `--quick` 100,000) against those of 1,000, each asked of a
 * new process as at a start; and searches in it, as imported and with a tenth of its rows edited, against the bare query
 * of SQLite's full-text index, in this process.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const { root, pairs } = setting;
  const rows = setting.pairs < 20 ? many / 10 : many;
  const [large, small] = [await prepared(setting, rows), await prepared(setting, few)];
  const comparisons: Comparison[] = [
    {
      what: `first rows of ${rows}, to those of ${few}`,
      unit: "ms",
      compared: "ratio",
      ...(await measurePairs(
        pairs,
        () => firstRows(root, large),
        () => firstRows(root, small),
      )),
    },
  ];
  comparisons.push(...(await searched(large, pairs, `${rows} rows as imported`)));
  await job(root, "fix", { file: large, rule: "weight_wrong", keys: null });
  comparisons.push(...(await searched(large, pairs, `${rows} rows, a tenth of them edited`)));
  return comparisons;
}

async function prepared(setting: Setting, rows: number): Promise<string> {
  const folder = setting.folder();
  const [path, file] = [join(folder, "rows.jsonl"), join(folder, "rows.db")];
  await writeRows(path, rows, bytes);
  await importInto(setting.root, file, path);
  await check(setting.root, file);
  return file;
}

/** From asking for a dataset until its first rows are there, in a process that is awake. */
async function firstRows(root: string, file: string): Promise<number> {
  const worker = datasetProcess(root);
  try {
    await worker.ask("recognize", { sources: [], mapping: null }).catch(() => {});
    const begun = performance.now();
    const asked = { file, version: null, view: everyRow, from: 0, count: shown };
    const [, { rows }] = await Promise.all([worker.ask("open", { file }), worker.ask("rows", asked)]);
    if (rows.length !== shown) throw new Error(`There are ${rows.length} rows in ${file}.`);
    return performance.now() - begun;
  } finally {
    worker.end();
  }
}

async function searched(file: string, pairs: number, where: string): Promise<Comparison[]> {
  const database = openOwnFile(file, datasetTables);
  const bare = database.prepare("select rowid from row_texts where row_texts match ?");
  bare.setReturnArrays(true);
  const operation = headOf(database);
  const comparisons: Comparison[] = [];
  for (const search of searches) {
    const view: RowView = { ...everyRow, search };
    const match = `${search
      .split(" ")
      .map((word) => `"${word}"`)
      .join(" ")}*`;
    let found = 0;
    const taken = await measurePairs(
      pairs,
      async () =>
        timed(() => {
          found = windowOf(database, operation, viewOf(database, operation, view), 0, shown).total;
        }),
      async () =>
        timed(() => {
          // Some milliseconds are needed for the rows that are shown, whatever was searched.
          windowOf(database, operation, viewOf(database, operation, everyRow), 0, Math.min(found, shown));
          bare.all(match);
        }),
    );
    comparisons.push({
      what: `search for "${search}", ${where}`,
      unit: "ms",
      compared: "ratio",
      ...taken,
      notes: { found },
    });
  }
  database.close();
  return comparisons;
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
