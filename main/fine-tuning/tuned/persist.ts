import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { FoundryError } from "../../foundry/error.ts";
import { pauseAfter, reactionTo } from "./reaction.ts";
import type { Steps } from "./steps.ts";

/** Milliseconds between two tries of what is refused now: the first, and the longest. */
const pauses = [5000, 60_000] as const;

/**
 * Takes steps until one gives null instead of how long to wait: what may pass is tried again, and `refused` is told of
 * anything else. Throws the signal's reason.
 */
export async function persist(
  { set, clock }: Pick<Steps, "set" | "clock">,
  id: string,
  step: () => Promise<number | null>,
  refused: (diagnosis: Diagnosis) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; ; ) {
    signal.throwIfAborted();
    let pause: number | null;
    try {
      pause = await step();
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      const reaction = reactionTo(error);
      const { diagnosis } = error as FoundryError;
      failures += 1;
      if (reaction.do === "refused" || (reaction.do === "again" && failures > reaction.most)) {
        refused(diagnosis);
        return;
      }
      set(id, { diagnosis });
      if (reaction.do === "person") return;
      pause = Math.max(reaction.after, pauseAfter(failures - 1, pauses));
    }
    if (pause === null) return;
    if (pause > 0) await clock.wait(pause, signal);
  }
}
