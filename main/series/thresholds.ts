import { z } from "zod";
import type { Metric } from "../../preload/contract/series.ts";
import { fill } from "../../preload/strings/fill.ts";
import { measured } from "../../preload/strings/measured.ts";
import type { ColumnResult } from "./column-results.ts";

const limit = z.number().min(0);

/** What a run has to reach, each column by itself. Times in milliseconds. */
export const thresholds = z.strictObject({
  maxMedianFirstToken: limit.optional(),
  maxMedianTotal: limit.optional(),
  minMedianTokensPerSecond: limit.optional(),
  maxFailures: z.int().min(0).optional(),
});

export type Thresholds = z.output<typeof thresholds>;

/** Whether one column reached one threshold. */
export interface Verdict {
  alias: string;
  threshold: keyof Thresholds;
  limit: number;
  /** Null where nothing was measured, which misses the threshold. */
  value: number | null;
  passed: boolean;
  /** The verdict as a line for people. */
  text: string;
}

/** What each threshold looks at, the median of a metric or the failures, and how it compares. */
const judged: Record<keyof Thresholds, { of: Metric | "failures"; isAtLeast: boolean }> = {
  maxMedianFirstToken: { of: "firstToken", isAtLeast: false },
  maxMedianTotal: { of: "total", isAtLeast: false },
  minMedianTokensPerSecond: { of: "tokensPerSecond", isAtLeast: true },
  maxFailures: { of: "failures", isAtLeast: false },
};

/** A verdict for every column and every threshold that was set. */
export function judge(set: Thresholds, results: readonly ColumnResult[]): Verdict[] {
  const names = (Object.keys(judged) as (keyof Thresholds)[]).filter((name) => set[name] !== undefined);
  return results.flatMap((result) => names.map((name) => verdict(result, name, set[name] ?? 0)));
}

function verdict(result: ColumnResult, threshold: keyof Thresholds, limit: number): Verdict {
  const { of, isAtLeast } = judged[threshold];
  const value = of === "failures" ? result.failures : (result[of]?.median ?? null);
  const because = of === "failures" ? null : missing(result, of);
  const passed = value !== null && because === null && (isAtLeast ? value >= limit : value <= limit);
  const words = measured.thresholds;
  const alias = `${result.alias} (${result.place})`;
  const shown = value === null ? words.unmeasured : Number(value.toFixed(2));
  const said = passed ? words.passed : (because ?? words.missed);
  return {
    alias: result.alias,
    threshold,
    limit,
    value,
    passed,
    text: `${fill(words[threshold], { alias, value: shown, limit })}: ${said}`,
  };
}

/**
 * Why a median says nothing of a column: it would be another one if what was not measured were beyond the limit. Null
 * where more than half of the answers have a value.
 */
function missing({ runs, failures, ...result }: ColumnResult, metric: Metric): string | null {
  const words = measured.thresholds.because;
  const answers = runs - failures;
  const known = result[metric]?.count ?? 0;
  if (answers === 0 || metric === "total") return answers === 0 ? words.unanswered : null;
  return known * 2 > answers ? null : fill(words[metric], { missing: answers - known, answers });
}
