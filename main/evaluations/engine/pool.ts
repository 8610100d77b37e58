import { setMaxListeners } from "node:events";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { type Pacing, passed } from "../../runs/pacing.ts";
import { againAfter } from "../../runs/retry-policy.ts";

/** What came of one try. */
export interface Tried<Value> {
  value: Value;
  diagnosis: Diagnosis | null;
}

/** One thing after another that is asked of a deployment. */
export interface Lane<Task, Value> {
  /** Takes the next; null where nothing is left now. */
  next(): Promise<Task | null>;
  /** Null where the signal has ended it. `started` is told when the answer begins. */
  attempt(task: Task, signal: AbortSignal): Promise<Tried<Value> | null>;
  /** Takes what came of it in the end, once. */
  ended(task: Task, value: Value): Promise<void>;
  /** What shares a rate limit. */
  limit: string;
  /** Told when it waits, until when in milliseconds since the epoch; null when it goes on. */
  waiting(until: number | null, isLimited: boolean): void;
}

/** Tasks in a row that may fail although each was asked again, before their lane is set aside. */
const failuresInARow = 5;

/**
 * Asks all that a lane has, so many at a time, and waits out rate limits and what passes by itself. Resolves with null when
 * nothing is left or the signal has ended it, or with what a person has to put right before the rest can be asked. What was
 * cut by either is not told: it is asked anew another time.
 */
export async function drain<Task, Value>(
  lane: Lane<Task, Value>,
  atOnce: number,
  pacing: Pacing,
  signal: AbortSignal,
): Promise<Diagnosis | null> {
  const own = new AbortController();
  const over = AbortSignal.any([signal, own.signal]);
  // Each request listens to its end.
  setMaxListeners(0, over);
  let halt: Diagnosis | null = null;
  let failed = 0;
  let refused = 0;
  const setAside = (diagnosis: Diagnosis) => {
    halt ??= diagnosis;
    own.abort();
  };
  const waitFor = async (milliseconds: number, isLimited: boolean) => {
    lane.waiting(Date.now() + milliseconds, isLimited);
    await passed(milliseconds, over);
    if (!over.aborted) lane.waiting(null, isLimited);
  };

  const one = async (task: Task) => {
    for (let tried = 1; ; tried += 1) {
      while (!over.aborted && pacing.freeAt(lane.limit) > Date.now())
        await waitFor(pacing.freeAt(lane.limit) - Date.now(), true);
      if (over.aborted) return;
      const result = await lane.attempt(task, over);
      if (result === null || over.aborted) return;
      const { value, diagnosis } = result;
      if (diagnosis?.code === "rate_limited") refused += 1;
      else refused = 0;
      const again = againAfter(diagnosis, tried, refused);
      if (again.do === "set aside") return setAside(diagnosis as Diagnosis);
      if (again.do === "keep") {
        await lane.ended(task, value);
        failed = again.passing ? failed + 1 : 0;
        if (failed >= failuresInARow && diagnosis) setAside(diagnosis);
        return;
      }
      if (again.of === "rate limit") pacing.hold(lane.limit, again.milliseconds);
      else await waitFor(again.milliseconds, false);
    }
  };
  const worker = async () => {
    while (!over.aborted) {
      const task = await lane.next();
      if (task === null) return;
      await one(task);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    own.abort();
    lane.waiting(null, false);
  }
  return halt;
}
