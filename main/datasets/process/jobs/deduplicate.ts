import type { WorkContext } from "../../../processes/messages.ts";
import { inTransaction } from "../../../storage/database.ts";
import { contentHash, createExactIndex } from "../../near/exact.ts";
import { parsed } from "../../reading/nesting.ts";
import { endAll } from "../../store/changes.ts";
import { begin, finish } from "../../store/operations.ts";
import { openWriter } from "../../store/writer.ts";
import { databaseOf } from "../files.ts";
import { likenessOf } from "../likeness.ts";
import { type Summary, summaryOf } from "../summary.ts";
import { walked } from "../walking.ts";

/** Removes the rows that are the same as an earlier one, or with `near` nearly the same, as one operation. */
export async function deduplicate(
  { file, near, scratch }: { file: string; near: boolean; scratch: string },
  context: WorkContext,
): Promise<Summary> {
  const database = databaseOf(file);
  const exact = createExactIndex();
  for await (const rows of walked(database, "comparing", context)) {
    for (const { id, text } of rows) exact.add(id, contentHash(text, parsed(text)));
  }
  const gone = new Set<number>();
  for (const repeated of exact.repeated()) if (repeated) gone.add(repeated.row);
  if (near) {
    const index = await likenessOf(database, scratch, context);
    try {
      for await (const group of index.groups({ signal: context.signal })) {
        for (const id of group.subarray(1)) gone.add(id);
      }
    } finally {
      index.remove();
    }
  }
  const operation = begin(database, "deduplicate");
  inTransaction(database, () => {
    const writer = openWriter(database, operation);
    endAll(database, writer, gone);
    finish(database, operation, writer.change());
  });
  return summaryOf(database);
}
