import { setImmediate } from "node:timers/promises";
import type { TokenCount } from "../../../preload/contract/datasets.ts";
import type { WorkContext } from "../../processes/messages.ts";
import type { Database } from "../../storage/database.ts";
import { eachRow } from "../../storage/each-row.ts";
import { parsed } from "../reading/nesting.ts";
import { sizeAt } from "../store/operations.ts";
import { rowOf } from "../store/rows.ts";
import type { TokenCounter } from "../tokens/count.ts";
import { estimateTokens, planSample } from "../tokens/sample.ts";

/** The seed of the sample. The same rows are counted at each check, so that its figures do not wander. */
const seed = 1;

/** The tokens of all rows as they were after an operation, by those of a sample. */
export async function sampledTokens(
  database: Database,
  operation: number,
  counter: TokenCounter,
  { signal, progress }: WorkContext,
): Promise<TokenCount> {
  const { rows } = sizeAt(database, operation);
  const [ids, lengths] = [new Int32Array(rows), new Uint32Array(rows)];
  const all = database.prepare(
    "select id, characters from rows where since <= ?1 and until > ?1 order by place, id",
  );
  let at = 0;
  for (const { id, characters } of eachRow(all, operation)) {
    ids[at] = Number(id);
    lengths[at] = Number(characters);
    at += 1;
  }
  const plan = planSample(lengths, { seed });
  const tokens = new Map<number, number>();
  const keep = database.prepare("update rows set tokens = ? where id = ?");
  for (const place of plan.rows) {
    const row = rowOf(database, ids[place] ?? 0);
    const count = row ? tokensOf(row.text, counter) : 0;
    tokens.set(place, count);
    keep.run(count, ids[place] ?? 0);
    if (tokens.size % 50 > 0) continue;
    progress({ phase: "counting", done: tokens.size, total: plan.rows.length });
    await setImmediate();
    signal.throwIfAborted();
  }
  const { total, error, counted } = estimateTokens(plan, (place) => tokens.get(place) ?? 0);
  return { tokens: Math.round(total), error: Math.round(error), counted, seed };
}

/** The tokens of a row; of one that is no JSON those of its text. */
export const tokensOf = (text: string, counter: TokenCounter): number => {
  const value = parsed(text);
  return value === undefined ? counter.text(text) : counter.row(value);
};
