import { describe, expect, it } from "vitest";
import { durationIn, headroomIn, retrySeconds } from "../../../../main/foundry/http/waiting.ts";

const date = "Mon, 09 Mar 2026 10:00:00 GMT";
const unix = Date.parse(date) / 1000;

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

describe("when a rate limit renews", () => {
  it.each([
    ["60", 60_000],
    ["0", 0],
    ["1s", 1000],
    ["6m0s", 360_000],
    ["1h2m3s", 3_723_000],
    ["20ms", 20],
    ["1.5s", 1500],
    ["5 s", 5000],
    ["-1", null],
    ["soon", null],
    ["", null],
    ["REDACTED", null],
    [String(unix + 30), 30_000],
    ["2026-03-09T10:00:20Z", 20_000],
  ])("%j is in %s ms", (said, milliseconds) => {
    const headers = new Headers({ date, "x-ratelimit-reset-requests": said });
    expect(headroomIn(headers).reset).toEqual({ requests: milliseconds, tokens: null });
  });

  const renewing = (requests: string, tokens: string, period: string) =>
    headroomIn(
      new Headers({
        "x-ratelimit-reset-requests": requests,
        "x-ratelimit-reset-tokens": tokens,
        "x-ratelimit-renewalperiod-requests": period,
        "x-ratelimit-renewalperiod-tokens": period,
      }),
    ).reset;

  it("is read in milliseconds where seconds would be longer than the period, for both limits", () => {
    expect(renewing("500", "7", "60")).toEqual({ requests: 500, tokens: 7 });
    expect(renewing("7", "45000", "60")).toEqual({ requests: 7, tokens: 45_000 });
    expect(renewing("30", "12", "10")).toEqual({ requests: 30, tokens: 12 });
    expect(renewing("60", "1", "60")).toEqual({ requests: 60_000, tokens: 1000 });
  });

  it("is never longer than the period, whatever it is written as", () => {
    expect(renewing("6m0s", "90000", "60")).toEqual({ requests: 60_000, tokens: 60_000 });
    expect(renewing("1772999999999", "1999999999", "60")).toEqual({ requests: 0, tokens: null });
  });

  it("is a minute at most in bare numbers where no period is said", () => {
    const headers = new Headers({ "x-ratelimit-reset-requests": "500", "x-ratelimit-reset-tokens": "30" });
    expect(headroomIn(headers).reset).toEqual({ requests: 500, tokens: 30 });
  });

  it("is as the service said it, in milliseconds and in seconds", () => {
    const said = (limit: string, left: string, reset: string) => ({ limit, left, reset });
    const headersOf = (requests: ReturnType<typeof said>, tokens: ReturnType<typeof said>) =>
      new Headers(
        Object.entries({ requests, tokens }).flatMap(([of, { limit, left, reset }]) => [
          [`x-ratelimit-limit-${of}`, limit],
          [`x-ratelimit-remaining-${of}`, left],
          [`x-ratelimit-renewalperiod-${of}`, "60"],
          [`x-ratelimit-reset-${of}`, reset],
        ]),
      );
    // Recorded of gpt-4.1-mini and of claude-sonnet-4-6.
    expect(headroomIn(headersOf(said("120", "119", "500"), said("120000", "119986", "7")))).toEqual({
      remaining: { requests: 119, tokens: 119_986 },
      reset: { requests: 500, tokens: 7 },
    });
    expect(headroomIn(headersOf(said("50", "49", "1"), said("50000", "49900", "0")))).toEqual({
      remaining: { requests: 49, tokens: 49_900 },
      reset: { requests: 1000, tokens: 0 },
    });
  });

  it("counts only what is a count", () => {
    const headers = { "x-ratelimit-remaining-requests": "0", "x-ratelimit-remaining-tokens": "-1" };
    expect(headroomIn(new Headers(headers)).remaining).toEqual({ requests: 0, tokens: null });
  });
});

