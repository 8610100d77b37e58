import type { WorkContext } from "../../../processes/messages.ts";
import { inTransaction } from "../../../storage/database.ts";
import { writeFact } from "../../../storage/facts.ts";
import { touch } from "../../store/facts.ts";
import { loadTokenCounter } from "../../tokens/count.ts";
import { databaseOf } from "../files.ts";
import { type Summary, summaryOf } from "../summary.ts";
import { tokensOf } from "../tokens.ts";
import { walked } from "../walking.ts";

/** Counts the tokens of every row. Those that are counted stay so when it is cancelled. */
export async function countTokens({ file }: { file: string }, context: WorkContext): Promise<Summary> {
  const database = databaseOf(file);
  const counter = await loadTokenCounter();
  const keep = database.prepare("update rows set tokens = ? where id = ?");
  let [tokens, counted] = [0, 0];
  for await (const rows of walked(database, "counting", context)) {
    inTransaction(database, () => {
      for (const { id, text } of rows) {
        const count = tokensOf(text, counter);
        keep.run(count, id);
        tokens += count;
        counted += 1;
      }
    });
  }
  inTransaction(database, () => {
    writeFact(database, "tokens", { tokens, error: 0, counted, seed: 0 });
    touch(database);
  });
  return summaryOf(database);
}
