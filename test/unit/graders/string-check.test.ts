import { expect, it } from "vitest";
import { likeByWildcards, type Operation, passes } from "../../../main/graders/string-check.ts";

it.each<[Operation, string, string, boolean]>([
  ["eq", "yes", "yes", true],
  ["eq", "Yes", "yes", false],
  ["eq", "yes ", "yes", false],
  ["ne", "yes", "no", true],
  ["ne", "yes", "yes", false],
  ["like", "It is Paris.", "Paris", true],
  ["like", "It is paris.", "Paris", false],
  ["like", "It is Paris.", "%Paris%", false],
  ["ilike", "It is PARIS.", "paris", true],
  ["ilike", "ÉCOLE", "école", true],
  ["like", "anything", "", true],
])("%s: %j, %j", (operation, text, reference, isPassed) => {
  expect(passes(operation, text, reference)).toBe(isPassed);
});

it.each<[Operation, string, string, boolean | null]>([
  ["like", "It is Paris.", "Paris", false],
  ["like", "Paris", "Paris", true],
  ["like", "It is Paris.", "%Paris%", true],
  ["like", "It is Paris.", "It%is%.", true],
  ["like", "abcabc", "%abc", true],
  ["like", "cat", "c_t", true],
  ["like", "coat", "c_t", false],
  ["like", "東京", "東_", true],
  ["like", "", "%%", true],
  ["like", "", "_", false],
  ["ilike", "PARIS!", "paris_", true],
  ["like", "a.b", "a.b", true],
  ["like", "axb", "a.b", false],
  ["eq", "a", "a", null],
  ["ne", "a", "a", null],
])("%s with wildcards: %j, %j", (operation, text, pattern, isMatch) => {
  expect(likeByWildcards(operation, text, pattern)).toBe(isMatch);
});

it("gives up a pattern that would take too long", () => {
  expect(likeByWildcards("like", "a".repeat(1_000_000), "%a".repeat(1000))).toBeNull();
  expect(likeByWildcards("like", "a".repeat(3000), `${"%a".repeat(500)}b`)).toBe(false);
});
