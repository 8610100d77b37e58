import type { Measurement } from "../../../preload/contract/conversations.ts";
import type { Usage } from "./events.ts";
import { startArrivals } from "./speed.ts";

/** Collects the times of one answer. All in milliseconds of one monotonic clock. */
export interface Stopwatch {
  /** The request that is answered left at `at`: later than the first one, when a route was not served. */
  sent(at: number): void;
  /** So many characters of text or reasoning arrived at `at`. */
  arrived(at: number, kind: "text" | "reasoning", characters: number): void;
  /** The service gives several answers, whose tokens are counted together. */
  isOneOfSeveral(): void;
  /** The service makes it in the background: when it was written cannot be told, only when it was all there. */
  isFetched(): void;
  /** The whole measurement, once the answer has ended at `at`. */
  stop(at: number, usage: Usage | null): Measurement;
}

/** Starts measuring an answer whose request leaves at `begun`. */
export function startStopwatch(begun: number): Stopwatch {
  const arrivals = startArrivals();
  let sent = begun;
  let first: number | null = null;
  let reasoned = false;
  let several = false;
  let fetched = false;
  return {
    sent: (at) => {
      sent = at;
    },
    arrived: (at, kind, characters) => {
      if (fetched) return;
      first ??= at;
      reasoned ||= kind === "reasoning";
      arrivals.take(at, characters);
    },
    isOneOfSeveral: () => {
      several = true;
    },
    isFetched: () => {
      fetched = true;
    },
    stop: (at, usage) => {
      // What was thought counts only where it was shown.
      const streamed = usage && !several ? usage.completion - (reasoned ? 0 : usage.reasoning) : null;
      return {
        firstToken: first === null ? null : first - sent,
        total: at - sent,
        tokens: usage,
        tokensPerSecond: arrivals.rate(streamed),
      };
    },
  };
}
