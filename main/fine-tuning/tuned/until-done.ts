import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { FoundryError } from "../../foundry/error.ts";
import type { Clock } from "./clock.ts";
import { pauseAfter, reactionTo } from "./reaction.ts";

/** Milliseconds between two tries of what is refused now: the first, and the longest. */
const pauses = [5000, 60_000] as const;

/** Who is told of failures. */
interface Told {
  /** It may pass by itself or by a person. */
  hindered(diagnosis: Diagnosis): void;
  /** It stays as it is. */
  refused(diagnosis: Diagnosis): void;
}

/**
 * Takes steps until one gives null instead of how long to wait; what may pass is tried again. Throws the signal's reason.
 */
export async function untilDone(
  clock: Pick<Clock, "wait">,
  step: () => Promise<number | null>,
  { hindered, refused }: Told,
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
      hindered(diagnosis);
      if (reaction.do === "person") return;
      pause = Math.max(reaction.after, pauseAfter(failures - 1, pauses));
    }
    if (pause === null) return;
    if (pause > 0) await clock.wait(pause, signal);
  }
}
