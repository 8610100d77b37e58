import { type Interval, usualLevel } from "./medians.ts";
import { boundedInterval } from "./paired-proportions.ts";
import { type Share, shareOf } from "./proportions.ts";
import type { Verdicts } from "./wins.ts";

/** Which of two answers a judge holds to be better, by the place at which it was shown it. */
export type PlaceVerdict = "first" | "second" | "tie";

/** One pair, asked about in both orders: first with a before b, then with b before a. */
export interface BothOrders {
  forward: PlaceVerdict;
  backward: PlaceVerdict;
}

/** What asking in both orders shows of a judge. */
export interface OrderEffect {
  /** Pairs about which it says something else when they are turned around; null of no pairs. */
  flips: Share | null;
  /** P(the first wins) - 1/2, a tie counting half: 1/2 for a judge who always takes the first. Null of no pairs. */
  bias: { value: number; interval: Interval } | null;
  /** What is left as b sees it: a pair with a flip is a tie. */
  settled: Verdicts;
}

/** Measures a judge by pairs that it was asked about in both orders (Zheng et al. 2023). */
export function orderEffect(pairs: readonly BothOrders[], { level = usualLevel } = {}): OrderEffect {
  const settled = { wins: 0, losses: 0, ties: 0 };
  let [flips, sum, squares] = [0, 0, 0];
  for (const { forward, backward } of pairs) {
    const verdict = settledVerdict({ forward, backward });
    settled[verdict === "b" ? "wins" : verdict === "a" ? "losses" : "ties"] += 1;
    if (lead[forward] !== -lead[backward]) flips += 1;
    const first = (lead[forward] + lead[backward]) / 2;
    sum += first;
    squares += first ** 2;
  }
  const rows = pairs.length;
  const { low, high } = boundedInterval({ rows, sum, squares }, { level });
  return {
    flips: shareOf(flips, rows, { level }),
    bias: rows === 0 ? null : { value: sum / rows / 2, interval: { low: low / 2, high: high / 2 } },
    settled,
  };
}

/** Which of a and b is better by both orders together: neither where they say different things. */
export function settledVerdict({ forward, backward }: BothOrders): "a" | "b" | "tie" {
  if (lead[forward] !== -lead[backward] || lead[forward] === 0) return "tie";
  return forward === "first" ? "a" : "b";
}

const lead: Record<PlaceVerdict, number> = { first: 1, tie: 0, second: -1 };
