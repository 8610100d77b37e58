import { describe, expect, it } from "vitest";
import { measurementOf, type Seen } from "../../../../main/evaluations/judges/measurement.ts";
import { findingsOf, trustOf } from "../../../../main/evaluations/judges/rules.ts";
import { stepsOf } from "../../../../main/evaluations/judges/steps.ts";
import type { GraderOf, JudgeVerdict } from "../../../../preload/contract/evaluation-graders.ts";
import { choicesFor, keysText } from "../../../../renderer/evaluations/judges/marking-keys.ts";
import { findingText, shareText, stepName } from "../../../../renderer/evaluations/judges/words.ts";

const judgeOf = (verdict: JudgeVerdict): GraderOf<"judge"> => ({
  ...{ id: "j", name: "Judge", kind: "judge", verdict, rubric: "", messages: [] },
  judge: { connectionId: "c", deployment: "judge" },
  ...{ temperature: null, maxTokens: null },
});
const scale = judgeOf({ form: "score", range: [1, 5], passAt: null });
const pair = judgeOf({ form: "pair" });
const nothing: Seen = { judged: [], twice: [], orders: [], labels: [], fromVotes: 0, personTwice: [] };
const said = (score: number, label: string | null = null) => ({ score, label });
const times = <Item>(count: number, make: (at: number) => Item) =>
  Array.from({ length: count }, (_, at) => make(at));
const found = (judge: GraderOf<"judge">, seen: Partial<Seen>, own: string[] = []) =>
  findingsOf(measurementOf(judge, { ...nothing, ...seen }), own);
const codes = (...given: Parameters<typeof found>) => found(...given).map(({ code }) => code);

describe("grading some answers oneself", () => {
  it("has a key for each step of a scale, for as many labels as there are keys, or the arrows", () => {
    expect(choicesFor(stepsOf(scale)).map(({ key, score }) => [key, score])).toEqual([
      ["1", 1],
      ["2", 2],
      ["3", 3],
      ["4", 4],
      ["5", 5],
    ]);
    const share = stepsOf(judgeOf({ form: "score", range: [0, 1], passAt: null }));
    expect(choicesFor(share).map(({ key, label }) => [key, label])).toEqual([
      ["1", "0"],
      ["2", "0.25"],
      ["3", "0.5"],
      ["4", "0.75"],
      ["5", "1"],
    ]);
    const label = judgeOf({ form: "label", labels: ["a", "b"], passing: ["a"] });
    expect(choicesFor(stepsOf(label)).map(({ key, label, score }) => [key, label, score])).toEqual([
      ["1", "a", 1],
      ["2", "b", 0],
    ]);
    const labels = times(12, (at) => `label ${at}`);
    const many = choicesFor(stepsOf(judgeOf({ form: "label", labels, passing: ["label 0"] })));
    expect(many.slice(8).map(({ key }) => key)).toEqual(["9", "0", null, null]);
    expect(keysText(many)).toMatchObject({ from: "1", to: "0" });
    expect(choicesFor([]).map(({ key, score }) => [key, score])).toEqual([
      ["ArrowLeft", 0],
      ["ArrowDown", null],
      ["ArrowRight", 1],
    ]);
  });

  it("says which keys there are", () => {
    expect(keysText(choicesFor(stepsOf(scale)))).toMatchObject({ from: "1", to: "5" });
    expect(keysText(choicesFor([])).text).toContain("←");
  });
});

describe("what a person gave, label by label", () => {
  const labelled = judgeOf({
    form: "label",
    labels: ["fine", "partly", "wrong"],
    passing: ["fine", "partly"],
  });
  const given = (person: string | null, judge: string | null, count: number) => {
    const score = (label: string | null) => Number(label !== "wrong");
    const one = { person: said(score(person), person), judge: said(score(judge), judge), length: null };
    return times(count, () => one);
  };
  const agreementOn = (labels: Seen["labels"]) => measurementOf(labelled, { ...nothing, labels }).agreement;

  it("is counted against the judge's, with the recall of each, also of labels that pass alike", () => {
    const agreement = agreementOn([
      ...given("fine", "fine", 30),
      ...given("fine", "partly", 10),
      ...given("partly", "fine", 5),
      ...given("wrong", "wrong", 4),
      ...given("wrong", "fine", 1),
    ]);
    expect(agreement?.table).toEqual([
      [30, 10, 0],
      [5, 0, 0],
      [1, 0, 4],
    ]);
    expect(agreement?.recalls).toMatchObject([
      { label: "fine", recall: { count: 30, of: 40, value: 0.75 } },
      { label: "partly", recall: { count: 0, of: 5 } },
      { label: "wrong", recall: { count: 4, of: 5 } },
    ]);
    // Wilson's interval of 30 of 40.
    expect(agreement?.recalls[0]?.recall?.low).toBeCloseTo(0.598, 3);
    expect(agreement?.recalls[0]?.recall?.high).toBeCloseTo(0.8581, 3);
    expect(agreement?.raw).toMatchObject({ count: 34, of: 50 });
  });

  it("is held against whether the judge passes an answer where its label is not known", () => {
    const agreement = agreementOn([...given("fine", null, 3), ...given("wrong", null, 2)]);
    // One label fails, so that a judge who fails an answer has given it.
    expect(agreement?.raw).toMatchObject({ count: 3, of: 5 });
    expect(agreement?.recalls.map(({ label }) => label)).toEqual([
      "fine",
      "partly",
      "wrong",
      "failed",
      "passed",
    ]);
  });

  it("reads well whatever a label is called", () => {
    expect(stepName("own", "label")).toBe("own");
    expect(stepName("own", "pair")).toBe("better than the baseline");
  });
});

