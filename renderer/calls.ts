import type { Diagnosis } from "../preload/contract/diagnosis.ts";
import type { Answer } from "../preload/contract/index.ts";

/**
 * Makes the way in which a place asks main for things: it gives what was asked for, or null, and `show` is told why. What a
 * person does takes the place of what was shown before, and takes it away where it works. What the place does by itself,
 * under a name, takes away only that the same failed before: a person may still be reading the rest.
 */
export function attempting(show: (diagnosis: Diagnosis | null) => void) {
  /** What was done by itself and failed, as long as that is shown. */
  let failed: string | null = null;
  return async <Value>(
    work: Promise<Answer<Value>>,
    byItself: string | null = null,
  ): Promise<Value | null> => {
    const answer = await work;
    if (!answer.ok) {
      failed = byItself;
      show(answer.error.diagnosis);
      return null;
    }
    if (byItself === failed || byItself === null) {
      failed = null;
      show(null);
    }
    return answer.data;
  };
}
