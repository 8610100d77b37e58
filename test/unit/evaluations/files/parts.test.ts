import { describe, expect, it } from "vitest";
import { type Element, elementsOf, partsCutter } from "../../../../main/evaluations/files/imports/parts.ts";
import { gathered } from "./sample.ts";

const text = JSON.stringify({
  evalId: "e",
  results: { version: 3, results: [{ a: '],{"\\' }, [1, 2], "x,y"], prompts: [{ raw: "p" }] },
  config: { tests: [{ b: 1 }], results: [1] },
});

function cut(pieces: readonly string[], paths: readonly string[]) {
  const elements: Element[] = [];
  const cutter = partsCutter(paths, (element) => elements.push(element));
  for (const piece of pieces) cutter.piece(piece);
  return { elements, rest: cutter.end() };
}

describe("the parts of a JSON file", () => {
  it("are the elements of a list that lies inside, and the rest without them", () => {
    const { elements, rest } = cut([text], ["results.results"]);
    expect(elements.map(({ text: one }) => JSON.parse(one))).toEqual([{ a: '],{"\\' }, [1, 2], "x,y"]);
    expect(rest).toEqual({
      ...JSON.parse(text),
      results: { version: 3, results: [], prompts: [{ raw: "p" }] },
    });
  });

  it("are the same wherever the text is cut", () => {
    const whole = cut([text], ["results.results", "config.tests"]);
    for (let at = 1; at < text.length; at++)
      expect(cut([text.slice(0, at), text.slice(at)], ["results.results", "config.tests"])).toEqual(whole);
    expect(cut([...text], ["results.results", "config.tests"])).toEqual(whole);
  });

  it("may be those of the file itself, and of an empty list none", () => {
    expect(cut(["[1, [2],\n{}]"], [""]).elements.map(({ text: one }) => one)).toEqual(["1", "[2]", "{}"]);
    expect(cut(['{"a":[]}'], ["a"])).toEqual({ elements: [], rest: { a: [] } });
  });

  it("end where the file does: what breaks off is refused, and so are names that every object has", () => {
    expect(() => cut(['{"a":[1,'], ["a"])).toThrow("import_refused");
    expect(() => cut(['{"a":[1],'], ["a"])).toThrow("import_refused");
    expect(() => cut(['{"__proto__":{},"a":[1]}'], ["a"])).toThrow("import_refused");
  });

  it("come from a file in a stream", async () => {
    const bytes = new TextEncoder().encode(
      `{"a":[${Array.from({ length: 50_000 }, (_, n) => `{"n":${n}}`)}],"b":2}`,
    );
    let rest: unknown = null;
    const elements = await gathered(
      elementsOf({ name: "x.json", bytes }, ["a"], (around) => {
        rest = around;
      }),
    );
    expect(elements).toHaveLength(50_000);
    expect(elements.at(-1)).toEqual({ path: "a", text: '{"n":49999}' });
    expect(rest).toEqual({ a: [], b: 2 });
  });
});
