import type { RunMeasurement } from "../../preload/contract/comparisons.ts";
import type { ChatEvent, Usage } from "../foundry/chat/chat.ts";
import { startArrivals } from "../foundry/chat/speed.ts";
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
  const text = startArrivals();
  const all = startArrivals();
  const gaps: number[] = [];
  const lateness = watchLateness();
  let sent = begun;
  let first: number | null = null;
  let last: number | null = null;
  let isOneOfSeveral = false;
  let isFetched = false;
  return {
    take: (event) => {
      if (event.type === "started") sent = event.sent;
      if (event.type === "answers") isOneOfSeveral = true;
      // When it was written in the background cannot be told, only when it was all there.
      if (event.type === "background") isFetched = true;
      if (isFetched || (event.type !== "text" && event.type !== "reasoning")) return;
      const { at, type } = event;
      if (type === "text") text.take(at, event.text.length);
      all.take(at, event.text.length);
      if (last !== null) gaps.push(at - last);
      first ??= at;
      last = at;
    },
    stop: (at, usage) => {
      const share = text.characters() / all.characters();
      // The tokens of all answers are counted together.
      const counted = isOneOfSeveral ? null : usage;
      return {
        firstToken: first === null ? null : first - sent,
        gapMedian: gaps.length === 0 ? null : median(gaps),
        gap95: gaps.length === 0 ? null : quantile(gaps, 0.95),
        total: at - sent,
        tokensPerSecond: text.rate(counted && textTokens(counted, share)),
        // What was thought and not shown has no time of its own.
        tokensPerSecondWithReasoning: all.rate(
          counted && (counted.reasoning > 0 && share === 1 ? null : counted.completion),
        ),
        tokens: usage,
        late: lateness.longest(),
      };
    },
    end: lateness.end,
  };
}

/**
 * Tokens of an answer's text alone. Some models show what they think and count none of it apart (a recorded reply of
 * DeepSeek has `reasoning_tokens` 0): then by the text's share of the characters.
 */
const textTokens = ({ completion, reasoning }: Usage, share: number): number =>
  reasoning > 0 ? completion - reasoning : completion * share;
