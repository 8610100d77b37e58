import { type Part, partNames } from "../../../../preload/contract/dataset-rows.ts";
import { type Database, inTransaction } from "../../../storage/database.ts";
import { eachNumber } from "../../../storage/each-row.ts";
import { split } from "../../splits/split.ts";
import { begin, finish, headOf } from "../../store/operations.ts";
import { openWriter } from "../../store/writer.ts";
import { databaseOf } from "../files.ts";
import { likenessOf } from "../likeness.ts";
import type { WorkContext } from "../messages.ts";
import { type Summary, summaryOf } from "../summary.ts";

/** How rows are split: shares count in proportion to each other. */
export interface SplitInput {
  file: string;
  seed: number;
  shares: Record<Part, number>;
  /** Whether rows of one origin, and such as are nearly the same, stay in one part. */
  keepTogether: boolean;
  scratch: string;
}

/** Sets the part of every row as one operation. Throws the signal's reason. */
export async function splitRows(input: SplitInput, context: WorkContext): Promise<Summary> {
  const { file, seed, shares, keepTogether, scratch } = input;
  const database = databaseOf(file);
  const seen = "select id from rows where since <= ?1 and until > ?1 order by place, id";
  const ids = Int32Array.from(eachNumber(database.prepare(seen), headOf(database)));
  const groups = keepTogether ? await groupsOf(database, scratch, context) : [];
  const result = split(ids, groups, shares, seed);
  const keyOf = database.prepare("select key from rows where id = ?");
  const operation = begin(database, "split");
  inTransaction(database, () => {
    const writer = openWriter(database, operation);
    for (const part of partNames) {
      for (const id of result.rows[part]) writer.mark(Number(keyOf.get(id)?.key), "part", part, true);
    }
    finish(database, operation, writer.change());
  });
  return summaryOf(database);
}

/** Rows that stay together: of one conversation, vote or prompt, and such as are nearly the same. A file is no such origin. */
async function groupsOf(database: Database, scratch: string, context: WorkContext): Promise<Int32Array[]> {
  const groups: Int32Array[] = [];
  const index = await likenessOf(database, scratch, context);
  try {
    for await (const group of index.groups({ signal: context.signal })) groups.push(group);
  } finally {
    index.remove();
  }
  const shared = database
    .prepare(
      `select r.id, r.origin from rows r join origins o on o.number = r.origin
       where r.since <= ?1 and r.until > ?1 and o.kind not in ('file', 'dataset') order by r.origin`,
    )
    .all(headOf(database));
  for (let from = 0; from < shared.length; ) {
    let to = from;
    while (shared[to]?.origin === shared[from]?.origin && to < shared.length) to += 1;
    groups.push(Int32Array.from(shared.slice(from, to), ({ id }) => Number(id)));
    from = to;
  }
  return groups;
}
