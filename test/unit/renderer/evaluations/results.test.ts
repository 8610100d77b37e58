import { describe, expect, it } from "vitest";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationAnswer, EvaluationRow } from "../../../../preload/contract/evaluation-results.ts";
import { reasonText } from "../../../../preload/strings/reason-text.ts";
import { heatOf } from "../../../../renderer/evaluations/results/matrix/heat.ts";
import {
  everyMatrixRow,
  isFiltered,
  isPlain,
  rowsOf,
  sortedByModel,
  unfiltered,
  viewAimed,
} from "../../../../renderer/evaluations/results/matrix/view.ts";
import {
  betweenText,
  differenceText,
  effectText,
  pFigure,
  pText,
  rangeOf,
  sizeText,
  valueText,
} from "../../../../renderer/evaluations/results/numbers.ts";
import { Reader } from "../../../../renderer/evaluations/results/reading.ts";
import { sawNames, wereNamed } from "../../../../renderer/evaluations/results/row/named.ts";
import {
  answered,
  inRandomOrder,
  pairOf,
  usualPair,
} from "../../../../renderer/evaluations/results/row/pair.ts";
import { all, nothingSelected, only } from "../../../../renderer/ui/selection.ts";

const plain = everyMatrixRow({ baseline: "a", lead: "g" });

describe("the numbers of results", () => {
  it("show shares and wins as points of a hundred, and other scores as they are", () => {
    expect([valueText(0.8333, "share"), valueText(0.5, "wins"), valueText(3.4567, "score")]).toEqual([
      "83.3%",
      "50%",
      "3.46",
    ]);
    expect([differenceText(0.042, "share"), differenceText(-0.1, "wins")]).toEqual([
      "+4.2 points",
      "−10 points",
    ]);
    const effect = { value: -0.042, low: -0.1, high: 0.016 };
    expect(effectText(effect, "share")).toBe("−4.2 points (−10 to +1.6)");
    expect(effectText({ ...effect, low: null }, "score")).toBe("−0.042");
    expect([pFigure(0.0123), pFigure(0.0001), pFigure(null)]).toEqual(["0.012", "<\u00a00.001", "–"]);
    expect([differenceText(0, "share"), differenceText(0.35, "score")]).toEqual(["0 points", "+0.35"]);
    expect(sizeText(0.125, "share")).toBe("12.5 points");
  });

  it("say nothing of an interval that is not there", () => {
    expect(betweenText({ value: 1, low: null, high: 2 }, String)).toBeNull();
    expect(betweenText({ value: 1, low: 0, high: 2 }, String)).toBe("0 to 2");
  });

  it("give no p-value that is smaller than is worth saying, and a dash for none", () => {
    expect([pText(0.0004), pText(0.001), pText(0.0321), pText(null)]).toEqual([
      "p\u00a0<\u00a00.001",
      "p\u00a0=\u00a00.001",
      "p\u00a0=\u00a00.032",
      "–",
    ]);
  });

  it("know the scale of a judge", () => {
    const judge = { kind: "judge", verdict: { form: "score", range: [1, 5], passAt: null } };
    expect(rangeOf(judge as unknown as EvaluationGrader)).toEqual([1, 5]);
    expect(rangeOf({ kind: "text" } as EvaluationGrader)).toEqual([0, 1]);
  });
});

describe("the shade of a score", () => {
  it("goes from the lowest to the highest, and no further", () => {
    expect([0, 0.5, 1, -3, 9].map((score) => heatOf(score, [0, 1]))).toEqual([0, 5, 10, 0, 10]);
    expect([1, 3, 5].map((score) => heatOf(score, [1, 5]))).toEqual([0, 5, 10]);
  });

  it("is none where there is no score, and something on a scale without a width", () => {
    expect([heatOf(null, [0, 1]), heatOf(Number.NaN, [0, 1])]).toEqual([null, null]);
    expect([heatOf(1, [1, 1]), heatOf(0, [1, 1])]).toEqual([10, 0]);
  });
});

