import { type Part, partNames } from "../../../../preload/parts.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { type Database, inTransaction } from "../../../storage/database.ts";
import { eachNumber } from "../../../storage/each-row.ts";
import { split } from "../../splits/split.ts";
import { begin, finish, headOf } from "../../store/operations.ts";
import { openWriter } from "../../store/writer.ts";
import { databaseOf } from "../files.ts";
import { likenessOf } from "../likeness.ts";
import { type Summary, summaryOf } from "../summary.ts";
import { sharedOrigins } from "../together.ts";

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
  const rows = split(ids, groups, shares, seed);
  const keyOf = database.prepare("select key from rows where id = ?");
  const operation = begin(database, "split");
  inTransaction(database, () => {
    const writer = openWriter(database, operation);
    for (const part of partNames) {
      for (const id of rows[part]) writer.mark(Number(keyOf.get(id)?.key), "part", part, true);
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
  return [...groups, ...sharedOrigins(database, headOf(database))];
}
