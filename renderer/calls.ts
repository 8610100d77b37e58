import type { Diagnosis } from "../preload/contract/diagnosis.ts";
import type { Answer } from "../preload/contract/index.ts";

/**
 * Makes the way in which a place asks main for things: it gives what was asked for, or null. `show` is told each time why
 * that could not be done, or null where it could.
 */
export function attempting(show: (diagnosis: Diagnosis | null) => void) {
  return async <Value>(work: Promise<Answer<Value>>): Promise<Value | null> => {
    const answer = await work;
    show(answer.ok ? null : answer.error.diagnosis);
    return answer.ok ? answer.data : null;
  };
}
