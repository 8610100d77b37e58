import type { Measurement } from "../../../preload/contract/conversations.ts";
import type { Usage } from "./events.ts";
import { startArrivals } from "./speed.ts";

/** Collects the times of one answer. All in milliseconds of one monotonic clock. */
export interface Stopwatch {
  /** The request that is answered left at `at`: later than the first one, when a route was not served. */
  sent(at: number): void;
  /** So many characters of text or reasoning arrived at `at`. */
  arrived(at: number, kind: "text" | "reasoning", characters: number): void;
  /** The whole measurement, once the answer has ended at `at`. */
  stop(at: number, usage: Usage | null): Measurement;
}

/** Starts measuring an answer whose request leaves at `begun`. */
export function startStopwatch(begun: number): Stopwatch {
  const arrivals = startArrivals();
  let sent = begun;
  let first: number | null = null;
  let reasoned = false;
  return {
    sent: (at) => {
      sent = at;
    },
    arrived: (at, kind, characters) => {
      first ??= at;
      reasoned ||= kind === "reasoning";
      arrivals.take(at, characters);
    },
    stop: (at, usage) => ({
      firstToken: first === null ? null : first - sent,
      total: at - sent,
      tokens: usage,
      // What was thought counts only where it was shown.
      tokensPerSecond: arrivals.rate(usage && usage.completion - (reasoned ? 0 : usage.reasoning)),
    }),
  };
}
