import type { Estimate, ModelMeasures } from "../../../preload/contract/evaluation-verdicts.ts";
import { medianDifference } from "../../statistics/median-difference.ts";
import { medianWithInterval } from "../../statistics/medians.ts";
import { pairedMeans } from "../../statistics/paired-means.ts";

/** What was measured of a model's answers: by row, repeats averaged inside it. NaN where nothing was. */
export interface RowMeasures {
  /** Milliseconds. */
  firstToken: Float64Array;
  total: Float64Array;
  /** In the currency of `spent`. */
  cost: Float64Array;
  /** Sums over all answers. */
  answers: number;
  failed: number;
  tokens: { question: number; answer: number; of: number };
  /** By currency. */
  spent: { amount: number; currency: string; of: number }[];
}

/**
 * What a model's answers have cost and how long they took, beside the baseline's where there is one. With a pause after
 * each that is counted.
 */
export function* measuresOf(
  modelId: string,
  own: RowMeasures,
  baseline: RowMeasures | null,
): Generator<void, ModelMeasures> {
  const [spent, ...others] = own.spent;
  const isOne = spent !== undefined && others.length === 0;
  const { question, answer, of } = own.tokens;
  const firstToken = medianOf(own.firstToken);
  yield;
  const total = medianOf(own.total);
  yield;
  const against = baseline && (yield* beside(own, baseline));
  return {
    modelId,
    cost: {
      total: isOne ? { amount: spent.amount, currency: spent.currency } : null,
      perAnswer: isOne ? { amount: spent.amount / spent.of, currency: spent.currency } : null,
    },
    ...{ firstToken, total, against },
    tokens: of === 0 ? null : { question: question / of, answer: answer / of },
    answers: own.answers,
    failed: own.failed,
  };
}

function* beside(own: RowMeasures, baseline: RowMeasures): Generator<void, ModelMeasures["against"]> {
  const firstToken = medianBeside(own.firstToken, baseline.firstToken);
  yield;
  const total = medianBeside(own.total, baseline.total);
  yield;
  const currencies = new Set([...own.spent, ...baseline.spent].map(({ currency }) => currency));
  const isOne = own.spent.length === 1 && baseline.spent.length === 1 && currencies.size === 1;
  return { firstToken, total, cost: isOne ? meanBeside(own.cost, baseline.cost) : null };
}

function medianOf(values: Float64Array): Estimate | null {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return null;
  const { median, interval } = medianWithInterval(known);
  return { value: median, low: interval?.low ?? null, high: interval?.high ?? null };
}

function medianBeside(own: Float64Array, baseline: Float64Array): Estimate | null {
  const both = onBoth(own, baseline);
  const found = medianDifference(both.baseline, both.own);
  return (
    found && { value: found.median, low: found.interval?.low ?? null, high: found.interval?.high ?? null }
  );
}

function meanBeside(own: Float64Array, baseline: Float64Array): Estimate | null {
  const both = onBoth(own, baseline);
  const found = pairedMeans(both.baseline, both.own);
  return (
    found && { value: found.difference, low: found.interval?.low ?? null, high: found.interval?.high ?? null }
  );
}

function onBoth(own: Float64Array, baseline: Float64Array): { own: Float64Array; baseline: Float64Array } {
  const isKnown = (_: number, row: number) =>
    !Number.isNaN(own[row] ?? Number.NaN) && !Number.isNaN(baseline[row] ?? Number.NaN);
  return { own: own.filter(isKnown), baseline: baseline.filter(isKnown) };
}
