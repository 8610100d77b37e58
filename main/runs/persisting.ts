import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { type Pacing, passed } from "./pacing.ts";
import { againAfter } from "./retry-policy.ts";

/** What came of a request: what it gave, or why it gave nothing. */
export type Outcome<Value> =
  | { value: Value }
  /** `isForPerson`: it would be the same with every request until the person has put it right. */
  | { diagnosis: Diagnosis; isForPerson: boolean };

/**
 * Makes a request, and makes it again while what keeps it from being answered may pass by itself: waits for the rate limit
 * that it shares with others. Null where the signal has ended it.
 */
export async function persist<Value>(
  pacing: Pacing,
  limit: string,
  attempt: () => Promise<{ value: Value } | { diagnosis: Diagnosis }>,
  signal: AbortSignal,
): Promise<Outcome<Value> | null> {
  let [tried, refused] = [0, 0];
  for (;;) {
    while (!signal.aborted && pacing.freeAt(limit) > Date.now())
      await passed(pacing.freeAt(limit) - Date.now(), signal);
    if (signal.aborted) return null;
    const result = await attempt();
    if (signal.aborted) return null;
    if ("value" in result) return result;
    tried += 1;
    if (result.diagnosis.code === "rate_limited") refused += 1;
    const again = againAfter(result.diagnosis, tried, refused);
    if (again.do !== "wait") return { ...result, isForPerson: again.do === "set aside" };
    if (again.of === "rate limit") pacing.hold(limit, again.milliseconds);
    else await passed(again.milliseconds, signal);
  }
}
