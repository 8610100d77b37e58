import type { RunMeasurement } from "../../preload/contract/comparisons.ts";
import type { ChatEvent, Usage } from "../foundry/chat/chat.ts";
import { startStopwatch } from "../foundry/chat/stopwatch.ts";
import { median, quantile } from "../statistics/medians.ts";
import { watchLateness } from "./event-loop-lag.ts";

/** Collects the times of one run, from its events as they arrive. */
export interface Timing {
  take(event: ChatEvent): void;
  /** The measurement, once the run has ended at `at` (`performance.now()`), or as it is by then. */
  stop(at: number, usage: Usage | null): RunMeasurement;
  /** Lets go of the clock; has to be called, however the run went. */
  end(): void;
}

/** Starts measuring a run whose request leaves at `begun` (`performance.now()`). */
export function startTiming(begun: number): Timing {
  const stopwatch = startStopwatch(begun);
  const gaps: number[] = [];
  const lateness = watchLateness();
  let first: number | null = null;
  let last: number | null = null;
  let firstText: number | null = null;
  let lastText: number | null = null;
  let isOneOfSeveral = false;
  return {
    take: (event) => {
      if (event.type === "started") stopwatch.sent(event.sent);
      if (event.type === "answers") isOneOfSeveral = true;
      if (event.type !== "text" && event.type !== "reasoning") return;
      const { at, type } = event;
      stopwatch.arrived(at, type);
      if (last !== null) gaps.push(at - last);
      first ??= at;
      last = at;
      if (type === "text") {
        firstText ??= at;
        lastText = at;
      }
    },
    stop: (at, usage) => {
      const { firstToken, total } = stopwatch.stop(at, usage);
      // The tokens of all answers are counted together.
      const counted = isOneOfSeveral ? null : usage;
      return {
        firstToken,
        gapMedian: gaps.length === 0 ? null : median(gaps),
        gap95: gaps.length === 0 ? null : quantile(gaps, 0.95),
        total,
        tokensPerSecond: speed(counted && counted.completion - counted.reasoning, firstText, lastText),
        tokensPerSecondWithReasoning: speed(counted?.completion ?? null, first, last),
        tokens: usage,
        late: lateness.longest(),
      };
    },
    end: lateness.end,
  };
}

/** Tokens a second after the first one; null where there are fewer than two, or no time between. */
function speed(tokens: number | null, from: number | null, to: number | null): number | null {
  if (tokens === null || from === null || to === null) return null;
  const seconds = (to - from) / 1000;
  return tokens > 1 && seconds > 0 ? (tokens - 1) / seconds : null;
}
