import { describe, expect, it } from "vitest";
import type { SeriesRow } from "../../../preload/contract/series.ts";
import { scaleOf } from "../../../renderer/charts/scale.ts";
import { changesOf, notesOf } from "../../../renderer/series/column-notes.ts";
import { matrixOf, type View, viewed } from "../../../renderer/series/matrix-rows.ts";
import { guessFormat } from "../../../renderer/series/prompt-format.ts";

const row = (promptId: string, columnId: string, changes: Partial<SeriesRow> = {}): SeriesRow => ({
  promptId,
  columnId,
  repeat: 0,
  isWarmUp: false,
  startedAt: 0,
  end: "stop",
  diagnosis: null,
  beginning: "same",
  length: 4,
  measurement: {
    firstToken: 100,
    gapMedian: null,
    gap95: null,
    total: 200,
    tokensPerSecond: null,
    tokensPerSecondWithReasoning: null,
    late: 0,
  },
  tokens: null,
  cost: null,
  notes: [],
  ...changes,
});

const prompts = ["gold", "silver", "lead"].map((text, index) => ({
  id: `p${index + 1}`,
  text,
  variables: {},
}));
const total = (value: number) => ({ ...row("", "").measurement, total: value });
const matrix = matrixOf(prompts, [
  row("p1", "a", { repeat: 1, measurement: total(500) }),
  row("p1", "a", { measurement: total(300) }),
  row("p1", "a", { isWarmUp: true, measurement: total(9) }),
  row("p1", "b"),
  row("p2", "a", { measurement: total(100), beginning: "heavy" }),
  row("p2", "b", { end: "failed", beginning: "", length: 0 }),
]);
const view: View = { text: "", show: "all", sort: "given", columnId: "a", descending: false };
const numbers = (changes: Partial<View>) =>
  viewed(matrix, { ...view, ...changes }).map(({ number }) => number);

describe("what was not sent", () => {
  const dropped = { kind: "parameter_dropped", parameter: "temperature" } as const;
  const column = (id: string, temperature: number) => ({
    id,
    alias: "o4",
    kind: "cloud" as const,
    model: null,
    modelVersion: null,
    sku: null,
    region: null,
    apiVersion: null,
    systemPrompt: "",
    parameters: { temperature },
  });
  const layout = [column("a", 0), column("b", 1)];

  it("is told of each column once, and of both that they are the same where all their runs left it out", () => {
    const rows = [
      row("p1", "a", { notes: [dropped] }),
      row("p2", "a", { notes: [{ ...dropped, because: "earlier", refusedAt: 5 }] }),
      row("p1", "b", { notes: [{ ...dropped, because: "model" }] }),
      row("p2", "b", { end: "failed" }),
    ];
    expect(notesOf("a", rows)).toEqual([dropped]);
    expect(changesOf(layout, rows)).toEqual([
      "1 o4: temperature not sent: the deployment refused it",
      "2 o4: temperature not sent: the model doesn't support it",
      "Columns 1 and 2 sent the same request: they differ only in what was not sent as set (temperature).",
    ]);
    // One run had it.
    expect(changesOf(layout, [...rows, row("p3", "b")])).toHaveLength(2);
    expect(changesOf(layout, [row("p1", "a"), row("p1", "b", { isWarmUp: true, notes: [dropped] })])).toEqual(
      [],
    );
  });
});

describe("the answers of a series", () => {
  it("are a row for each prompt, runs in their order, warm-ups left out", () => {
    expect(matrix.map(({ cells }) => [cells.a?.map(({ repeat }) => repeat), cells.b?.length])).toEqual([
      [[0, 1], 1],
      [[0], 1],
      [undefined, undefined],
    ]);
  });
  it("are sorted by the median, those without a value last either way", () => {
    expect(numbers({ sort: "total" })).toEqual([2, 1, 3]);
    expect(numbers({ sort: "total", descending: true })).toEqual([1, 2, 3]);
    expect(numbers({ descending: true })).toEqual([3, 2, 1]);
  });
  it("are filtered by text, by failure, and by being different", () => {
    expect(numbers({ text: "HEAVY" })).toEqual([2]);
    expect(numbers({ text: "lead" })).toEqual([3]);
    expect(numbers({ show: "failed" })).toEqual([2]);
    expect(numbers({ show: "different" })).toEqual([]);
    const other = matrixOf(prompts, [row("p1", "a"), row("p1", "b", { beginning: "other" })]);
    expect(viewed(other, { ...view, show: "different" }).map(({ number }) => number)).toEqual([1]);
  });
});

it("guesses how a text holds prompts", () => {
  expect(guessFormat("What is gold?\nWhat is silver?")).toBe("lines");
  expect(guessFormat("Say hello, please, to all\nand goodbye, too, and more")).toBe("csv");
  expect(guessFormat("What is gold, and why?\nWhat is silver, and why?")).toBe("lines");
  expect(guessFormat("One\ntwo\n\nThree")).toBe("blocks");
  expect(guessFormat("One\n\n")).toBe("lines");
  expect(guessFormat('{"prompt":"a"}\n{"prompt":"b"}')).toBe("jsonl");
  expect(guessFormat("metal,words\ngold,10")).toBe("csv");
  expect(guessFormat('"prompt","note; where"\n"Why, and how?",x')).toBe("csv");
  expect(guessFormat("prompt;note\nWhy, and how?;x")).toBe("csv");
  expect(guessFormat("#;prompt.text;note (de)\n1;Why?;x")).toBe("csv");
  expect(guessFormat(`"${"x".repeat(10_000_000)}`)).toBe("lines");
  expect(guessFormat("prompt\tnote\nWhy, and how?\tx")).toBe("csv");
  expect(guessFormat("sep=|\nprompt|note\nWhy?|x")).toBe("csv");
  expect(guessFormat("prompt,note,\nWhy?,x,")).toBe("csv");
  expect(guessFormat('"Why", she asked.\n"How", he said.')).toBe("lines");
});

it("scales from 0 to a round number above all values", () => {
  const { at, ticks } = scaleOf([186, 606]);
  expect(ticks).toEqual([0, 200, 400, 600, 800]);
  expect(at(400)).toBe(50);
  expect(scaleOf([]).ticks[0]).toBe(0);
  expect(scaleOf([0.0004]).ticks.length).toBeLessThan(7);
});
