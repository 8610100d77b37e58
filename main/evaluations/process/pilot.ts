import { type RowScores, scoresOf } from "./scores.ts";
import type { OpenSession, Session } from "./session.ts";

/** What the answers of a model came to, on average; null where nothing was measured. */
export interface MeasuredModel {
  question: number | null;
  answer: number | null;
  /** Milliseconds. */
  total: number | null;
  /** Of one answer. */
  cost: { amount: number; currency: string } | null;
}

/** How far two models differ, row by row, by the main grader. */
export interface MeasuredDifference {
  /** Rows that both have a score for, and those on which the scores differ. */
  rows: number;
  differing: number;
  /** The mean of the squared differences, and what of it is chance inside a row, at the repeats that were asked. */
  square: number;
  within: number;
  repeats: number;
}

/** What a few rows tell of the many. */
export interface PilotFacts {
  models: MeasuredModel[];
  /** Of the two models that differ most; null where no two can be held against each other. */
  difference: MeasuredDifference | null;
}

/** Scores that differ by less are the same: they were summed up. */
const same = 1e-9;

/** What an evaluation has measured so far, with pauses. */
export function* pilotFacts(open: OpenSession): Generator<void, PilotFacts> {
  const { settings } = open();
  const lead = settings.graders.findIndex(({ id }) => id === settings.lead);
  const baseline = settings.models.findIndex(({ id }) => id === settings.baseline);
  const grader = Math.max(0, lead);
  const first = Math.max(0, baseline);
  const scores: RowScores[] = [];
  for (const model of settings.models.keys()) scores.push(yield* scoresOf(open, grader, model));
  const before = scores[first];
  const differences = scores.flatMap((after, model) =>
    before === undefined || model === first ? [] : differenceOf(before, after),
  );
  return {
    models: settings.models.map((_, model) => measured(open(), model)),
    difference: differences.toSorted((one, other) => other.square - one.square)[0] ?? null,
  };
}

function measured({ database }: Session, model: number): MeasuredModel {
  const found = database
    .prepare(
      `select avg(prompt_tokens) as question, avg(completion_tokens) as answer, avg(total) as total, avg(cost) as cost,
         max(currency) as currency from measures where model = ? and failed = 0`,
    )
    .get(model);
  const number = (value: unknown) => (typeof value === "number" ? value : null);
  const amount = number(found?.cost);
  return {
    question: number(found?.question),
    answer: number(found?.answer),
    total: number(found?.total),
    cost: amount === null ? null : { amount, currency: String(found?.currency) },
  };
}

function differenceOf(before: RowScores, after: RowScores): MeasuredDifference | [] {
  let [rows, differing, square, within, repeats] = [0, 0, 0, 0, 0];
  for (const [row, mean] of after.means.entries()) {
    const difference = mean - (before.means[row] ?? Number.NaN);
    if (Number.isNaN(difference)) continue;
    rows += 1;
    differing += Number(Math.abs(difference) > same);
    square += difference ** 2;
    within += (after.within[row] || 0) + (before.within[row] || 0);
    repeats += after.graded[row] ?? 1;
  }
  return rows === 0
    ? []
    : { rows, differing, square: square / rows, within: within / rows, repeats: repeats / rows };
}
