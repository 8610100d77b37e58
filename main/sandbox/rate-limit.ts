import type { SandboxDeployment } from "./deployments.ts";

/** What is left of a deployment's minute after a request. */
interface Allowance {
  /** Seconds until a request is taken again; null when this one was. */
  wait: number | null;
  /** The `x-ratelimit-*` headers, which the service sends with every answer. */
  headers: Record<string, string>;
}

export interface RateLimit {
  /** Counts a request of about this many tokens at `now`; a minute has so many milliseconds. */
  take(tokens: number, now: number, minute?: number): Allowance;
}

/**
 * A sliding minute of requests. Tokens are counted and reported; only requests are refused. When all is renewed is said in
 * whole seconds or in milliseconds, as recorded replies do: 500 where one of 120 requests was taken, 1 where one of 50 was.
 */
export function createRateLimit({
  requestsPerMinute,
  tokensPerMinute,
  inMilliseconds,
}: SandboxDeployment["limits"]): RateLimit {
  let taken: { at: number; tokens: number }[] = [];

  return {
    take: (tokens, now, minute = 60_000) => {
      taken = taken.filter(({ at }) => at > now - minute);
      const oldest = taken[taken.length - requestsPerMinute];
      if (!oldest) taken.push({ at: now, tokens });
      const wait = oldest ? (oldest.at + minute - now) / 1000 : null;
      const usedTokens = taken.reduce((sum, one) => sum + one.tokens, 0);
      const remaining = {
        requests: Math.max(0, requestsPerMinute - taken.length),
        tokens: Math.max(0, tokensPerMinute - usedTokens),
      };
      // Where nothing is left, something is once the oldest request is a minute old.
      const renewal = Math.max(0, (taken[0]?.at ?? now) + minute - now);
      const unit = inMilliseconds ? 1 : 1000;
      const reset = (left: number, limit: number) =>
        String(left > 0 ? Math.floor((minute * (limit - left)) / limit / unit) : Math.ceil(renewal / unit));
      return {
        wait,
        headers: {
          "x-ratelimit-limit-requests": String(requestsPerMinute),
          "x-ratelimit-limit-tokens": String(tokensPerMinute),
          "x-ratelimit-remaining-requests": String(remaining.requests),
          "x-ratelimit-remaining-tokens": String(remaining.tokens),
          "x-ratelimit-renewalperiod-requests": "60",
          "x-ratelimit-renewalperiod-tokens": "60",
          "x-ratelimit-reset-requests": reset(remaining.requests, requestsPerMinute),
          "x-ratelimit-reset-tokens": reset(remaining.tokens, tokensPerMinute),
        },
      };
    },
  };
}
