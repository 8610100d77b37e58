import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { recognize } from "../../../../main/datasets/reading/formats.ts";
import { given, recordsIn, refusal } from "./sources.ts";

const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};
const values = async (name: string, content: Uint8Array | string) =>
  (await recordsIn(given(name, content))).map(({ value }) => value);
const places = async (name: string, content: string) =>
  (await recordsIn(given(name, content))).map(({ line, text, value }) => [line, text, value !== undefined]);

describe("JSONL", () => {
  it("keeps each line as it is written, with its number", async () => {
    const lines = ['{"a":1.0,"a":2}', ' {"n":12345678901234567890} ', '{"s":"\\ud800"}'];
    const records = await recordsIn(given("a.jsonl", lines.join("\n")));
    expect(records.map(({ text }) => text)).toEqual(lines);
    expect(records.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it("ends its lines at LF, CR LF and CR, not at U+2028, and counts empty ones", async () => {
    expect(await places("a.jsonl", '{"a":1}\r\n\r\n{"a":2}\r{"a":3}\n\n\n{"a":"\u2028"}\n')).toEqual([
      [1, '{"a":1}', true],
      [3, '{"a":2}', true],
      [4, '{"a":3}', true],
      [7, '{"a":"\u2028"}', true],
    ]);
  });

  it("cuts no line end and no letter, wherever its pieces end", async () => {
    // Lines of 7 and 8 bytes: each of their cuts falls on a border of 256 kB or 64 kB somewhere.
    for (const end of ["\n", "\r\n", "\r"]) {
      const line = '{"é":1}';
      const records = await recordsIn(given("a.jsonl", `${line}${end}`.repeat(70_001)));
      expect(records.length).toBe(70_001);
      expect(records.every(({ text }) => text === line)).toBe(true);
      expect(records.at(-1)?.line).toBe(70_001);
    }
  });

  it("keeps what is broken as it is written", async () => {
    const lines = ['{"a":}', '{"a":"x\u0000y"}', '{"a":1}}', '{"a":"\\x"}', '{"a":[1,2'];
    const records = await recordsIn(given("a.jsonl", ['{"a":1}', ...lines, "[1]"].join("\n")));
    expect(records.map(({ value }) => value)).toEqual([{ a: 1 }, ...lines.map(() => undefined), [1]]);
    expect(records.slice(1, -1).map(({ text }) => text)).toEqual(lines);
  });

  it("is not read where it is nested too deeply, and is at the limit", async () => {
    const nested = (depth: number) => `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
    expect(await places("a.jsonl", [nested(200), nested(201), "[".repeat(100_000)].join("\n"))).toEqual([
      [1, nested(200), true],
      [2, nested(201), false],
      [3, "[".repeat(100_000), false],
    ]);
    const wide = `{"a":[${Array(500).fill("[]").join(",")}],"b":"${"[".repeat(500)}"}`;
    expect((await recordsIn(given("a.jsonl", wide)))[0]?.value).toEqual(JSON.parse(wide));
  });

  it("has names as data that every object has", async () => {
    const [value] = await values("a.jsonl", '{"__proto__":{"x":1},"constructor":2}');
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe("encodings", () => {
  const text = '{"a":"Grüße – 5 €"}\n{"a":"naïve"}\n';
  const windows = new Uint8Array(Buffer.from(text.replace("–", "\x96").replace("€", "\x80"), "latin1"));
  const long = `{"a":"${"plain ".repeat(200)}"}\n`;
  it.each([
    ["utf-8", false, new TextEncoder().encode(text)],
    ["utf-8", true, new TextEncoder().encode(`\ufeff${text}`)],
    ["utf-16le", true, utf16(`\ufeff${text}`)],
    ["utf-16be", true, utf16(`\ufeff${text}`, true)],
    ["utf-16le", false, utf16(text)],
    ["utf-16be", false, utf16(text, true)],
    ["windows-1252", false, windows],
  ] as const)("%s, with a mark: %s", async (encoding, hasMark, bytes) => {
    expect(await recognize(given("a.jsonl", bytes))).toMatchObject({ encoding, hasMark, format: "jsonl" });
    expect(await values("a.jsonl", bytes)).toEqual([{ a: "Grüße – 5 €" }, { a: "naïve" }]);
    expect(await values("a.jsonl.gz", gzipSync(bytes))).toEqual([{ a: "Grüße – 5 €" }, { a: "naïve" }]);
  });

  it("are told also where they show late", async () => {
    const bytes = new Uint8Array([...Buffer.from(long.repeat(80)), ...windows]);
    const { recordsOf } = await import("../../../../main/datasets/reading/records.ts");
    const source = given("a.jsonl", bytes);
    const facts = await recognize(source);
    expect(facts.encoding).toBe("windows-1252");
    let told = "";
    const read = recordsOf(source, facts, { onEncoding: ({ encoding }) => (told = encoding) });
    for await (const _batch of read);
    expect(told).toBe("windows-1252");
    expect((await recognize(given("a.jsonl", Buffer.from(long.repeat(80))))).encoding).toBe("utf-8");
  });

  it("that are none refuse the file, a zero in one line does not", async () => {
    expect(
      await refusal(() => recordsIn(given("a.jsonl", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10])))),
    ).toEqual({
      code: "dataset_binary",
    });
    expect(await refusal(() => recordsIn(given("a.jsonl", new Uint8Array(4096))))).toEqual({
      code: "dataset_binary",
    });
    const damaged = new Uint8Array([...Buffer.from('{"a":"é"}\n{"a":"'), 0xff, ...Buffer.from('"}\n')]);
    expect(await refusal(() => recordsIn(given("a.jsonl", damaged)))).toEqual({ code: "dataset_encoding" });
    expect(await values("a.txt", "a line\u0000 and\nanother one")).toEqual([
      "a line\u0000 and",
      "another one",
    ]);
  });
});

describe("a JSON array", () => {
  it("is read element by element, as they are written", async () => {
    expect(await places("a.json", '[\n  {"a": [1, 2]},\n  {"b": "],{"},\r\n {"c":\n3}, 5\n]\n')).toEqual([
      [2, '{"a": [1, 2]}', true],
      [3, '{"b": "],{"}', true],
      [4, '{"c":\n3}', true],
      [5, "5", true],
    ]);
  });

  it("is found under a name that files have their rows under", async () => {
    const text = JSON.stringify(
      { version: 1, meta: { data: [1] }, data: [{ a: 1 }, { a: 2 }], more: [3] },
      null,
      2,
    );
    expect(await recognize(given("a.json", text))).toMatchObject({ format: "json", rowsName: "data" });
    expect(await values("a.json", text)).toEqual([{ a: 1 }, { a: 2 }]);
    const example = JSON.stringify({ messages: [{ role: "user", content: "x" }] }, null, 2);
    expect(await values("a.json", example)).toEqual([JSON.parse(example)]);
    expect(await values("a.json", `${example}\n${example}`)).toHaveLength(2);
  });

  it("that breaks off, or goes on behind its end, loses nothing", async () => {
    expect(await places("a.json", '[{"a":1},{"a":"x')).toEqual([
      [1, '{"a":1}', true],
      [1, '{"a":"x', false],
    ]);
    expect(await places("a.json", '[{"a":1}]\n{"b":2}')).toEqual([
      [1, '{"a":1}', true],
      [2, '{"b":2}', true],
    ]);
    expect(await values("a.json", "[]")).toEqual([]);
  });

  it("is cut nowhere by the pieces it comes in", async () => {
    const element = { text: 'a "quote" \\ ] } , é', list: [[1], {}] };
    const all = Array(9001).fill(element);
    expect(await values("a.json", JSON.stringify(all, null, 1))).toEqual(all);
  });
});

describe("a table", () => {
  it.each([
    [",", "a.csv"],
    [";", "a.csv"],
    ["\t", "a.tsv"],
  ])("with %j between its columns is read", async (delimiter, name) => {
    const text = [
      `name${delimiter}said`,
      `Ann${delimiter}"a${delimiter}b\r\nc ""d"""`,
      `Bo${delimiter}x`,
    ].join("\r\n");
    const records = await recordsIn(given(name, text));
    expect(records).toEqual([
      { line: 2, text: null, value: { name: "Ann", said: `a${delimiter}b\r\nc "d"` } },
      { line: 4, text: null, value: { name: "Bo", said: "x" } },
    ]);
    expect(await recognize(given(name, text))).toMatchObject({
      format: "csv",
      delimiter,
      columns: ["name", "said"],
    });
  });

  it("that is called one of tabs has tabs, whatever else is in its names", async () => {
    expect(await values("a.tsv", "a, b, c\td\n1, 2\t3\n")).toEqual([{ "a, b, c": "1, 2", d: "3" }]);
  });

  it("that is one conversation is one record", async () => {
    const turns = [
      { role: "user", content: "Hi" },
      { role: "assistant", tool_calls: [] },
    ];
    for (const text of [JSON.stringify(turns), JSON.stringify(turns, null, 2)])
      expect((await recordsIn(given("pasted", text))).map(({ value, line }) => [value, line])).toEqual([
        [turns, 1],
      ]);
    const rows = [{ role: "user", content: "Hi" }, { prompt: "Hi" }];
    expect(await recordsIn(given("pasted", JSON.stringify(rows)))).toHaveLength(2);
  });

  it("of tabs needs one record below its names, of commas two", async () => {
    expect(await recordsIn(given("pasted", "question\tanswer\nWhat?\tThat"))).toMatchObject([
      { line: 2, value: { question: "What?", answer: "That" } },
    ]);
    expect(await recordsIn(given("pasted", "question,answer\nWhat?,That"))).toHaveLength(2);
  });

  it("of one line of JSONL is that line, whatever it has", async () => {
    const line = '{"id":1,"items":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"}]}';
    expect((await recordsIn(given("a.jsonl", `${line}\n`))).map(({ text }) => text)).toEqual([line]);
    expect(await recordsIn(given("a.json", `${line}\n`))).toHaveLength(2);
  });

  it("that names its separator is read from the line below", async () => {
    expect(await recordsIn(given("a.csv", '#TYPE System.Object, x\r\n"a";"b"\r\n"1";"2"\r\n'))).toEqual([
      { line: 3, text: null, value: { a: "1", b: "2" } },
    ]);
    expect(await recordsIn(given("a.csv", "sep=|\na|b\n1|2\n"))).toEqual([
      { line: 3, text: null, value: { a: "1", b: "2" } },
    ]);
  });

  it("may have fewer cells in a record, and keeps one that has more as it is written", async () => {
    expect(await recordsIn(given("a.csv", 'a,b\n1\n1,2,"x"\n\n1,2,,\n3,"4\n5'))).toEqual([
      { line: 2, text: null, value: { a: "1", b: "" } },
      { line: 3, text: '1,2,"x"', value: undefined },
      { line: 5, text: null, value: { a: "1", b: "2" } },
      { line: 6, text: '3,"4\n5', value: undefined },
    ]);
  });

  it("loses one line to a quote that is never closed, not all behind it", async () => {
    const lines = Array.from({ length: 1000 }, (_, index) =>
      index === 100 ? '"5 inches,x' : `${index},"a,b"`,
    );
    const records = await recordsIn(
      given("a.csv", `a,b\n${lines.join("\n")}\n`.replace('5,"a,b"', '5,"a\r\nb"')),
    );
    const wrong = records.filter(({ value }) => value === undefined);
    // The quote closes at the next one, with a record in it: said, not taken for one cell.
    expect(records.length).toBeGreaterThan(990);
    expect(wrong.map(({ line }) => line)).toEqual([103]);
    expect(records.at(-1)).toMatchObject({ line: 1002, value: { a: "999", b: "a,b" } });
    const plain = Array.from({ length: 1000 }, (_, index) => (index === 100 ? '"5 inches,x' : `${index},b`));
    const others = await recordsIn(given("a.csv", `a,b\n${plain.join("\n")}\n`));
    expect(others.length).toBe(1000);
    expect(others.filter(({ value }) => value === undefined)).toEqual([
      { line: 102, text: '"5 inches,x', value: undefined },
    ]);
    expect(others.at(-1)).toMatchObject({ line: 1001, value: { a: "999", b: "b" } });
  });

  it("takes a quote within a cell for a letter, and what follows a closed one for a fault", async () => {
    expect(await values("a.csv", 'a,b\n5" pipe,"x" \n')).toEqual([{ a: '5" pipe', b: "x" }]);
    expect(await places("a.csv", 'a,b\n1,"x"y\n2,"z"\n')).toEqual([
      [2, '1,"x"y', false],
      [3, null, true],
    ]);
  });

  it("has columns of its own names, and says which were changed", async () => {
    const source = given("a.csv", "a,,a,__proto__, a_2 ,a\n1,2,3,4,5,6\n");
    expect(await recognize(source)).toMatchObject({
      columns: ["a", "column_2", "a_3", "__proto__", "a_2", "a_4"],
      renamed: [
        { column: 2, from: "", to: "column_2" },
        { column: 3, from: "a", to: "a_3" },
        { column: 6, from: "a", to: "a_4" },
      ],
    });
    expect(Object.entries((await values("a.csv", "__proto__,b\nx,y"))[0] as object)).toEqual([
      ["__proto__", "x"],
      ["b", "y"],
    ]);
  });

  it("is cut nowhere by the pieces it comes in", async () => {
    const record = '"é ""x""\r\n",b\r\n';
    const records = await recordsIn(given("a.csv", `one,two\r\n${record.repeat(60_001)}`));
    expect(records.length).toBe(60_001);
    expect(
      records.every(({ value }) => JSON.stringify(value) === JSON.stringify({ one: 'é "x"\r\n', two: "b" })),
    ).toBe(true);
    expect(records.at(-1)?.line).toBe(2 + 2 * 60_000);
  });
});

describe("a format", () => {
  const objects = '{"a":1}\n{"a":2}\n';
  it.each([
    ["a.json", objects, "jsonl"],
    ["a.csv", objects, "jsonl"],
    ["noname", objects, "jsonl"],
    ["a.jsonl", '{"a":\n{"a":2}\n', "jsonl"],
    ["a.jsonl", '[\n {"a":1},\n {"a":2}\n]', "json"],
    ["a.jsonl", '[{"a":1},\n{"a":2}\n]', "json"],
    ["a.jsonl", "[1]\n[2]\n", "jsonl"],
    ["a.json", '{\n "a": 1\n}', "json"],
    ["a.json", '{ "a": {\n "b": 1 }\n}', "json"],
    ["a.json", "nothing", "jsonl"],
    ["a.csv", "[id],name\n1,2", "csv"],
    ["a.txt", "id,name\n1,2\n3,4", "csv"],
    ["a.txt", "Dear all,\nhello, you\nand, so on", "text"],
    ["a.txt", "Well, he said. No\nYes, she said\nSo, be it", "text"],
    ["a.txt", "Roses are red, violets are blue\nSugar is sweet, and so are you\nOne, two", "text"],
    ["a.md", "id,name\n1,2\n3,4", "text"],
    ["a.md", "# Title\n\n[link](x)", "text"],
    ["a.md", "[link](x)\ntext", "text"],
    ["a.jsonl", `{"a":"${"x".repeat(70_000)}"}\n${objects}`, "jsonl"],
    ["a.json", `[{"a":"${"x".repeat(70_000)}"}]`, "json"],
  ])("of %s is told by what is in it first: %#", async (name, text, format) => {
    expect((await recognize(given(name, text))).format).toBe(format);
  });

  it("that says nothing is refused", async () => {
    expect(await refusal(() => recognize(given("a.jsonl", " \n")))).toEqual({ code: "dataset_empty" });
    expect(await refusal(() => recognize(given("a.xlsx", new Uint8Array([0x50, 0x4b, 3, 4, 0]))))).toEqual({
      code: "dataset_zip",
    });
  });
});
