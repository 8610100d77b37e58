import { expect, it } from "vitest";
import { effortOf, stepsOf } from "../../../../main/graders/scripts/backtracking.ts";

it.each([
  "(a+)+",
  "(a*)*b",
  "(a|a)*",
  "(a|aa)+$",
  "(?:a?)+",
  "(.*a){20}",
  "([a-z]+\\d?)*",
  "(\\w+\\s?)*$",
  "((a|b)c)+",
  "(a)\\1",
  "(?<n>a)\\k<n>",
  "(?=(a+))+",
  "(a{1,5})*",
  "(x(y+))*",
])("%s could be exponential", (pattern) => {
  expect(effortOf(pattern, "")).toBeNull();
});

it.each([
  ["abc", 1000, 1000],
  ["^abc", 1000, 1],
  ["^\\d{4}$", 1000, 4],
  ["a+", 1000, 1e6],
  ["^a+$", 1000, 1000],
  [".*a.*b", 100, 1e6],
  ["(?:abc)+", 100, 1e4],
  ["[(*+]", 100, 100],
  ["[\\]+]x", 100, 100],
  ["a\\+b\\*", 100, 100],
  ["a?b", 100, 200],
  ["^a|b", 100, 200],
  ["(a|b)", 100, 200],
  ["a|b|c|d", 100, 400],
  ["(a|b|c)(d|e)", 100, 600],
  ["(?:\\d{3}){2}", 100, 600],
  ["a{2,5}", 100, 500],
  ["a{x", 100, 100],
  ["(?<year>\\d+)", 100, 1e4],
])("%s over %s characters takes at most %s steps", (pattern, length, steps) => {
  const effort = effortOf(pattern, "");
  expect(effort && stepsOf(effort, length)).toBe(steps);
});

it("^ is no anchor where it means each line", () => {
  const effort = effortOf("^a", "m");
  expect(effort && stepsOf(effort, 100)).toBe(100);
});
