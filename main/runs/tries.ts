import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Pacing } from "./pacing.ts";
import { type Again, againAfter } from "./retry-policy.ts";

/** What is done after each try of what is asked behind rate limits. */
export interface Tries {
  /**
   * What is done after the `tried`th try. A refusal for the rate limit holds all that is behind it; several that were
   * refused together count as one.
   */
  after(limit: string, diagnosis: Diagnosis | null, tried: number): Again;
  /** How often in a row a limit has refused everything. */
  refusals(limit: string): number;
  /** It gives answers again. */
  answered(limit: string): void;
}

/** Nothing has been refused yet. */
export function createTries(pacing: Pick<Pacing, "freeAt" | "hold">): Tries {
  const refused = new Map<string, number>();
  const refusals = (limit: string) => refused.get(limit) ?? 0;
  return {
    refusals,
    answered: (limit) => void refused.delete(limit),
    after: (limit, diagnosis, tried) => {
      if (diagnosis?.code !== "rate_limited") refused.delete(limit);
      else if (pacing.freeAt(limit) <= Date.now()) refused.set(limit, refusals(limit) + 1);
      const again = againAfter(diagnosis, tried, refusals(limit));
      if (again.do === "wait" && again.of === "rate limit") pacing.hold(limit, again.milliseconds);
      return again;
    },
  };
}
