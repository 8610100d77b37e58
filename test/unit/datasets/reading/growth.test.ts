import { describe, expect, it } from "vitest";
import { csvCutter } from "../../../../main/datasets/reading/csv.ts";
import { recognise } from "../../../../main/datasets/reading/formats.ts";
import { elementCutter } from "../../../../main/datasets/reading/json-elements.ts";
import { isNestedTooDeeply, jsonFault } from "../../../../main/datasets/reading/json-fault.ts";
import { oneLine } from "../../../../main/datasets/shapes/one-line.ts";
import { given, recordsIn, refusal } from "./sources.ts";

/** Milliseconds that work takes: the least of a few times, as other programs only ever make it longer. */
async function time(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 4; tries++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

const ignore = () => {};
const elements = (text: string) => {
  const cutter = elementCutter(null, ignore);
  for (let at = 0; at < text.length; at += 10_000) cutter.piece(text.slice(at, at + 10_000));
  cutter.end();
};
const table = (text: string) => {
  const cutter = csvCutter(",", 1, ignore);
  for (let at = 0; at < text.length; at += 10_000) cutter.piece(text.slice(at, at + 10_000));
  cutter.end();
};

describe("twice the text takes no more than three times as long", () => {
  it.each<[string, string, (text: string) => unknown]>([
    ["elements, brackets", "[", elements],
    ["elements, an open string", '\\"', (text) => elements(`["${text}`)],
    ["elements, commas", ",", (text) => elements(`[${text}`)],
    ["a table, quotes", '"', table],
    ["a table, an open quote over lines", "\n", (text) => table(`"${text}`)],
    ["a table, one record", ",", table],
    ["a fault, brackets", "[", jsonFault],
    ["a fault, digits", "1", (text) => jsonFault(`${text}x`)],
    ["a fault, escapes", "\\\\", (text) => jsonFault(`"${text}`)],
    ["nesting", "[]", (text) => isNestedTooDeeply(`{"a":[${text}`)],
    ["one line", " \n", oneLine],
    ["one line, a string", "\\\n", (text) => oneLine(`"${text}`)],
  ])("%s", async (_, piece, work) => {
    const once = piece.repeat(400_000);
    const twice = `${once}${once}`;
    // Short times are mostly the clock's and the collector's.
    expect(await time(() => work(twice))).toBeLessThan(3 * (await time(() => work(once))) + 5);
  });
});

describe("the head of a file", () => {
  it.each([
    ["quotes", '"'],
    ["brackets", "["],
    ["open objects", '{"'],
    ["names", '"a":'],
    ["commas", ","],
    ["letters of a name", "a b"],
  ])("is recognised at once, whatever is in it: %s", async (_, piece) => {
    for (const name of ["a.json", "a.csv", "a.txt"]) {
      const source = given(name, piece.repeat(64 * 1024));
      expect(await time(() => recognise(source).catch(ignore))).toBeLessThan(200);
    }
  });
});

describe("a table of very many columns", () => {
  it("is refused, and one of many with little in its records takes little", async () => {
    const header = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`).join(",");
    expect(await refusal(() => recordsIn(given("a.csv", `${header(4097)}\n1\n`)))).toMatchObject({
      code: "dataset_bad_line",
      line: "1",
    });
    const [record] = await recordsIn(given("a.csv", `${header(4096)}\n1\n`));
    expect(Object.keys(record?.value as object)).toHaveLength(4096);
  });
});
