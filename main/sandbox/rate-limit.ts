import type { SandboxDeployment } from "./deployments.ts";

/** What is left of a deployment's minute after a request. */
export interface Allowance {
  /** Seconds until a request is taken again; null when this one was. */
  wait: number | null;
  /** The `x-ratelimit-*` headers, which the service sends with every answer. */
  headers: Record<string, string>;
}

export interface RateLimit {
  /** Counts a request of about this many tokens at `now` (milliseconds). */
  take(tokens: number, now: number): Allowance;
}

const minute = 60_000;

/** A sliding minute of requests. Tokens are counted and reported; only requests are refused. */
export function createRateLimit({
  requestsPerMinute,
  tokensPerMinute,
}: SandboxDeployment["limits"]): RateLimit {
  let taken: { at: number; tokens: number }[] = [];

  return {
    take: (tokens, now) => {
      taken = taken.filter(({ at }) => at > now - minute);
      const oldest = taken[taken.length - requestsPerMinute];
      if (!oldest) taken.push({ at: now, tokens });
      const wait = oldest ? (oldest.at + minute - now) / 1000 : null;
      const usedTokens = taken.reduce((sum, one) => sum + one.tokens, 0);
      return {
        wait,
        headers: {
          "x-ratelimit-limit-requests": String(requestsPerMinute),
          "x-ratelimit-limit-tokens": String(tokensPerMinute),
          "x-ratelimit-remaining-requests": String(Math.max(0, requestsPerMinute - taken.length)),
          "x-ratelimit-remaining-tokens": String(Math.max(0, tokensPerMinute - usedTokens)),
          "x-ratelimit-renewalperiod-requests": "60",
          "x-ratelimit-renewalperiod-tokens": "60",
          "x-ratelimit-reset-requests": String(Math.ceil(wait ?? 0)),
          "x-ratelimit-reset-tokens": "0",
        },
      };
    },
  };
}
