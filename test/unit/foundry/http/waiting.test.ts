import { describe, expect, it } from "vitest";
import { headroomIn, retrySeconds } from "../../../../main/foundry/http/waiting.ts";

const date = "Mon, 09 Mar 2026 10:00:00 GMT";
const unix = Date.parse(date) / 1000;

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
    ["2026-03-09 10:00:20Z", 20_000],
    ["2026-03-09T10:00:20", 20_000],
    ["2026-03-09T11:00:20+01:00", 20_000],
    ["PT1M30S", 90_000],
    ["2m59.56s", 179_560],
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
    expect(renewing("6m0s", "500", "60s")).toEqual({ requests: 60_000, tokens: 500 });
    expect(renewing("6m0s", "90", "00:01:00")).toEqual({ requests: 60_000, tokens: 90 });
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
    [{ "retry-after": "Mon Mar  9 10:01:30 2026" }, "", 90],
    [{ "retry-after": "Mon, 09 Mar 2026 10:01:30 +0000" }, "", 90],
    [{ "retry-after": "PT1M30S" }, "", 90],
    [{ "retry-after": "30, 30" }, "", 30],
    [{ "x-ms-retry-after-ms": "5000", "retry-after": "6" }, "", 5],
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
