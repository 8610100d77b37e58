import { describe, expect, it } from "vitest";
import type { MetricDifference } from "../../../preload/contract/series.ts";
import { howFar } from "../../../renderer/series/how-far.ts";
import { isBest, verdict } from "../../../renderer/series/verdict.ts";

const than = (b: string, verdict: MetricDifference["verdict"]): MetricDifference => ({
  metric: "firstToken",
  a: "a",
  b,
  verdict,
  shift: 100,
  interval: { low: 90, high: 110 },
});
const said = (...differences: MetricDifference[]) =>
  verdict("firstToken", differences, (id) => id.toUpperCase());

describe("what can be told from the runs", () => {
  it("is one sentence, however many columns there are", () => {
    expect(said()).toBeNull();
    expect(said(than("b", "higher"))).toBe(
      "B is 100 ms higher than A, between 90 ms and 110 ms with 95% confidence.",
    );
    expect(said(than("b", "higher"), than("c", "higher"))).toBe("A begins sooner than every other column.");
    expect(said(than("b", "higher"), than("c", "none"))).toBe(
      "A begins sooner than 1 of 2 others; from the rest no difference can be told.",
    );
    expect(said(than("b", "none"), than("c", "few"))).toBe("No difference can be told from these runs.");
    expect(said(than("b", "few"), than("c", "few"))).toBe("There are too few runs to tell a difference.");
  });

  it("names a best one only where it differs from all others", () => {
    expect(isBest("a", "firstToken", [than("b", "higher"), than("c", "higher")])).toBe(true);
    expect(isBest("a", "firstToken", [than("b", "higher"), than("c", "none")])).toBe(false);
    expect(isBest("b", "firstToken", [than("b", "higher")])).toBe(false);
    expect(isBest("a", "total", [than("b", "higher")])).toBe(false);
  });
});

describe("how far a series is", () => {
  const of = (done: number, prompts = 1, state: "running" | "done" = "running") =>
    howFar({
      state,
      columns: 2,
      prompts,
      repeats: 5,
      progress: { done, failed: 0, of: 12, timeLeft: null, waiting: [] },
    });

  it("is told by repeats of one prompt, by requests of many", () => {
    expect(of(1)).toBe("warming up");
    expect(of(2)).toBe("run 1 of 5");
    expect(of(9)).toBe("run 4 of 5");
    expect(of(12)).toBe("run 5 of 5");
    expect(of(3, 2)).toBe("3 of 12 requests");
    expect(of(12, 1, "done")).toBe("Done");
  });
});
