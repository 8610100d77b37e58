import { describe, expect, it } from "vitest";
import { fieldOf, listOrObject } from "../../../../main/datasets/shapes/field.ts";

describe("a list or an object in a text", () => {
  it.each<[string, unknown]>([
    ['[{"a": 1}]', [{ a: 1 }]],
    ["[{'role': 'user', 'content': \"it's\"}]", [{ role: "user", content: "it's" }]],
    ["[{'a': 'x\\'y\\n', 'b': None, 'c': True}]", [{ a: "x'y\n", b: null, c: true }]],
    ["[{'a': '}'}\n {'a': '{'}]", [{ a: "}" }, { a: "{" }]],
    ["{'a': (1, 2.5)}", { a: [1, 2.5] }],
  ])("is read: %s", (text, value) => expect(listOrObject(text)).toEqual(value));

  it.each(["plain", "[not JSON", "{'a': 'open}", "[array([1])]", "{'a': __import__}", "[".repeat(300), ""])(
    "is none, and stays a text: %s",
    (text) => expect(listOrObject(text)).toBe(text),
  );

  it("has names as data that every object has", () => {
    const value = listOrObject("{'__proto__': {'x': 1}}");
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect(fieldOf(value, "__proto__.x")).toBe(1);
    expect(fieldOf({}, "__proto__")).toBeUndefined();
    expect(fieldOf({}, "constructor.name")).toBeUndefined();
    expect(fieldOf({ a: null }, "a")).toBeUndefined();
    expect(fieldOf({ a: '{"b":1}' }, "a.b")).toBe(1);
    expect(fieldOf({ a: 1 }, "a.".repeat(1000))).toBeUndefined();
  });

  it("takes its time by its length", () => {
    const start = process.cpuUsage();
    for (const piece of ["'\\'", "'", '"\\', "{ ", "} "]) listOrObject(`[${piece.repeat(50_000)}`);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
  });
});
