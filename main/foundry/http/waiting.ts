import { durationIn, durationOf, longestWait } from "./durations.ts";

/** What a deployment's rate limit leaves, and after how many milliseconds it renews; null where the service does not say. */
export interface Headroom {
  remaining: { requests: number | null; tokens: number | null };
  reset: { requests: number | null; tokens: number | null };
}

/** What a limit counts. */
type Measure = "requests" | "tokens";

/** What a reply says of one limit: what is left, when that renews in the words of the header, and the period in milliseconds. */
interface Renewal {
  remaining: number | null;
  said: string;
  period: number | null;
}

/** The period over which limits are set where a reply does not name it (Azure OpenAI, "Manage quota": per minute). */
const usualPeriod = 60_000;
/** As many seconds are a time of Unix: nobody is asked to wait for so long. */
const firstMoment = 1_000_000_000;

/** What a reply's headers say of the rate limit (Azure OpenAI, "Manage quota": sent with every answer, some or all of them). */
export function headroomIn(headers: Headers): Headroom {
  const [requests, tokens] = [renewalOf(headers, "requests"), renewalOf(headers, "tokens")];
  const scale = scaleOf([requests, tokens]);
  // Nothing has to be waited for longer than the period over which it renews.
  const reset = ({ said, period }: Renewal) => {
    const wait = waitOf(said, scale, nowIn(headers));
    return wait === null ? null : Math.min(wait, period ?? Number.POSITIVE_INFINITY);
  };
  return {
    remaining: { requests: requests.remaining, tokens: tokens.remaining },
    reset: { requests: reset(requests), tokens: reset(tokens) },
  };
}

function renewalOf(headers: Headers, of: Measure): Renewal {
  const period = waitOf(headers.get(`x-ratelimit-renewalperiod-${of}`), 1000, nowIn(headers));
  return {
    remaining: countOf(headers.get(`x-ratelimit-remaining-${of}`)),
    said: headers.get(`x-ratelimit-reset-${of}`) ?? "",
    period: period || null,
  };
}

/**
 * Milliseconds that a bare number in `x-ratelimit-reset-*` counts by. It is seconds (openai-python issue 937), but
 * milliseconds on some front ends: a recorded reply whose limits renew within 60 seconds says 500 of requests and 7 of
 * tokens. One that would be longer than its period tells for both which of the two it is.
 */
function scaleOf(renewals: readonly Renewal[]): number {
  const isTooLong = ({ said, period }: Renewal) =>
    isNumber(said) && Number(said) < firstMoment && Number(said) * 1000 > (period ?? usualPeriod);
  return renewals.some(isTooLong) ? 1 : 1000;
}

/**
 * Seconds until a request that was refused may be sent again: what the reply asks for, else until the limit renews; its
 * period where nothing says, and 60 where that is not said either.
 */
export const retrySeconds = (headers: Headers, message: string): number =>
  askedSeconds(headers, message) ?? Math.ceil(untilRenewal(headers) / 1000);

/**
 * Seconds that a reply asks to wait, by `retry-after-ms`, `x-ms-retry-after-ms` (Azure Core), `retry-after`, or the
 * message's words; null where it does not.
 */
export function askedSeconds(headers: Headers, message: string): number | null {
  const wait =
    waitOf(headers.get("retry-after-ms"), 1, nowIn(headers)) ??
    waitOf(headers.get("x-ms-retry-after-ms"), 1, nowIn(headers)) ??
    waitOf(headers.get("retry-after"), 1000, nowIn(headers)) ??
    durationIn(message) ??
    untilMoment(message, nowIn(headers));
  return wait === null ? null : Math.ceil(wait / 1000);
}

/** Milliseconds until what is used up renews; of both limits where the reply does not say which one is. */
function untilRenewal(headers: Headers): number {
  const measures: Measure[] = ["requests", "tokens"];
  const { remaining, reset } = headroomIn(headers);
  const spent = measures.filter((of) => remaining[of] === 0);
  const waits = (spent.length > 0 ? spent : measures).map((of) => reset[of] ?? 0);
  const periods = measures.map((of) => renewalOf(headers, of).period ?? 0);
  return Math.max(...waits) || Math.max(...periods) || usualPeriod;
}

/** Milliseconds since the epoch by the clock of who answered, which times in the same reply go by. */
const nowIn = (headers: Headers): number => Date.parse(headers.get("date") ?? "") || Date.now();

/**
 * Milliseconds from `now` that a header asks to wait: as a bare number of which each is `scale` milliseconds, as a time of
 * Unix or a date, or as a duration. Null for anything else, and for what is too long to be meant.
 */
function waitOf(said: string | null, scale: number, now: number): number | null {
  // A header that two have set is there twice.
  const text = said?.trim().replace(/^([\d.]+), ?\1$/, "$1") ?? "";
  const moment = momentOf(text);
  const wait = moment !== null ? moment - now : isNumber(text) ? Number(text) * scale : durationOf(text);
  return wait === null || wait > longestWait ? null : Math.max(0, wait);
}

/** Milliseconds since the epoch, of Unix seconds or milliseconds, or of a date (RFC 9110, "HTTP-date", or ISO 8601). */
function momentOf(text: string): number | null {
  if (isNumber(text)) {
    const count = Number(text);
    return count < firstMoment ? null : count < firstMoment * 1000 ? count * 1000 : count;
  }
  // Only what names a day or is a whole date: a parser of dates takes "-5" for one too.
  if (!/^[a-z]{3,9},? |^\d{4}-\d{2}-\d{2}[T ]/i.test(text)) return null;
  // What names no zone is in GMT, as the oldest form of an HTTP date is.
  const date = Date.parse(/(?:[a-z]|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
  return Number.isFinite(date) ? date : null;
}

const countOf = (text: string | null): number | null => (/^\d+$/.test(text ?? "") ? Number(text) : null);
const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text);

const momentInMessage =
  /\b(?:again|access|replenished|renew(?:s|ed)?|reset|resets|available)\b[^.;\d]{0,40}(\d{4}-\d{2}-\d{2})(?: at | |T)(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)? ?(?:UTC|GMT|Z)/i;

/** Milliseconds until the moment that a message names: `You will regain access on 2026-09-01 at 00:00 UTC`. Null as above, and for a moment that has passed. */
function untilMoment(message: string, now: number): number | null {
  const [, day, time] = momentInMessage.exec(message) ?? [];
  return waitOf(day === undefined ? null : `${day}T${time}Z`, 1, now) || null;
}
