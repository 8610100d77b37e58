import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import type { FixPreview } from "../../../preload/contract/datasets.ts";
import { withPauses } from "../../pauses.ts";
import type { Database } from "../../storage/database.ts";
import type { Checker } from "../rules/checker.ts";
import { isAmongRows } from "../rules/contents/as-rules.ts";
import { mend, mendAll } from "../rules/mend.ts";
import type { Mended } from "../rules/rule.ts";
import { headOf } from "../store/operations.ts";
import { findingsOf, rowAt, rowOf, type StoredRow } from "../store/rows.ts";
import { checkerFor, findingsIn } from "./checking.ts";

/** Rows that a preview shows. */
const shown = 20;

/** A row with a fault, and what becomes of it. */
interface Fixed {
  row: StoredRow;
  mended: Mended;
}

/** What a fix would do to the rows with a finding, or to those of these keys. Nothing is changed. */
export function previewFix(
  database: Database,
  rule: string,
  keys: readonly number[] | null,
): Promise<FixPreview> {
  const preview: FixPreview = { rule, changed: 0, removed: 0, left: 0, examples: [] };
  function* count() {
    for (const { row, mended } of fixes(database, checkerFor(database), rule, keys)) {
      if (mended === null) preview.left += 1;
      else if (mended === "remove") preview.removed += 1;
      else preview.changed += 1;
      if (mended !== null && preview.examples.length < shown)
        preview.examples.push({
          key: row.key,
          line: typeof row.origin.spot === "number" ? row.origin.spot : null,
          before: row.text,
          after: mended === "remove" ? null : mended.text,
        });
      yield;
    }
    return preview;
  }
  return withPauses(count());
}

/** Goes through the rows with a finding, one after the other, and says what a fix makes of each. */
export function* fixes(
  database: Database,
  checker: Checker,
  rule: string,
  keys: readonly number[] | null,
): Generator<Fixed, void> {
  const isAmong = isAmongRows(rule);
  const isWanted = (finding: Finding) => finding.rule === rule;
  const whole = { row: (text: string) => findingsIn(checker, text) };
  for (const row of keys === null ? faulty(database, rule) : named(database, keys)) {
    if (!isAmong) yield { row, mended: mendAll(row.text, whole, isWanted) };
    // Its own text does not tell: what the last check has found does.
    else {
      const finding = findingsOf(database, row.id).find(isWanted);
      yield { row, mended: finding === undefined ? null : mend(row.text, finding) };
    }
  }
}

function* faulty(database: Database, rule: string): Generator<StoredRow, void> {
  const head = headOf(database);
  // Read first: what is written meanwhile has findings of its own.
  const ids = database
    .prepare(
      `select distinct f.row as id from findings f join rows r on r.id = f.row
       where f.rule = ?1 and r.since <= ?2 and r.until > ?2 order by f.row`,
    )
    .all(rule, head)
    .map(({ id }) => Number(id));
  for (const id of ids) {
    const row = rowOf(database, id);
    if (row) yield row;
  }
}

function* named(database: Database, keys: readonly number[]): Generator<StoredRow, void> {
  const head = headOf(database);
  for (const key of new Set(keys)) {
    const row = rowAt(database, head, key);
    if (row) yield row;
  }
}
