import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { type Pacing, passed } from "./pacing.ts";
import type { Again } from "./retry-policy.ts";
import { createTries, type Tries } from "./tries.ts";

/** What a request that is made again and again stands behind. */
export interface Persisting {
  pacing: Pacing;
  /** What shares a rate limit. */
  limit: string;
  /** Shared with whatever is refused together with it. */
  tries: Tries;
  /** Told when it waits, until when in milliseconds since the epoch; null when it goes on. */
  waiting(until: number | null, isLimited: boolean): void;
}

/** What came of the last try, and what that means. */
export interface Persisted<Result> {
  result: Result;
  after: Exclude<Again, { do: "wait" }>;
}

/**
 * Tries, and tries again while what keeps it from being answered may pass by itself: waits for the rate limit that it shares
 * with others. Null where the signal or the attempt itself has ended it.
 */
export async function tryUntilOver<Result extends { diagnosis: Diagnosis | null }>(
  { pacing, limit, tries, waiting }: Persisting,
  attempt: () => Promise<Result | null>,
  signal: AbortSignal,
): Promise<Persisted<Result> | null> {
  const waitFor = async (milliseconds: number, isLimited: boolean) => {
    waiting(Date.now() + milliseconds, isLimited);
    await passed(milliseconds, signal);
    if (!signal.aborted) waiting(null, isLimited);
  };
  for (let tried = 1; ; tried += 1) {
    while (!signal.aborted && pacing.freeAt(limit) > Date.now())
      await waitFor(pacing.freeAt(limit) - Date.now(), true);
    if (signal.aborted) return null;
    const result = await attempt();
    if (result === null || signal.aborted) return null;
    const after = tries.after(limit, result.diagnosis, tried);
    if (after.do !== "wait") return { result, after };
    if (after.of !== "rate limit") await waitFor(after.milliseconds, false);
  }
}

/** What came of a request: what it gave, or why it gave nothing. */
export type Outcome<Value> =
  | { value: Value }
  /** `isForPerson`: it would be the same with every request until the person has put it right. */
  | { diagnosis: Diagnosis; isForPerson: boolean };

/** Makes one request as `tryUntilOver` does, of which nobody is told that it waits. Null where the signal has ended it. */
export async function persist<Value>(
  pacing: Pacing,
  limit: string,
  attempt: () => Promise<{ value: Value } | { diagnosis: Diagnosis }>,
  signal: AbortSignal,
): Promise<Outcome<Value> | null> {
  // Whoever is alone counts each refusal, whatever has been refused beside it.
  const tries = createTries({ freeAt: () => 0, hold: pacing.hold });
  const alone = { pacing, limit, tries, waiting: () => {} };
  const tried = async () => {
    const given = await attempt();
    return { given, diagnosis: "value" in given ? null : given.diagnosis };
  };
  const over = await tryUntilOver(alone, tried, signal);
  if (over === null) return null;
  const { given } = over.result;
  return "value" in given ? given : { ...given, isForPerson: over.after.do === "set aside" };
}
