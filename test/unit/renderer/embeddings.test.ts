import { describe, expect, it } from "vitest";
import { differenceOf, namesOf, nearestTo, rangeOf, shadeOf } from "../../../renderer/embeddings/alike.ts";
import { differenceText, rangeText, similarityText } from "../../../renderer/embeddings/numbers.ts";
import { added, textsIn } from "../../../renderer/embeddings/texts.ts";

describe("texts", () => {
  it.each([
    ["line", "one\r\n two \n\n\rthree", ["one", "two", "three"]],
    ["blank", "one\ntwo\n\nthree\r\n \r\n\r\nfour\n", ["one\ntwo", "three", "four"]],
    ["dashes", "---\none\n\ntwo\n ----- \nthree --- four\n---", ["one\n\ntwo", "three --- four"]],
  ] as const)("are what stands between each %s", (separator, text, texts) => {
    expect(textsIn({ text, separator })).toEqual(texts);
  });

  it.each([
    ["lines stay lines", { text: "a\nb", separator: "line" }, ["c"], "line", "a\nb\nc"],
    [
      "a text of two lines makes paragraphs",
      { text: "a\nb", separator: "line" },
      ["c\nd"],
      "blank",
      "a\n\nb\n\nc\nd",
    ],
    [
      "one with an empty line makes dashes",
      { text: "a", separator: "line" },
      ["c\n\nd"],
      "dashes",
      "a\n---\nc\n\nd",
    ],
    [
      "what was chosen stays where it will do",
      { text: "a", separator: "dashes" },
      ["b"],
      "dashes",
      "a\n---\nb",
    ],
    ["nothing yet is a line a text", { text: " ", separator: "blank" }, ["b", "c"], "line", "b\nc"],
  ] as const)("are added so that none is cut: %s", (_, before, more, separator, text) => {
    const all = added(before, more);
    expect(all).toEqual({ separator, text });
    expect(textsIn(all)).toEqual([...textsIn(before), ...more]);
  });
});

describe("similarities", () => {
  const nothing = Number.NaN;
  // Of four texts, the last of which has no direction.
  const values = Float32Array.from([
    ...[1, 0.25, 0.75, nothing],
    ...[0.25, 1, -0.5, nothing],
    ...[0.75, -0.5, 1, nothing],
    ...[nothing, nothing, nothing, nothing],
  ]);

  it("rank the other texts, the nearest first, without those that are like none", () => {
    expect(nearestTo(values, 0, 4)).toEqual([2, 1]);
    expect(nearestTo(values, 3, 4)).toEqual([]);
  });

  it("lie between those of two different texts, and are shaded between them", () => {
    const range = rangeOf(values, 4);
    expect(range).toEqual({ low: -0.5, high: 0.75 });
    expect([-0.5, 0.125, 0.75, 1, nothing].map((value) => shadeOf(value, range))).toEqual([
      0,
      5,
      10,
      10,
      null,
    ]);
    expect(rangeOf(Float32Array.from([1, nothing, nothing, 1]), 2)).toEqual({ low: nothing, high: nothing });
    expect(shadeOf(0.5, { low: 0.5, high: 0.5 })).toBe(10);
  });

  it("differ by the second less the first", () => {
    expect([...differenceOf(Float32Array.from([0.5, nothing]), Float32Array.from([0.25, 1]))]).toEqual([
      -0.25,
      nothing,
    ]);
  });

  it("are written with two digits, a real minus, and no sign on what is nothing", () => {
    expect([0.256, -0.5, -0.001, nothing].map(similarityText)).toEqual(["0.26", "−0.50", "0.00", "–"]);
    expect([0.256, -0.5, -0.001].map(differenceText)).toEqual(["+0.26", "−0.50", "0.00"]);
    expect(rangeText({ low: 0.9999, high: 1.0001 })).toBe("1.00");
    expect(rangeText({ low: 1, high: 12.345 })).toBe("1.00 to 12.35");
  });
});

it("sides of one deployment are told apart by their dimensions, else by their place", () => {
  const side = (deployment: string, length: number) => ({ deployment, length });
  expect(namesOf([side("a", 2), side("b", 2)])).toEqual(["a", "b"]);
  expect(namesOf([side("a", 2)])).toEqual(["a"]);
  expect(namesOf([side("a", 256), side("a", 1_536)])).toEqual(["a (256)", "a (1536)"]);
  expect(namesOf([side("a", 256), side("a", 256)])).toEqual(["a (1)", "a (2)"]);
});