describe("the view of a matrix", () => {
  it("sorts by a model from low to high, then the other way, then no more", () => {
    const up = sortedByModel(plain, "b");
    expect([up.sort, up.modelId, up.isDescending]).toEqual(["score", "b", false]);
    const down = sortedByModel(up, "b");
    expect([down.sort, down.modelId, down.isDescending]).toEqual(["score", "b", true]);
    expect(sortedByModel(down, "b")).toEqual(plain);
    expect(sortedByModel(down, "a")).toMatchObject({ modelId: "a", isDescending: false });
  });

  it("is filtered by what leaves rows out only, and all of it goes at once", () => {
    expect([isFiltered(plain), isFiltered({ ...plain, sort: "score" })]).toEqual([false, false]);
    const few = { ...plain, search: "x", filter: "worse", tag: "t", label: "l", sort: "spread" } as const;
    expect(isFiltered(few)).toBe(true);
    expect(unfiltered(few)).toEqual({ ...plain, sort: "spread" });
  });

  it("follows the baseline, and asks nothing that needs one without it", () => {
    const worse = { ...plain, filter: "worse", sort: "difference" } as const;
    expect(viewAimed(worse, { baseline: "b", lead: "g" })).toMatchObject({ filter: "worse", baseline: "b" });
    const none = viewAimed(worse, { baseline: null, lead: "other" });
    expect(none).toMatchObject({ filter: "all", sort: "row", baseline: false, graderId: "other" });
  });

  it("has rows at their own places only where none is left out and none is moved", () => {
    expect(isPlain(plain)).toBe(true);
    const others = [{ search: "x" }, { sort: "score" }, { isDescending: true }, { groupBy: "tag" }] as const;
    expect(others.map((other) => isPlain({ ...plain, ...other }))).toEqual([false, false, false, false]);
  });

  it("names the selected rows, or the view where all are", () => {
    expect(rowsOf(nothingSelected, plain)).toBeNull();
    expect(rowsOf(only(3, 7), plain)).toEqual({ rows: [7] });
    expect(rowsOf(all(only(3, 7)), plain)).toEqual({ view: plain });
  });
});

describe("why an answer has no grade", () => {
  it("is said in words, and a reason without words stays its code", () => {
    expect(reasonText("judge_failed", "timeout")).toBe("The grading model didn't answer: timeout");
    expect(reasonText("judge_failed")).toBe("The grading model didn't answer.");
    expect([reasonText("unheard_of"), reasonText("toString")]).toEqual(["unheard_of", "toString"]);
  });
});

describe("a vote", () => {
  const answer = (modelId: string, text: string, repeat = 0) =>
    ({ modelId, text, repeat, calls: [] }) as unknown as EvaluationAnswer;
  const row = { answers: [answer("a", "x"), answer("b", "y"), answer("b", "z", 1), answer("c", "")] };
  const full = row as unknown as EvaluationRow;

  it("is about the first answers of two models that said something", () => {
    expect(answered(full).map(({ modelId }) => modelId)).toEqual(["a", "b"]);
    expect(pairOf(full, ["b", "a"])?.map(({ text }) => text)).toEqual(["y", "x"]);
    expect([pairOf(full, ["a", "c"]), pairOf(full, ["a", "a"])]).toEqual([null, null]);
  });

  it("holds the baseline against the first other model unless others are chosen", () => {
    const models = [{ id: "a" }, { id: "b" }, { id: "c" }];
    expect([usualPair(models, "b"), usualPair(models, null)]).toEqual([
      ["b", "a"],
      ["a", "b"],
    ]);
  });

  it("shows the two on either side as often", () => {
    const pair = pairOf(full, ["a", "b"]);
    const first = (random: number) => pair && inRandomOrder(pair, () => random)[0].modelId;
    expect([first(0), first(0.49), first(0.5), first(0.99)]).toEqual(["a", "a", "b", "b"]);
  });

  it("is not blind once the names were seen beside the answers, in that evaluation only", () => {
    expect(wereNamed("e", 4)).toBe(false);
    sawNames("e", 4);
    expect([wereNamed("e", 4), wereNamed("e", 5), wereNamed("f", 4)]).toEqual([true, false, false]);
  });
});

describe("reading what changes", () => {
  const reading = () => {
    const waiting: ((value: number) => void)[] = [];
    const pauses: (() => void)[] = [];
    const shown: (number | null)[] = [];
    const reader = new Reader<number>(
      () => new Promise((done) => waiting.push(done)),
      (value) => shown.push(value),
      () => new Promise((done) => pauses.push(done)),
    );
    return { reader, waiting, pauses, shown };
  };
  const settled = () => new Promise((done) => setImmediate(done));

  it("reads once more for all news that came meanwhile, and after a pause", async () => {
    const { reader, waiting, pauses, shown } = reading();
    void reader.ask();
    void reader.ask();
    void reader.ask();
    expect(waiting.length).toBe(1);
    waiting[0]?.(1);
    await settled();
    expect([shown, waiting.length, pauses.length]).toEqual([[1], 1, 1]);
    pauses[0]?.();
    await settled();
    waiting[1]?.(2);
    await settled();
    expect([shown, waiting.length, pauses.length]).toEqual([[1, 2], 2, 1]);
    void reader.ask();
    expect(waiting.length).toBe(3);
  });

  it("drops what is on its way once it is closed", async () => {
    const { reader, waiting, shown } = reading();
    void reader.ask();
    reader.close();
    waiting[0]?.(1);
    await settled();
    expect(shown).toEqual([]);
  });
});
