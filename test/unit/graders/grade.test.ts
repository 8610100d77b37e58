import { describe, expect, it } from "vitest";
import { passedBy, readingsOf } from "../../../main/graders/grade.ts";
import { grade } from "../../../main/graders/graders.ts";
import type { Grader } from "../../../preload/contract/graders.ts";
import { alike, exact, judged, python, several } from "./samples.ts";

const item = { answer: "The capital of France is Paris." };
const sample = "Paris is the capital of France.";
const graded = (grader: Grader, said = sample, judge: string | null = null, row: object = item) =>
  grade(grader, said, row as Record<string, unknown>, {
    ask: judge === null ? null : async () => ({ text: judge }),
    signal: new AbortController().signal,
  });

describe("a grade", () => {
  it("is a score, and whether it passes where there is a threshold", async () => {
    expect(await graded(exact)).toEqual({ score: 0, passed: false, parts: {}, error: null, said: null });
    expect(await graded(exact, item.answer)).toMatchObject({ score: 1, passed: true });
    expect(await graded(alike("fuzzy_match"))).toMatchObject({ score: 42 / 62, passed: null });
    expect(await graded(alike("fuzzy_match", 0.7))).toMatchObject({ passed: false });
    expect(await graded(alike("rouge_1", 1))).toMatchObject({ score: 1, passed: true });
    expect(await graded(judged, sample, "7")).toMatchObject({ score: 7, passed: true });
  });

  it("has no score where it cannot be worked out, and says why", async () => {
    expect(await graded(exact, sample, null, {})).toMatchObject({
      score: null,
      passed: null,
      error: "field_missing",
      said: "item.answer",
    });
    expect(await graded(alike("meteor", 0.5))).toMatchObject({
      score: null,
      passed: null,
      error: "service_only",
    });
    expect(await graded(alike("cosine"))).toMatchObject({ score: null, error: "service_only" });
    expect(await graded(python)).toMatchObject({ score: null, error: "service_only" });
    expect(await graded(judged)).toMatchObject({ score: null, error: "no_judge" });
    expect(await graded(alike("bleu"), "x".repeat(10_001))).toMatchObject({ score: null, error: "too_long" });
    expect(await graded(alike("gleu"), "😀".repeat(10_000))).toMatchObject({ score: 0, error: null });
  });

  it("of several is their formula's, with the score of each", async () => {
    const all = several("0.5 * same + 0.5 * near", { same: exact, near: alike("rouge_1") });
    expect(await graded(all)).toEqual({
      score: 0.5,
      passed: null,
      parts: { same: 0, near: 1 },
      error: null,
      said: null,
    });
    expect(await graded(several("1 / same", { same: exact }))).toMatchObject({
      score: null,
      error: "no_number",
    });
    expect(await graded(several("same +", { same: exact }))).toMatchObject({
      score: null,
      error: "formula_unread",
    });
    expect(await graded(several("same + other", { same: exact }))).toMatchObject({
      score: null,
      error: "formula_unread",
      said: "other",
    });
  });

  it("of several has none where one that counts has none; one that does not count may fail", async () => {
    const parts = { same: exact, code: python };
    expect(await graded(several("same + code", parts))).toMatchObject({
      score: null,
      error: "service_only",
      said: "code",
      parts: { same: 0, code: null },
    });
    expect(await graded(several("same", parts))).toMatchObject({ score: 0, parts: { code: null } });
  });

  it("passes from a threshold that is set beside it only where it has none of its own", () => {
    expect(passedBy(alike("bleu", 0.5), 0.4, 0.1)).toBe(false);
    expect(passedBy(alike("bleu"), 0.4, 0.1)).toBe(true);
    expect(passedBy(alike("bleu"), 0.4)).toBeNull();
    expect(passedBy(several("1", {}), 0.4, 0.5)).toBe(false);
    expect(passedBy(exact, null, 0.5)).toBeNull();
  });
});

describe("the readings of a grader", () => {
  it("are the other functions that the name of a similarity could mean", () => {
    const readings = readingsOf(alike("fuzzy_match"), sample, item);
    expect(readings.weighted_ratio).toBeCloseTo(0.88870968, 7);
    expect(readings.levenshtein).toBeCloseTo(0.38709677, 7);
    expect(readingsOf(alike("bleu"), sample, item).sacre_bleu).toBeCloseTo(0.29071537, 7);
    expect(readingsOf(alike("rouge_l"), "東京", { answer: "東京" })).toEqual({ every_script: 1 });
    expect(readingsOf(alike("gleu"), sample, item)).toEqual({});
  });

  it("are wildcards for like, and nothing where there is nothing to read in two ways", () => {
    const like = { ...exact, operation: "like" as const };
    expect(readingsOf(like, "It is Paris.", { answer: "Paris" })).toEqual({ wildcards: 0 });
    expect(readingsOf(exact, sample, item)).toEqual({});
    expect(readingsOf(python, sample, item)).toEqual({});
    expect(readingsOf(alike("bleu"), sample, {})).toEqual({});
  });
});
