import type { RowMeasures } from "../verdict/measures.ts";
import { columnsOf } from "./columns.ts";
import { rowCount } from "./scores.ts";
import type { OpenSession, Session } from "./session.ts";

/** Means by row of what comes in any order of repeats. */
function createMeans(rows: number) {
  const sums = new Float64Array(rows);
  const counts = new Uint16Array(rows);
  return {
    add: (row: number, value: number | null | undefined): void => {
      if (value === null || value === undefined) return;
      sums[row] = (sums[row] ?? 0) + value;
      counts[row] = (counts[row] ?? 0) + 1;
    },
    /** NaN where there was nothing. */
    all: (): Float64Array => sums.map((sum, row) => sum / (counts[row] ?? 0)),
  };
}

/**
 * Reads what was measured of a model's answers, by its place, with a pause after each stretch. Times and costs of answers
 * that failed are left out.
 */
export function* measuresIn(open: OpenSession, model: number): Generator<void, RowMeasures> {
  const rows = rowCount(open());
  const [firstToken, total, cost] = [createMeans(rows), createMeans(rows), createMeans(rows)];
  const from = "measures where model = ? and failed = 0";
  for (const [of = [], first = [], all = [], spent = []] of columnsOf(
    open,
    ["row", "first_token", "total", "cost"],
    from,
    rows,
    model,
  )) {
    for (const [place, row] of of.entries()) {
      firstToken.add(row ?? 0, first[place]);
      total.add(row ?? 0, all[place]);
      cost.add(row ?? 0, spent[place]);
    }
    yield;
  }
  const sums = sumsOf(open(), model);
  yield;
  return { firstToken: firstToken.all(), total: total.all(), cost: cost.all(), ...sums };
}

function sumsOf(
  { database }: Session,
  model: number,
): Pick<RowMeasures, "answers" | "failed" | "tokens" | "spent"> {
  const counts = database
    .prepare(
      `select count(*) as answers, coalesce(sum(failed), 0) as failed, coalesce(sum(prompt_tokens), 0) as question,
        coalesce(sum(completion_tokens), 0) as answer, count(completion_tokens) as counted
       from measures where model = ?`,
    )
    .get(model);
  const spent = database
    .prepare(
      `select currency, sum(cost) as amount, count(cost) as answers from measures
       where model = ? and cost is not null group by currency order by currency`,
    )
    .all(model);
  return {
    answers: Number(counts?.answers ?? 0),
    failed: Number(counts?.failed ?? 0),
    tokens: {
      question: Number(counts?.question ?? 0),
      answer: Number(counts?.answer ?? 0),
      of: Number(counts?.counted ?? 0),
    },
    spent: spent.map(({ currency, amount, answers }) => ({
      amount: Number(amount),
      currency: String(currency),
      of: Number(answers),
    })),
  };
}
