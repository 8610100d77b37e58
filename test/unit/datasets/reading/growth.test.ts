import { describe, expect, it } from "vitest";
import { csvCutter } from "../../../../main/datasets/reading/csv.ts";
import { recognize } from "../../../../main/datasets/reading/formats.ts";
import { elementCutter } from "../../../../main/datasets/reading/json-elements.ts";
import { jsonFaultIn } from "../../../../main/datasets/reading/json-fault.ts";
import { isNestedTooDeeply } from "../../../../main/datasets/reading/nesting.ts";
import { oneLine } from "../../../../main/datasets/shapes/one-line.ts";
import { given, recordsIn, refusal } from "./sources.ts";

/** Milliseconds of the processor, which others have no part in. */
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What each of these takes of it: the least of a few times in turn, as what else is done only ever adds. */
async function times(...works: (() => unknown)[]): Promise<number[]> {
  const least = works.map(() => Number.POSITIVE_INFINITY);
  for (let tries = 0; tries < 5; tries++)
    for (const [index, work] of works.entries()) {
      const start = spent();
      await work();
      least[index] = Math.min(least[index] ?? 0, spent() - start);
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

describe("four times the text takes about four times as long, not sixteen", () => {
  it.each<[string, string, (text: string) => unknown]>([
    ["elements, brackets", "[", elements],
    ["elements, an open string", '\\"', (text) => elements(`["${text}`)],
    ["elements, commas", ",", (text) => elements(`[${text}`)],
    ["a table, quotes", '"', table],
    ["a table, an open quote over lines", "\n", (text) => table(`"${text}`)],
    ["a table, one record", ",", table],
    ["a fault, brackets", "[", jsonFaultIn],
    ["a fault, digits", "1", (text) => jsonFaultIn(`${text}x`)],
    ["a fault, escapes", "\\\\", (text) => jsonFaultIn(`"${text}`)],
    ["nesting", "[]", (text) => isNestedTooDeeply(`{"a":[${text}`)],
    ["one line", " \n", oneLine],
    ["one line, a string", "\\\n", (text) => oneLine(`"${text}`)],
  ])("%s", async (_, piece, work) => {
    const once = piece.repeat(40_000);
    const more = once.repeat(4);
    const [short = 0, long = 0] = await times(
      () => work(once),
      () => work(more),
    );
    // Short times are mostly the clock's and the collector's.
    expect(long).toBeLessThan(11 * short + 20);
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
  ])("is recognized at once, whatever is in it: %s", async (_, piece) => {
    for (const name of ["a.json", "a.csv", "a.txt"]) {
      const source = given(name, piece.repeat(64 * 1024));
      const [least = 0] = await times(() => recognize(source).catch(ignore));
      expect(least).toBeLessThan(500);
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
