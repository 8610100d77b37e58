import { statSync } from "node:fs";
import { join } from "node:path";
import { parquetWriteFile } from "hyparquet-writer";
import { parquetFacts } from "../../main/datasets/reading/parquet.ts";
import type { Comparison, Setting } from "./bench.ts";
import { check, importInto, job, type Taken, writeRows } from "./dataset-rows.ts";

export const name = "dataset-work";
/** The share of the memory that is allowed. */
export const limit = 1;

const many = 1_000_000;
const fewer = 100_000;

/** Bytes that a process may take: 200 MB, and 24 a row. */
const allowed = (rows: number) => 200 * 2 ** 20 + 24 * rows;
/** Memory of reading Parquet: so many times its largest row group, beside what every process takes. */
const perGroup = 10;

/**
 * Memory and speed of the work on datasets, each in a process of its own as the app starts it: 1,000,000 rows of 300 bytes
 * and 100,000 of 1 kB (with `--quick` a tenth), and Parquet with one large row group. Each once, for it takes minutes.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const share = setting.pairs < 20 ? 0.1 : 1;
  const comparisons: Comparison[] = [];
  for (const [rows, bytes] of [
    [many * share, 300],
    [fewer * share, 1000],
  ] as const) {
    for (const [what, taken] of await all(setting, rows, bytes)) {
      const rowsPerSecond = Math.round(rows / (taken.milliseconds / 1000));
      comparisons.push({
        what: `peak memory of ${what}, ${rows} rows of ${bytes} bytes`,
        unit: "bytes",
        compared: "ratio",
        ours: [taken.memory],
        reference: [allowed(rows)],
        notes: { rowsPerSecond },
      });
    }
  }
  return [...comparisons, await parquet(setting, fewer * share)];
}

async function all(setting: Setting, rows: number, bytes: number): Promise<[string, Taken][]> {
  const { root } = setting;
  const folder = setting.folder();
  const [path, file] = [join(folder, "rows.jsonl"), join(folder, "rows.db")];
  const scratch = join(folder, "scratch");
  const shares = { train: 80, validation: 10, test: 10 };
  await writeRows(path, rows, bytes);
  return [
    ["import", await importInto(root, file, path)],
    ["check", await check(root, file)],
    ["fix of a tenth", await job(root, "fix", { file, rule: "weight_wrong", keys: null })],
    ["split", await job(root, "split", { file, seed: 1, shares, keepTogether: true, scratch })],
    ["deduplicate", await job(root, "deduplicate", { file, near: true, scratch })],
  ];
}

/** Memory of importing one row group, less that of importing hardly anything. */
async function parquet(setting: Setting, rows: number): Promise<Comparison> {
  const folder = setting.folder();
  const write = (name: string, count: number) => {
    const filename = join(folder, name);
    const data = (what: string) =>
      Array.from({ length: count }, (_, at) => `${what} ${at} ${((at + 1) * 7919).toString(36).repeat(60)}`);
    parquetWriteFile({
      filename,
      columnData: [
        { name: "prompt", data: data("What is"), type: "STRING" },
        { name: "completion", data: data("It is"), type: "STRING" },
      ],
      rowGroupSize: count,
    });
    return filename;
  };
  const [large, small] = [write("large.parquet", rows), write("small.parquet", 10)];
  const { largestGroup, groups } = await parquetFacts({ path: large });
  const taken = await importInto(setting.root, join(folder, "large.db"), large);
  const least = await importInto(setting.root, join(folder, "small.db"), small);
  return {
    what: "memory of reading Parquet, in its largest row group",
    unit: "bytes",
    compared: "ratio",
    ours: [taken.memory - least.memory],
    reference: [largestGroup],
    limit: perGroup,
    notes: { groups, fileBytes: statSync(large).size },
  };
}