describe("what is found of a judge", () => {
  it("reads as whole sentences, whatever it is", () => {
    const first = { forward: "first", backward: "first" } as const;
    const labels = times(40, (at) => ({ person: said(1 + (at % 5)), judge: said(5 - (at % 5)), length: at }));
    const all = [
      ...found(scale, {}, ["gpt-5"]),
      ...found(scale, {
        labels,
        judged: times(30, (at) => ({ ...said(1 + (at % 5)), length: at % 5 })),
        twice: times(40, (at) => ({ first: said(1 + (at % 5)), second: said(1 + ((at * 7) % 4)) })),
        personTwice: [{ first: said(1), last: said(2) }],
      }),
      ...found(pair, {
        orders: times(40, () => first),
        judged: times(40, () => ({ ...said(0.5), length: 1 })),
      }),
    ];
    const texts = all.map((finding) => findingText(finding, "score"));
    expect(new Set(all.map(({ code }) => code)).size).toBeGreaterThan(8);
    for (const text of texts) expect(text).toMatch(/^[A-Z0-9“][^{}]+\.$/);
  });

  it("tells a judge that leans to one place from one that flips both ways", () => {
    const orders = (count: number, place: "first" | "second") =>
      times(count, () => ({ forward: place, backward: place }) as const);
    const firm = times(60, () => ({ forward: "first", backward: "second" }) as const);
    expect(codes(pair, { orders: [...firm, ...orders(40, "first")] })).toContain("prefers_first");
    expect(codes(pair, { orders: [...firm, ...orders(40, "second")] })).toContain("prefers_second");
    const both = [...firm, ...orders(30, "first"), ...orders(30, "second")];
    expect(codes(pair, { orders: both })).toContain("flips");
    expect(codes(pair, { orders: firm })).toContain("no_position");
  });

  it("does not blame a judge for what the person does, too", () => {
    const judged = times(60, (at) => ({ ...said(1 + Math.floor(at / 12)), length: at }));
    const labels = judged.map((one) => ({ person: one, judge: one, length: one.length }));
    expect(codes(scale, { judged })).toContain("longer_better");
    const shared = found(scale, { judged, labels });
    expect(shared.map(({ code }) => code)).toContain("longer_better_too");
    expect(shared.map(({ code }) => code)).toContain("agrees");
  });

  it("trusts nothing that fewer than fifty grades say, and nothing that always says one thing", () => {
    const graded = (person: number, judge: number) => ({
      ...{ person: said(person), judge: said(judge) },
      length: null,
    });
    const labels = times(49, (at) => graded(1 + (at % 5), 1 + (at % 5)));
    const twice = times(50, (at) => ({ first: said(1 + (at % 5)), second: said(1 + (at % 5)) }));
    const judged = times(60, (at) => ({ ...said(1 + (at % 5)), length: (at * 7) % 13 }));
    expect(trustOf(found(scale, { labels, twice, judged }))).toBe("care");
    const enough = [...labels, graded(1, 1)];
    expect(trustOf(found(scale, { labels: enough, twice, judged }))).toBe("trust");
    expect(trustOf(found(scale, { labels: enough, twice, judged }, ["own"]))).toBe("care");
    const same = times(50, (at) => graded(1 + (at % 5), 3));
    expect(codes(scale, { labels: same, twice, judged })).toContain("constant_judge");
    const few = times(5, (at) => graded([1, 5, 3, 2, 4][at] ?? 1, 2));
    expect(codes(scale, { labels: few, twice, judged })).toContain("one_label");
    const kind = times(50, () => graded(3, 3));
    expect(codes(scale, { labels: kind, twice, judged })).toContain("one_label");
    const constant = times(60, () => ({ ...said(3), length: 1 }));
    expect(codes(scale, { labels: enough, twice, judged: constant })).toContain("one_verdict");
  });
});

it("writes a share with its interval and what it is of", () => {
  expect(shareText({ count: 9, of: 50, value: 0.18, low: 0.1, high: 0.31 })).toBe(
    "18% (10% to 31%), 9 of 50",
  );
});
