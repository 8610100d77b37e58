import { describe, expect, it } from "vitest";
import {
  evaluationThreshold,
  exitCodeOf,
  metBy,
  writtenThreshold,
} from "../../../main/cli/evaluation-thresholds.ts";
import type { EvaluationVerdict } from "../../../preload/contract/evaluation-verdicts.ts";
import { sampleSettings, sampleVerdict } from "../evaluations/files/sample.ts";

const met = (said: unknown, verdict: EvaluationVerdict = sampleVerdict()) =>
  metBy([evaluationThreshold.parse(said)], verdict, sampleSettings);

const passed = (said: unknown, verdict?: EvaluationVerdict) => met(said, verdict).map((one) => one.passed);

describe("a threshold", () => {
  it.each([
    // Base has 0.5, Tuned 1.
    ["score >= 0.8", [false, true]],
    ["score ≤ 0.8", [true, false]],
    ["Score >= 80%", [false, true]],
    ["pass rate >= 50%", [true, true]],
    // The intervals reach 0.2 below.
    ["pass rate >= 50% with 95%", [false, true]],
    ["score >= 0.75, with 95%", [false, true]],
    [{ that: "score >= 0.8", model: "tuned" }, [true]],
    [{ that: "score >= 0.8", model: "Base", grader: "Judge" }, [true]],
    // Tuned less Base: 0.5, 0.1 at least.
    ["not worse than the baseline by more than 2 points, with 95%", [true]],
    ["difference >= 10 points", [true]],
    ["difference >= 11 points", [false]],
    ["difference >= 0.09", [true]],
    ["cost <= 0.0003", [true, false]],
    ["cost <= 0.0003 USD", [true, false]],
    ["cost <= 1 EUR", [false, false]],
    ["cost per answer <= 0.0001 USD", [true, false]],
    ["latency <= 500 ms", [true, false]],
    ["total <= 0.6 s", [true, true]],
    ["latency <= 600 ms with 95%", [true, false]],
    ["first token <= 100", [true, true]],
    ["failed <= 0", [true, true]],
    ["ungraded <= 0", [true, true]],
    [{ that: "ungraded <= 10%", grader: "judge" }, [false, true]],
    [{ that: "ungraded <= 50%", grader: "judge" }, [true, true]],
  ])("%j is met by %j", (said, expected) => {
    expect(passed(said)).toEqual(expected);
  });

  it("is missed by what was not measured or compared", () => {
    expect(passed("score >= 0", sampleVerdict({ scores: [] }))).toEqual([false, false]);
    expect(passed("difference >= -100 points", sampleVerdict({ differences: [] }))).toEqual([false]);
    const [difference] = sampleVerdict().differences;
    if (!difference) throw new Error("no difference");
    const tooLittle = sampleVerdict({ differences: [{ ...difference, word: "too_little" }] });
    expect(passed("difference >= -100 points", tooLittle)).toEqual([false]);
    expect(passed("cost <= 9", sampleVerdict({ measured: [] }))).toEqual([false, false]);
    const unasked = sampleVerdict().measured.map((one) => ({ ...one, answers: 0 }));
    expect(passed("failed <= 0", sampleVerdict({ measured: unasked }))).toEqual([false, false]);
    // No interval: nothing can be said with 95 %.
    expect(passed("first token <= 200 with 95%")).toEqual([false, false]);
  });

  it("is missed where no grader or model is called so", () => {
    expect(passed({ that: "score >= 0", grader: "other" })).toEqual([false]);
    expect(passed({ that: "score >= 0", model: "other" })).toEqual([false]);
  });

  it("says what was measured of whom", () => {
    expect(met("score >= 0.8")[0]?.text).toBe("Base, Exact: score >= 0.8 (measured: 0.5)");
    expect(met("cost <= 1 EUR")[0]?.text).toBe(
      "Base: cost <= 1 EUR (measured: 0.0002 USD, another currency)",
    );
  });

  it.each([
    "score",
    "score > 0.8",
    "score >= a",
    "cost <= 5 points",
    "latency <= 5 USD",
    "failed <= 5%",
    "",
    "speed >= 1",
  ])("is not %j", (said) => {
    expect(evaluationThreshold.safeParse(said).success).toBe(false);
  });

  it("is the same after it was kept in a report", () => {
    for (const said of ["score >= 0.8", { that: "failed <= 0", model: "tuned" }]) {
      const threshold = evaluationThreshold.parse(said);
      const kept = writtenThreshold(threshold);
      expect(evaluationThreshold.parse(kept.startsWith("{") ? JSON.parse(kept) : kept)).toEqual(threshold);
    }
  });
});

describe("the exit code", () => {
  it("is 0 where all is reached, 1 where something is missed, and 2 where it failed", () => {
    expect(exitCodeOf(null)).toBe(2);
    expect(exitCodeOf([])).toBe(0);
    expect(exitCodeOf(met("score >= 0.5"))).toBe(0);
    expect(exitCodeOf(met("score >= 0.8"))).toBe(1);
  });
});
