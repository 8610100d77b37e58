import type { Interval } from "../../main/statistics/medians.ts";
import { type Random, seededRandom } from "../../main/statistics/random.ts";

/** A way to draw data of which the truth is known, and the interval that a method gives for it. */
export interface Design {
  method: string;
  /** What is drawn, and how much of it. */
  drawn: string;
  /** Whether the method is said to keep 94 to 96% here. What is not is measured for the table only. */
  isPromised: boolean;
  trial(random: Random): Trial;
}

/** An interval, null where the method gives none, and what it should hold. */
interface Trial {
  interval: Interval | null;
  truth: number;
}

/** How a method did in a design. */
export interface Coverage {
  /** The share of intervals that held the truth, of those that were given. */
  share: number;
  /** Trials in which there was an interval. */
  given: number;
  /** The mean width. */
  width: number;
}

/** Draws so many times, always the same for one seed. */
export function coverageOf({ trial }: Design, { trials, seed }: { trials: number; seed: number }): Coverage {
  const random = seededRandom(seed);
  let [held, given, width] = [0, 0, 0];
  for (let round = 0; round < trials; round += 1) {
    const { interval, truth } = trial(random);
    if (interval === null) continue;
    given += 1;
    width += interval.high - interval.low;
    if (interval.low <= truth && truth <= interval.high) held += 1;
  }
  return { share: held / given, given, width: width / given };
}

/** Where the coverage of an interval of 95% has to lie. */
const kept = { low: 0.94, high: 0.96 };

/** Whether a method keeps what it says. */
export const isKept = ({ share }: Coverage): boolean => share >= kept.low && share <= kept.high;
