import type { Run } from "../../preload/contract/comparisons.ts";
import { rateLimitTries } from "../../preload/limits.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import type { Headroom } from "../foundry/http/waiting.ts";

/** Milliseconds that are waited for a rate limit at a time. */
const longestWait = 300_000;

/** When deployments may be asked, by what shares a rate limit. All who ask of the same ones have to share it. */
export interface Pacing {
  /** Milliseconds since the epoch; in the past, or 0, where it may be asked now. */
  freeAt(limit: string): number;
  /** Takes what an answer said of its limit: where nothing is left, the next request waits for the renewal. */
  started(limit: string, headroom: Headroom): void;
  /** Nothing is asked for so many milliseconds. */
  hold(limit: string, milliseconds: number): void;
  /** It is asked at once, whatever was said: a person wants to know. */
  release(limit: string): void;
}

/** Nothing has been asked yet. */
export function createPacing(): Pacing {
  const free = new Map<string, number>();
  const hold = (limit: string, milliseconds: number) => {
    const until = Date.now() + Math.min(milliseconds, longestWait);
    free.set(limit, Math.max(until, free.get(limit) ?? 0));
  };
  return {
    freeAt: (limit) => free.get(limit) ?? 0,
    started: (limit, { remaining, reset }) => {
      if (remaining.requests === 0) hold(limit, reset.requests ?? 0);
      if (remaining.tokens === 0) hold(limit, reset.tokens ?? 0);
    },
    hold,
    release: (limit) => void free.delete(limit),
  };
}

/** Milliseconds until a rate limit has passed, where it is worth waiting for and nothing of the answer came before it. */
export function waitFor(event: ChatEvent & { type: "end" }, run: Run): number | null {
  const hasBegun = run.text !== "" || run.reasoning !== "";
  if (event.diagnosis?.code !== "rate_limited" || hasBegun || run.attempts >= rateLimitTries) return null;
  const wait = Math.max(1, Number(event.diagnosis.parameters.seconds ?? "0") || 0) * 1000;
  return wait <= longestWait ? wait : null;
}

/** Resolves after so many milliseconds, or when the signal aborts. */
export function passed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", ended);
      resolve();
    };
    const timer = setTimeout(ended, milliseconds);
    signal.addEventListener("abort", ended, { once: true });
    if (signal.aborted) ended();
  });
}
