import type { Measurement } from "../../../preload/contract/conversations.ts";
import type { Usage } from "./events.ts";

/** Collects the times of one answer. All in milliseconds of one monotonic clock. */
export interface Stopwatch {
  /** The request that is answered left at `at`: later than the first one, when a route was not served. */
  sent(at: number): void;
  /** Text or reasoning arrived at `at`. */
  arrived(at: number, kind: "text" | "reasoning"): void;
  /** The service gives several answers, whose tokens are counted together. */
  isOneOfSeveral(): void;
  /** The whole measurement, once the answer has ended at `at`. */
  stop(at: number, usage: Usage | null): Measurement;
}

/** Starts measuring an answer whose request leaves at `begun`. */
export function startStopwatch(begun: number): Stopwatch {
  let sent = begun;
  let first: number | null = null;
  let last = begun;
  let reasoned = false;
  let several = false;
  return {
    sent: (at) => {
      sent = at;
    },
    arrived: (at, kind) => {
      first ??= at;
      last = at;
      reasoned ||= kind === "reasoning";
    },
    isOneOfSeveral: () => {
      several = true;
    },
    stop: (at, usage) => {
      const streamed = usage && !several && usage.completion - (reasoned ? 0 : usage.reasoning);
      const seconds = first === null ? 0 : (last - first) / 1000;
      return {
        firstToken: first === null ? null : first - sent,
        total: at - sent,
        tokens: usage,
        tokensPerSecond: streamed && streamed > 1 && seconds > 0 ? (streamed - 1) / seconds : null,
      };
    },
  };
}
