import { describe, expect, it } from "vitest";
import { contentHash, createExactIndex } from "../../../../main/datasets/near/exact.ts";

const hash = (text: string) => contentHash(text, JSON.parse(text));
const repeatedIn = (hashes: number[]) => {
  const index = createExactIndex();
  for (const [row, one] of hashes.entries()) index.add(row, one);
  return [...index.repeated()].filter((found) => found !== null).sort((one, other) => one.row - other.row);
};

describe("what stands for a row", () => {
  it("is the same whatever the order of fields and white space", () => {
    expect(hash('{"a":1,"b":["x",null]}')).toBe(hash('{ "b" : ["\\u0078", null], "a" : 1.0 }'));
  });

  it.each([
    ['{"a":"1"}', '{"a":1}'],
    ['{"a":null}', "{}"],
    ["[1,2]", "[2,1]"],
    ['[["a"],"b"]', '["a",["b"]]'],
    ['{"a":"b","c":"d"}', '{"a":"d","c":"b"}'],
    ['{"a":{"b":1}}', '{"b":{"a":1}}'],
    ['"null"', "null"],
    ["[]", "{}"],
    ['{"__proto__":1}', "{}"],
    ['{"a":"\\ud800"}', '{"a":"\\ud801"}'],
  ])("differs for %s and %s", (one, other) => {
    expect(hash(one)).not.toBe(hash(other));
  });

  it("is its text where it is no JSON or nested too deeply", () => {
    expect(contentHash(" {broken ", undefined)).toBe(contentHash("{broken", undefined));
    expect(contentHash("{broken", undefined)).not.toBe(contentHash("{Broken", undefined));
    const text = "[".repeat(3_000) + "]".repeat(3_000);
    expect(contentHash(text, JSON.parse(text))).toBe(contentHash(text, undefined));
  });

  it("is a whole number that differs for many texts", () => {
    const all = new Set(Array.from({ length: 50_000 }, (_, row) => contentHash("", { text: `row ${row}` })));
    expect(all.size).toBe(50_000);
    expect([...all].every(Number.isSafeInteger)).toBe(true);
  });
});

describe("rows that are the same", () => {
  it("are told with the first of them", () => {
    expect(repeatedIn([5, 6, 5, 7, 5, 6])).toEqual([
      { row: 2, first: 0 },
      { row: 4, first: 0 },
      { row: 5, first: 1 },
    ]);
    expect(repeatedIn([])).toEqual([]);
  });

  it("are found among more rows than are held at once", () => {
    const rows = 100_000;
    const hashes = Array.from({ length: rows }, (_, row) =>
      contentHash(`row ${row % (rows - 3)}`, undefined),
    );
    expect(repeatedIn(hashes)).toEqual([
      { row: rows - 3, first: 0 },
      { row: rows - 2, first: 1 },
      { row: rows - 1, first: 2 },
    ]);
  });
});
