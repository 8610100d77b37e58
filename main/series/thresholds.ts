import { z } from "zod";
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

type Judged = (result: ColumnResult) => number | null;

/** What each threshold looks at, and how it compares. */
const judged: Record<keyof Thresholds, { value: Judged; isAtLeast: boolean }> = {
  maxMedianFirstToken: { value: ({ firstToken }) => firstToken?.median ?? null, isAtLeast: false },
  maxMedianTotal: { value: ({ total }) => total?.median ?? null, isAtLeast: false },
  minMedianTokensPerSecond: {
    value: ({ tokensPerSecond }) => tokensPerSecond?.median ?? null,
    isAtLeast: true,
  },
  maxFailures: { value: ({ failures }) => failures, isAtLeast: false },
};

/** A verdict for every column and every threshold that was set. */
export function judge(set: Thresholds, results: readonly ColumnResult[]): Verdict[] {
  const names = (Object.keys(judged) as (keyof Thresholds)[]).filter((name) => set[name] !== undefined);
  return results.flatMap((result) => names.map((name) => verdict(result, name, set[name] ?? 0)));
}

function verdict(result: ColumnResult, threshold: keyof Thresholds, limit: number): Verdict {
  const value = judged[threshold].value(result);
  const passed = value !== null && (judged[threshold].isAtLeast ? value >= limit : value <= limit);
  const words = measured.thresholds;
  const alias = `${result.alias} (${result.place})`;
  const shown = value === null ? words.unmeasured : Number(value.toFixed(2));
  const text = `${fill(words[threshold], { alias, value: shown, limit })}: ${passed ? words.passed : words.missed}`;
  return { alias: result.alias, threshold, limit, value, passed, text };
}
