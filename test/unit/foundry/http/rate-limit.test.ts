import { expect, it } from "vitest";
import { headroomIn } from "../../../../main/foundry/http/rate-limit.ts";

it.each([
  ["60", 60_000],
  ["0", 0],
  ["1s", 1000],
  ["6m0s", 360_000],
  ["1h2m3s", 3_723_000],
  ["20ms", 20],
  ["1.5s", 1500],
  ["-1", null],
  ["soon", null],
  ["5 s", null],
  ["", null],
])("a limit that renews after %j is free in %s ms", (said, milliseconds) => {
  const headers = new Headers({ "x-ratelimit-reset-requests": said });
  expect(headroomIn(headers).reset).toEqual({ requests: milliseconds, tokens: null });
});

it("counts only what is a count", () => {
  const headers = { "x-ratelimit-remaining-requests": "0", "x-ratelimit-remaining-tokens": "-1" };
  expect(headroomIn(new Headers(headers)).remaining).toEqual({ requests: 0, tokens: null });
});
