import { expect, it } from "vitest";
import { agreementOf, failingOf, fitsOf } from "../../../main/graders/agreement.ts";
import type { BenchRow, Grade } from "../../../preload/contract/graders.ts";

const graded = (score: number | null, passed: boolean | null = null): Grade => ({
  score,
  passed,
  parts: {},
  error: score === null ? "no_score" : null,
  said: null,
});
const row = (here: Grade | null, there: Grade | null, readings: BenchRow["readings"] = {}): BenchRow => ({
  key: 1,
  asked: "",
  answer: "",
  diagnosis: null,
  here,
  there,
  readings,
});

it("counts who failed of those that were graded, not of all", () => {
  const rows = [
    row(graded(0, false), graded(0, false)),
    row(graded(1, true), null),
    row(graded(null), graded(1, true)),
    row(null, null),
  ];
  expect(failingOf(rows)).toEqual({ here: { count: 1, of: 2 }, there: { count: 1, of: 2 } });
  expect(failingOf([row(graded(0.5), null)])).toEqual({ here: null, there: null });
});

it("compares the rows that both gave a score", () => {
  const rows = [
    row(graded(0.1), graded(0.1 + 1e-9)),
    row(graded(0.5), graded(0.7)),
    row(graded(0.9), graded(0.8)),
    row(graded(1), null),
    row(graded(null), graded(0)),
  ];
  const { both, same, spearman, largest } = agreementOf(rows);
  expect([both, same]).toEqual([3, 1]);
  expect(spearman).toBeCloseTo(1);
  expect(largest).toBeCloseTo(0.2);
  expect(agreementOf([])).toEqual({ both: 0, same: 0, spearman: null, largest: null });
});

it("tells which reading gives the service's scores", () => {
  const wildcards = [
    row(graded(1), graded(0), { wildcards: 0 }),
    row(graded(0), graded(0), { wildcards: 0 }),
    row(graded(0), graded(1), { wildcards: 1 }),
  ];
  expect(fitsOf(wildcards)).toEqual(["wildcards"]);
  const usual = wildcards.map((one) => ({ ...one, there: one.here }));
  expect(fitsOf(usual)).toEqual(["usual"]);
  const neither = [...wildcards, ...usual];
  expect(fitsOf(neither)).toEqual([]);
});

it("tells none where the rows do not tell them apart, and leaves out what cannot tell", () => {
  expect(fitsOf([row(graded(1), graded(1), { wildcards: 1 })])).toEqual([]);
  expect(fitsOf([row(graded(0.5), null, { weighted_ratio: 0.9 })])).toEqual([]);
  const rows = [
    row(graded(0.5), graded(0.9), { weighted_ratio: null, levenshtein: 0.4 }),
    row(graded(0.5), graded(0.9), { weighted_ratio: 0.9, levenshtein: 0.4 }),
  ];
  expect(fitsOf(rows)).toEqual(["weighted_ratio"]);
});
