import { desk } from "./desk.ts";
import { checkRows } from "./jobs/check.ts";
import { copyRows } from "./jobs/copy.ts";
import { countTokens } from "./jobs/count.ts";
import { deduplicate } from "./jobs/deduplicate.ts";
import { exportDataset } from "./jobs/export.ts";
import { extractRows } from "./jobs/extract.ts";
import { fixRows } from "./jobs/fix.ts";
import { importRows } from "./jobs/import.ts";
import { nearestRows } from "./jobs/nearest.ts";
import { overlapOf } from "./jobs/overlap.ts";
import { splitRows } from "./jobs/split.ts";

/** All that a process can be asked: what a person waits for, and what takes long. */
export const work = {
  ...desk,
  import: importRows,
  check: checkRows,
  count: countTokens,
  fix: fixRows,
  deduplicate,
  split: splitRows,
  copy: copyRows,
  export: exportDataset,
  overlap: overlapOf,
  nearest: nearestRows,
  extract: extractRows,
};

export type Work = typeof work;
