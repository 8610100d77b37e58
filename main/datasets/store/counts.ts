import type { Database } from "../../storage/database.ts";
import { never } from "./schema.ts";

/** Rows that something was found in: with a finding that blocks, and with others only. */
export interface FindingCounts {
  blocks: number;
  warns: number;
}

/** The counts of the rows as they were after an operation; counted once, and kept until the next check. */
export function countsAt(database: Database, operation: number): FindingCounts {
  const kept = database.prepare("select blocks, warns from operations where number = ?").get(operation);
  if (kept === undefined) return { blocks: 0, warns: 0 };
  if (kept.blocks !== null) return { blocks: Number(kept.blocks), warns: Number(kept.warns) };
  const counts = countsOf(database, "r.since <= ?1 and r.until > ?1", operation);
  database
    .prepare("update operations set blocks = ?, warns = ? where number = ?")
    .run(counts.blocks, counts.warns, operation);
  return counts;
}

/** What all operations have been counted at is forgotten: the findings are others now. */
export const forgetCounts = (database: Database): void =>
  database.exec("update operations set blocks = null, warns = null");

/** The counts after an operation, from those before it and the rows that it has begun and ended. */
export function carryCounts(database: Database, operation: number): void {
  const before = database
    .prepare("select blocks, warns from operations where number = ? and blocks is not null")
    .get(operation - 1);
  if (before === undefined) return;
  const begun = countsOf(database, "r.since > 1 and r.since = ?1", operation);
  const ended = countsOf(database, `r.until < ${never} and r.until = ?1`, operation);
  database
    .prepare("update operations set blocks = ?, warns = ? where number = ?")
    .run(
      Number(before.blocks) + begun.blocks - ended.blocks,
      Number(before.warns) + begun.warns - ended.warns,
      operation,
    );
}

function countsOf(database: Database, condition: string, operation: number): FindingCounts {
  const row = database
    .prepare(
      `select sum(blocks) as blocks, sum(1 - blocks) as warns from (
         select max(f.severity = 'blocks') as blocks from findings f join rows r on r.id = f.row
         where ${condition} group by f.row
       )`,
    )
    .get(operation);
  return { blocks: Number(row?.blocks ?? 0), warns: Number(row?.warns ?? 0) };
}
