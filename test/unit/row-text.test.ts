import { describe, expect, it } from "vitest";
import { jsonFaultIn } from "../../main/datasets/reading/json-fault.ts";
import { repairedJson } from "../../main/datasets/rules/repair.ts";
import { added, cutTo, moved, renamed, replaced, without } from "../../preload/row-text/edit.ts";
import { locate, placeInString } from "../../preload/row-text/locate.ts";
import { pathIn, pathText, valueAt } from "../../preload/row-text/path.ts";

const at = (text: string, path: (string | number)[], key = false) => {
  const place = locate(text, path, { key });
  return place && text.slice(place.at, place.at + place.length);
};

describe("a place in a row's text", () => {
  const text = ' { "a" : [ 1 , {"b]":"x\\"}"} , -2e3 ] , "\\u0063" : null , "a b":{} } ';

  it("is found by its path", () => {
    expect(at(text, [])).toBe(text.trim());
    expect(at(text, ["a", 0])).toBe("1");
    expect(at(text, ["a", 1, "b]"])).toBe('"x\\"}"');
    expect(at(text, ["a", 1, "b]"], true)).toBe('"b]"');
    expect(at(text, ["a", 2])).toBe("-2e3");
    expect(at(text, ["c"])).toBe("null");
    expect(at(text, ["a b"])).toBe("{}");
    for (const path of [["x"], ["a", 3], ["a", "0"], ["c", "d"], ["a", 0, 0]])
      expect(locate(text, path)).toBeNull();
  });

  it("is that of the last field of a name, as JSON.parse takes it", () => {
    expect(locate('{"a":1,"a":2}', ["a"])).toEqual({ at: 11, length: 1 });
    expect(at('{"__proto__":{"x":1},"__proto__":{"x":2}}', ["__proto__", "x"])).toBe("2");
  });

  it("within a string is counted in what it decodes to", () => {
    const literal = '"a\\n\\ud83d\\ude00b\\\\c"';
    const decoded: string = JSON.parse(literal);
    for (const letter of ["a", "b", "c"])
      expect(literal[placeInString(literal, 0, decoded.indexOf(letter))]).toBe(letter);
  });

  it("has a path that is written and read alike", () => {
    for (const path of [[], ["messages", 2, "content"], ["a b", 0, '"]', "c"], ["__proto__"], [3, "x"]])
      expect(pathIn(pathText(path))).toEqual(path);
    expect(pathText(["messages", 2, "content"])).toBe("messages[2].content");
    expect(valueAt({ a: [{ b: 1 }] }, ["a", 0, "b"])).toBe(1);
    expect(valueAt({}, ["constructor"])).toBeUndefined();
  });
});

describe("a row's text", () => {
  const text = '{"a": 1, "b" : [1, 2 ,3], "c":{}}';

  it("is changed at one place, and stays as it is elsewhere", () => {
    expect(replaced(text, ["b", 1], "x")).toBe('{"a": 1, "b" : [1, "x" ,3], "c":{}}');
    expect(renamed(text, ["b"], "d")).toBe('{"a": 1, "d" : [1, 2 ,3], "c":{}}');
    expect(without(text, ["a"])).toBe('{"b" : [1, 2 ,3], "c":{}}');
    expect(without(text, ["c"])).toBe('{"a": 1, "b" : [1, 2 ,3]}');
    expect(without(text, ["b", 2])).toBe('{"a": 1, "b" : [1, 2], "c":{}}');
    expect(without('{"a":1}', ["a"])).toBe("{}");
    expect(cutTo(text, ["b"], 1)).toBe('{"a": 1, "b" : [1], "c":{}}');
    expect(cutTo(text, ["b"], 0)).toBe('{"a": 1, "b" : [], "c":{}}');
    expect(cutTo(text, ["b"], 3)).toBe(text);
    expect(moved(text, ["b"], 2, 0)).toBe('{"a": 1, "b" : [3,1, 2], "c":{}}');
    expect(added(text, ["c"], "d", null)).toBe('{"a": 1, "b" : [1, 2 ,3], "c":{"d":null}}');
    expect(added('{"a":1}', [], "b", 2)).toBe('{"a":1,"b":2}');
    expect(added('{"a":1}', [], "a", 2)).toBe('{"a":2}');
    expect(replaced(text, ["x"], 1)).toBe(text);
  });
});

describe("what is no JSON", () => {
  it.each([
    ["", "cut", 0],
    ["{", "cut", 1],
    ['{"a"', "cut", 4],
    ['{"a":1 "b":2}', "comma", 7],
    ['{"a":1]', "unexpected", 6],
    ["[1,]", "trailing_comma", 2],
    ["{a:1}", "name", 1],
    ["[abc]", "word", 1],
    ["[1.]", "number", 1],
    ["[-]", "unexpected", 1],
    ['["a\nb"]', "raw_control", 3],
    ['["\\u12g4"]', "escape", 2],
    ['["a]', "open_string", 1],
    ["[] x", "more", 3],
    ["{,}", "name", 1],
  ])("%j is wrong at its place", (text, fault, place) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonFaultIn(text)).toMatchObject({ fault, at: place });
  });

  it.each([
    '{"a":[1,-0.5e+3,true,false,null,"\\u00e9\\/"],"b":{}}',
    " [ ] ",
    "0",
    '"x"',
    `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  ])("%.30s is JSON", (text) => {
    JSON.parse(text);
    expect(jsonFaultIn(text)).toBeNull();
  });

  it("is put right where that makes nothing up", () => {
    const repaired = (text: string) => JSON.parse(repairedJson(text) ?? "null");
    expect(repaired("{'a': [True, None, ], 'b': 'say \"x\" \\'y\\'\\xe9', }")).toEqual({
      a: [true, null],
      b: "say \"x\" 'y'é",
    });
    expect(repaired('{"a": "it\'s True,]"  ,\n}')).toEqual({ a: "it's True,]" });
    for (const text of ['{"a":"b', "{a:1}", "hello", "{'a': undefined}", "[1 2]"])
      expect(repairedJson(text)).toBeNull();
  });
});
