import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import type { CheckedAs } from "../../../preload/contract/datasets.ts";
import type { Database } from "../../storage/database.ts";
import { readFact } from "../../storage/facts.ts";
import { ruleOf } from "../rules/rules.ts";
import { countsAt, type FindingCounts } from "../store/counts.ts";
import { begunAt, headOf, type Size, sizeAt } from "../store/operations.ts";
import { newestVersion } from "../store/versions.ts";

/** What the list of datasets shows of one, as its file has it. */
export interface Summary extends Size {
  version: number;
  /** Null where it was never checked. */
  findings: (FindingCounts & { whole: number }) | null;
}

/** What a dataset's file says of itself for the list. */
export function summaryOf(database: Database): Summary {
  const head = headOf(database);
  const findings =
    checkedAs(database) === null ? null : { ...countsAt(database, head), whole: blockingWhole(database) };
  return { ...sizeAt(database, head), version: newestVersion(database), findings };
}

/** How many findings about a dataset as a whole block, as it was checked last. */
const blockingWhole = (database: Database): number =>
  database
    .prepare("select rule from whole_findings")
    .all()
    .filter(({ rule }) => ruleOf(String(rule))?.severity === "blocks").length;

/** How a dataset was checked, as it is kept. */
export interface KeptCheck {
  method: DatasetMethod;
  model: string | null;
  at: number;
  operation: number;
}

/** How it was checked last; null when it never was. */
export function checkedAs(database: Database): CheckedAs | null {
  const kept = readFact(database, "checked") as KeptCheck | undefined;
  if (kept === undefined) return null;
  const { operation, ...checked } = kept;
  const head = headOf(database);
  // After an undo, another operation has the number of the one that was checked.
  return { ...checked, isOld: operation !== head || begunAt(database, head) > kept.at };
}