describe("a refusal says to wait", () => {
  const rows: [Record<string, string>, string, number][] = [
    [{ "retry-after": "45" }, "", 45],
    [{ "retry-after": "45s" }, "", 45],
    [{ "retry-after": "6m0s" }, "", 360],
    [{ "retry-after": "320ms" }, "", 1],
    [{ "retry-after": "00:01:10" }, "", 70],
    [{ "retry-after": "86400" }, "", 86_400],
    [{ "retry-after": "Mon, 09 Mar 2026 10:01:30 GMT" }, "", 90],
    [{ "retry-after": "Monday, 09-Mar-26 10:01:30 GMT" }, "", 90],
    [{ "retry-after": "Mon, 09 Mar 2026 09:00:00 GMT" }, "", 0],
    [{ "retry-after": String(unix + 20) }, "", 20],
    [{ "retry-after": String((unix + 20) * 1000) }, "", 20],
    [{ "retry-after": String(unix - 3600) }, "", 0],
    [{ "retry-after-ms": String((unix + 20) * 1000), "retry-after": "7" }, "", 20],
    // Years are not meant: what else is said counts.
    [{ "retry-after": "500000000" }, "Please retry after 9 seconds.", 9],
    [{ "retry-after": "Mon, 09 Mar 2099 10:00:00 GMT" }, "Please retry after 9 seconds.", 9],
    [{}, "Rate limit reached. Please try again in 6m0s.", 360],
    [{}, "You will regain access on 2026-03-10 at 00:00 UTC.", 50_400],
    [{}, "Quota resets at 2026-03-09T10:00:30Z.", 30],
    [{}, "You will regain access on 2026-03-01 at 00:00 UTC.", 60],
    [{ "x-ratelimit-reset-requests": "500", "x-ratelimit-renewalperiod-requests": "60" }, "", 1],
    [{ "x-ratelimit-reset-requests": "0", "x-ratelimit-renewalperiod-requests": "10" }, "", 10],
    [
      {
        "x-ratelimit-remaining-requests": "9",
        "x-ratelimit-reset-requests": "55",
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": "12",
      },
      "",
      12,
    ],
    [{}, "", 60],
  ];

  it.each(rows)("%j %j: %i seconds", (headers, message, wait) => {
    expect(retrySeconds(new Headers({ date, ...headers }), message)).toBe(wait);
  });

  it("by this computer's clock where the reply has no date", () => {
    const after = String(Math.floor(Date.now() / 1000) + 40);
    const wait = retrySeconds(new Headers({ "retry-after": after }), "");
    expect(wait).toBeGreaterThan(30);
    expect(wait).toBeLessThanOrEqual(40);
  });
});

it.each([
  [
    "Out of call volume quota. Quota will be replenished in 02:03:11.",
    2 * hours + 3 * minutes + 11 * seconds,
  ],
  [
    "Out of call volume quota. Quota will be replenished in 1.02:03:11.",
    26 * hours + 3 * minutes + 11 * seconds,
  ],
  ["Out of bandwidth quota. Quota will be replenished in 20.00:00:59.", 480 * hours + 59 * seconds],
  ["Rate limit is exceeded. Try again in 12 seconds.", 12 * seconds],
  ["Please retry after 45 seconds. Please go here: https://aka.ms/oai/quotaincrease", 45 * seconds],
  ["Please retry after 86,400 seconds.", 24 * hours],
  ["Limit 200000, Used 190000. Please try again in 6m0s. Visit us.", 6 * minutes],
  ["Please try again in 320ms.", 320],
  ["try again in 1m30.5s", 90_500],
  ["Please try again in 1 hour and 5 minutes.", hours + 5 * minutes],
  ["Try again in 2 minutes, 3 seconds", 2 * minutes + 3 * seconds],
  ["Retry your request after 3 mins", 3 * minutes],
  ["You have to wait at least 2 days", 48 * hours],
  ["retry after 30", 30 * seconds],
  ["Retry-After: 30", 30 * seconds],
  ["Please try again later.", null],
  ["try again in a few seconds", null],
  ["Retry. Limit: 60 requests per 1 minute", null],
  ["The limit is 60 requests per 1 minute.", null],
  ["retry after 3 of the others", null],
  ["Retry after 99999999 seconds", null],
])("%j asks for %s ms", (message, milliseconds) => {
  expect(durationIn(message)).toBe(milliseconds);
});
