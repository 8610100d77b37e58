import { setMaxListeners } from "node:events";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Pacing } from "../../runs/pacing.ts";
import { type Persisting, tryUntilOver } from "../../runs/persisting.ts";
import { createTries } from "../../runs/tries.ts";

/** What came of one try. */
export interface Tried<Value> {
  value: Value;
  diagnosis: Diagnosis | null;
}

/** One thing after another that is asked of a deployment. */
export interface Lane<Task, Value> extends Pick<Persisting, "limit" | "waiting"> {
  /** Takes the next; null where nothing is left now. */
  next(): Promise<Task | null>;
  /** Null where the signal has ended it. */
  attempt(task: Task, signal: AbortSignal): Promise<Tried<Value> | null>;
  /** Takes what came of it in the end, once. */
  ended(task: Task, value: Value): Promise<void>;
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
  const ended = AbortSignal.any([signal, own.signal]);
  // Each request listens to its end.
  setMaxListeners(0, ended);
  const { limit, waiting } = lane;
  const persisting = { limit, waiting, pacing, tries: createTries(pacing) };
  let halt: Diagnosis | null = null;
  let failed = 0;
  const setAside = (diagnosis: Diagnosis | null) => {
    halt ??= diagnosis;
    own.abort();
  };
  const one = async (task: Task) => {
    const over = await tryUntilOver(persisting, () => lane.attempt(task, ended), ended);
    if (over === null) return;
    const { value, diagnosis } = over.result;
    if (over.after.do === "set aside") return setAside(diagnosis);
    await lane.ended(task, value);
    failed = over.after.passing ? failed + 1 : 0;
    if (failed >= failuresInARow) setAside(diagnosis);
  };
  const worker = async () => {
    while (!ended.aborted) {
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
