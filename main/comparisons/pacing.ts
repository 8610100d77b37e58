import type { Run } from "../../preload/contract/comparisons.ts";
import type { ChatEvent } from "../foundry/chat.ts";

/** How often a question is asked again by itself after a rate limit, and how long such a wait may be, in seconds. */
const attemptLimit = 4;
const longestWait = 300;

/** Milliseconds until a rate limit has passed, where it is one that is worth waiting for. */
export function waitFor(event: ChatEvent & { type: "end" }, run: Run): number | null {
  if (event.diagnosis?.code !== "rate_limited" || run.text !== "" || run.attempts >= attemptLimit)
    return null;
  const seconds = Number(event.diagnosis.parameters.seconds ?? "0");
  return seconds <= longestWait ? Math.max(1, seconds) * 1000 : null;
}

/** Resolves after so many milliseconds, or when the signal aborts. */
export function passed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
