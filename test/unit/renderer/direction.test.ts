import { describe, expect, it } from "vitest";
import { read, sourcesIn } from "../source.ts";

/** The opening tags of an element in a source, with all that stands in their braces. */
function tagsOf(source: string, element: RegExp): string[] {
  return [...source.matchAll(element)].map(({ index }) => {
    let depth = 0;
    for (let at = index; at < source.length; at++) {
      if (source[at] === "{") depth += 1;
      if (source[at] === "}") depth -= 1;
      if (source[at] === ">" && depth === 0) return source.slice(index, at);
    }
    return source.slice(index);
  });
}

describe("what people write", () => {
  it("goes its own way in every field, but for addresses and keys", () => {
    const fields = sourcesIn("renderer", /\.tsx$/).flatMap((path) =>
      tagsOf(read(path), /<(?:textarea|input)\b/g).map((tag) => ({ path, tag })),
    );
    expect(fields.length).toBeGreaterThan(40);
    const takesText = fields.filter(({ tag }) => !/\stype="(?!text|search)/.test(tag));
    const own = /\sdir=(?:"(?:auto|ltr)"|\{\w+ \? "ltr" : "auto"\})/;
    expect(takesText.filter(({ tag }) => !own.test(tag))).toEqual([]);
  });
});
