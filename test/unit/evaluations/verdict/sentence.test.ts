import { describe, expect, it } from "vitest";
import type { ScoreDifference } from "../../../../preload/contract/evaluation-verdicts.ts";
import { evaluationVerdicts as words } from "../../../../preload/strings/evaluation-verdicts.ts";
import { sentenceOf } from "../../../../preload/strings/verdict-sentence.ts";

const names = { model: "gpt-4.1-mini-ft", baseline: "gpt-4.1-mini" };

const better: ScoreDifference = {
  modelId: "tuned",
  baselineId: "base",
  graderId: "g",
  word: "better",
  why: null,
  unit: "share",
  rows: 200,
  left: 0,
  ungraded: { model: 0, baseline: 0 },
  means: { model: 0.82, baseline: 0.71 },
  effect: { value: 0.11, low: 0.0412, high: 0.1788 },
  p: 0.001,
  adjusted: 0.003,
  correction: { count: 3, method: "holm" },
  method: { interval: "newcombe", test: "mcnemar_mid_p" },
  check: null,
  clusters: null,
  better: 30,
  worse: 8,
  smallest: 0.09,
};
const said = (change: Partial<ScoreDifference>) => sentenceOf({ ...better, ...change }, names);

describe("a verdict's sentence", () => {
  it("says what is better by how much, then how sure that is", () => {
    expect(said({})).toBe(
      "gpt-4.1-mini-ft is better: 82% against 71%, 11 points more (95% interval 4 to 18; p = 0.003, corrected for 3 comparisons).",
    );
    expect(
      said({
        word: "worse",
        means: { model: 0.7, baseline: 0.71 },
        effect: { value: -0.01, low: -0.0142, high: -0.0032 },
        adjusted: 0.0000004,
        correction: { count: 1, method: "holm" },
      }),
    ).toBe("gpt-4.1-mini-ft is worse: 70% against 71%, 1 point less (95% interval −1.4 to −0.3; p < 0.001).");
  });

  it("says what could not have been seen where no difference was found", () => {
    expect(
      said({
        word: "none",
        means: { model: 0.714, baseline: 0.71 },
        effect: { value: 0.004, low: -0.08, high: 0.09 },
        adjusted: 0.71,
        correction: { count: 1, method: "holm" },
      }),
    ).toBe(
      "No difference found between gpt-4.1-mini-ft and gpt-4.1-mini: 71% against 71%, the same on average (95% interval −8 to 9; p = 0.71). A difference below 9 points would probably have gone unnoticed.",
    );
  });

  it("shows as many digits as make the difference that of the two numbers", () => {
    expect(
      said({
        word: "none",
        unit: "score",
        means: { model: 0.2174, baseline: 0.2188 },
        effect: { value: -0.0014, low: -0.02, high: 0.017 },
      }),
    ).toContain("0.2174 against 0.2188, 0.0014 less (95% interval −0.02 to 0.017;");
    expect(
      said({ means: { model: 0.8246, baseline: 0.7054 }, effect: { value: 0.1192, low: 0.04, high: 0.18 } }),
    ).toContain("82.46% against 70.54%, 11.92 points more");
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let trial = 0; trial < 300; trial += 1) {
      const [model, baseline, half] = [random(), random(), random() / 3];
      const value = model - baseline;
      const text = said({
        unit: "score",
        means: { model, baseline },
        effect: { value, low: value - half, high: value + half },
      });
      const [, own, other, size] = /: ([\d.]+) against ([\d.]+), ([\d.]+|the) /.exec(text) ?? [];
      const shown = size === "the" ? 0 : Number(size);
      expect({ text, difference: Math.abs(Number(own) - Number(other)).toFixed(6) }).toEqual({
        text,
        difference: shown.toFixed(6),
      });
    }
  });

  it("says that so few rows show no difference, not that one of more than all points would have been seen", () => {
    const none = said({ word: "none", rows: 10, smallest: 1 });
    expect(none).toContain(
      "With so few rows, even the largest possible difference could have gone unnoticed.",
    );
    expect(none).not.toContain("100 points");
    expect(said({ word: "none", smallest: 1, unit: "score" })).toContain("A difference below 1 would");
  });

  it("tells scores in their own unit, and wins as wins", () => {
    expect(
      said({
        unit: "score",
        means: { model: 4.2123, baseline: 3.9 },
        effect: { value: 0.3123, low: 0.1, high: 0.5 },
      }),
    ).toContain("4.21 against 3.9, 0.31 more (95% interval 0.1 to 0.5;");
    // The baseline wins the rest.
    const wins = { unit: "wins", means: { model: 0.6125, baseline: 0.3875 } } as const;
    expect(said({ ...wins, effect: { value: 0.225, low: 0.1, high: 0.4 } })).toContain(
      "it wins 61.3% of the comparisons with gpt-4.1-mini, ties counting half, 22.5 points more",
    );
  });

  it("says why nothing is said", () => {
    const few = { word: "too_little", rows: 8, effect: null, means: null, p: null } as const;
    expect(said({ ...few, why: "few_rows" })).toBe(
      "Too little was graded to compare gpt-4.1-mini-ft with gpt-4.1-mini: 8 rows have a score for both, and it takes at least 10.",
    );
    expect(said({ ...few, rows: 1, why: "few_rows" })).toContain(
      ": 1 row has a score for both, and it takes",
    );
    expect(said({ word: "too_little", why: "uneven", ungraded: { model: 0.21, baseline: 0.02 } })).toContain(
      "21% of gpt-4.1-mini-ft's rows have no score, against 2% of gpt-4.1-mini's",
    );
    expect(
      said({ word: "too_little", why: "few_groups", clusters: { count: 5, largest: 4, isFew: true } }),
    ).toContain("the 200 rows form 5 groups");
  });

  it("leaves no place of its words unfilled", () => {
    const all = (Object.keys(words.tooLittle) as (keyof typeof words.tooLittle)[]).map((why) =>
      said({ word: "too_little", why }),
    );
    for (const text of [...all, said({}), said({ word: "none" })]) expect(text).not.toMatch(/[{}]/);
  });
});
