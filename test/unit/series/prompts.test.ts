import { describe, expect, it } from "vitest";
import { promptLimits, readPrompts } from "../../../main/series/prompts.ts";
import { seededRandom } from "../../../main/statistics/random.ts";
import { tableStart } from "../../../preload/tables.ts";

const texts = (...given: Parameters<typeof readPrompts>) =>
  readPrompts(...given).prompts.map(({ text }) => text);

describe("prompts", () => {
  it("are one a line, or blocks", () => {
    expect(readPrompts("\uFEFFone\r\n\n  two  \n", "lines").prompts).toEqual([
      { text: "one", variables: { prompt: "one" }, line: 1 },
      { text: "two", variables: { prompt: "two" }, line: 3 },
    ]);
    expect(readPrompts("one\nmore of one\n\n \n\ntwo\n", "blocks").prompts).toMatchObject([
      { text: "one\nmore of one", line: 1 },
      { text: "two", line: 6 },
    ]);
    expect(texts("x", "lines", "Say {{prompt}} twice: {{ prompt }}")).toEqual(["Say x twice: x"]);
  });

  it("are a table's rows, with what is quoted, at the lines they begin", () => {
    const table = 'prompt,note\n"Say ""hi"",\nplease",first\n\nWhy?,second\n';
    expect(readPrompts(table, "csv")).toEqual({
      prompts: [
        { text: 'Say "hi",\nplease', variables: { prompt: 'Say "hi",\nplease', note: "first" }, line: 2 },
        { text: "Why?", variables: { prompt: "Why?", note: "second" }, line: 5 },
      ],
      variables: ["prompt", "note"],
      missing: [],
      unused: ["note"],
      problems: [],
    });
    expect(texts("city;country\r\nBern;Switzerland, CH\r\n", "csv", "{{city}} in {{country}}")).toEqual([
      "Bern in Switzerland, CH",
    ]);
    expect(texts("a\tb\n1\t2\n", "csv", "{{a}}{{b}}")).toEqual(["12"]);
  });

  it("are the objects of lines", () => {
    const lines = '{"city":"Bern","n":3,"open":true}\n\n{"city":"Wien","n":4,"open":false}';
    expect(texts(lines, "jsonl", "{{city}} {{n}} {{open}}")).toEqual(["Bern 3 true", "Wien 4 false"]);
  });

  it("are a table's rows, whatever separates its columns and stands in quotes", () => {
    const rows = (text: string) =>
      readPrompts(text, "csv").prompts.map(({ variables, line }) => [line, variables]);
    const one = (line = 2) => [[line, { prompt: "Why; and, how?", "note; where": "x" }]];
    expect(rows('"prompt","note; where"\n"Why; and, how?",x\n')).toEqual(one());
    expect(rows('"prompt"\t"note; where"\nWhy; and, how?\tx\n')).toEqual(one());
    expect(rows('prompt;"note; where"\n"Why; and, how?";x\n')).toEqual(one());
    expect(rows('sep=;\r\nprompt;"note; where"\r\n"Why; and, how?";x\r\n')).toEqual(one(3));
    expect(rows('\uFEFFsep=|\nprompt|"note; where"\nWhy; and, how?|x\n')).toEqual(one(3));
    for (const named of ['"sep=;"', "sep=;;", "SEP=; "])
      expect(rows(`${named}\nprompt;"note; where"\n"Why; and, how?";x\n`)).toEqual(one(3));
    expect(rows('"prompt","first\nand, second; line"\nx,y\n')).toEqual([
      [3, { prompt: "x", "first\nand, second; line": "y" }],
    ]);
    expect(rows('\n\nprompt;"note; where"\n"Why; and, how?";x\n')).toEqual(one(4));
    expect(readPrompts("sep=;\nprompt;note\nx\n", "csv").problems).toEqual([
      { kind: "fieldsDiffer", line: 3, name: "" },
    ]);
  });

  it("are a table's rows without the columns that a spreadsheet adds at its right", () => {
    const set = readPrompts("prompt,note,,\nWhy?,,,\nHow?,x\nWhen?,y,,\n", "csv");
    expect(set.problems).toEqual([]);
    expect(set.prompts.map(({ variables }) => variables)).toEqual([
      { prompt: "Why?", note: "" },
      { prompt: "How?", note: "x" },
      { prompt: "When?", note: "y" },
    ]);
    expect(texts("prompt,\nWhy?,\nHow?,\n", "csv")).toEqual(["Why?", "How?"]);
    expect(texts("prompt;\nWhy?;\n", "csv")).toEqual(["Why?"]);
    expect(readPrompts("prompt,,note\nx,,y\n", "csv").problems).toEqual([
      { kind: "nameMissing", line: 1, name: "" },
    ]);
  });

  it("of JSON keep a row whose variables are no text, and say so", () => {
    const lines = [
      { prompt: "Sort these", tags: ["a", "b"], more: null },
      { prompt: "And this", tags: { deep: [1] }, more: 2 },
    ].map((row) => JSON.stringify(row));
    const set = readPrompts(lines.join("\n"), "jsonl", "{{prompt}}: {{tags}}{{more}}");
    expect(set.prompts.map(({ text }) => text)).toEqual(['Sort these: ["a","b"]', 'And this: {"deep":[1]}2']);
    expect(set.problems).toEqual([
      { kind: "notAText", line: 1, name: "tags" },
      { kind: "notAText", line: 1, name: "more" },
      { kind: "notAText", line: 2, name: "tags" },
    ]);
    expect(texts('{"prompt":"Why?","meta":{"id":1}}', "jsonl")).toEqual(["Why?"]);
  });

  it("name what the template lacks, and what it leaves out", () => {
    const set = readPrompts("city,note\nBern,x\n", "csv", "{{city}} {{country}}");
    expect(set).toMatchObject({ prompts: [], missing: ["country"], unused: ["note"] });
    const some = readPrompts('{"a":"1","b":"2"}\n{"a":"1"}', "jsonl", "{{a}}{{b}}");
    expect(some.prompts).toHaveLength(1);
    expect(some.problems).toEqual([{ kind: "variableMissing", line: 2, name: "b" }]);
  });

  it("are filled once: what a value holds is text", () => {
    expect(texts('{"a":"{{b}} $& $1","b":"secret"}', "jsonl", "{{a}}")).toEqual(["{{b}} $& $1"]);
    expect(texts("x", "lines", "{{prompt}} { {{ }} {{{prompt}}}")).toEqual(["x { {{ }} {x}"]);
  });

  it("say with the line what is wrong", () => {
    const problems = (...given: Parameters<typeof readPrompts>) =>
      readPrompts(...given).problems.map(({ kind, line, name }) => `${line} ${kind} ${name}`.trim());
    expect(problems('prompt,b\nx,1\n"open,2\n', "csv")).toEqual(["3 csvBroken"]);
    expect(problems("prompt,b\nx\ny,1\nz,1,2\n", "csv")).toEqual(["2 fieldsDiffer", "4 fieldsDiffer"]);
    expect(problems("prompt,prompt\nx,1\n", "csv")).toEqual(["1 nameTwice prompt"]);
    expect(problems("prompt,\nx,1\n", "csv")).toEqual(["1 nameMissing"]);
    expect(problems('{"prompt":"x","":1}', "jsonl")).toEqual(["1 nameMissing"]);
    expect(problems('prompt,b\nsay "hi",1\n', "csv")).toEqual(["2 csvBroken"]);
    expect(problems("prompt,__proto__\nx,1\n", "csv")).toEqual(["1 nameRefused __proto__"]);
    expect(problems('{"prompt":"x"}\n{broken\n[1]\n{"prompt":{}}\n{"__proto__":"x"}', "jsonl")).toEqual([
      "2 jsonBroken",
      "3 notAnObject",
      "4 notAText prompt",
      "5 nameRefused __proto__",
    ]);
    expect(problems('{"prompt":" "}', "jsonl")).toEqual(["1 empty"]);
    expect(problems("x".repeat(promptLimits.characters + 1), "lines")).toEqual(["1 tooLong"]);
    expect(problems("x".repeat(promptLimits.text + 1), "lines")).toEqual(["1 textTooLong"]);
  });

  it("may be a table whose first line is very long", () => {
    for (const line of ["x".repeat(10_000_000), `"${"x".repeat(10_000_000)}`])
      expect(tableStart(line)).toEqual({ delimiter: ",", from: 0 });
  });

  it("keep to their limits", () => {
    const set = readPrompts("x\n".repeat(promptLimits.prompts + 5), "lines");
    expect(set.prompts).toHaveLength(promptLimits.prompts);
    expect(set.problems).toEqual([{ kind: "tooMany", line: promptLimits.prompts + 1, name: "" }]);
    expect(readPrompts("{\n".repeat(500), "jsonl").problems).toHaveLength(promptLimits.problems);
  });

  it("come of any text without a fault", () => {
    const pieces = [
      '"',
      ",",
      ";",
      "\n",
      "\r",
      "\t",
      "{",
      "}",
      "{{prompt}}",
      "prompt",
      '{"prompt":"x"}',
      "\0",
      "\uFEFF",
      "\ud800",
      ":",
    ];
    const random = seededRandom(11);
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: 30 }, () => pieces[Math.floor(random() * pieces.length)]).join("");
      for (const format of ["lines", "blocks", "csv", "jsonl"] as const) {
        for (const { line } of readPrompts(text, format).problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
        }
      }
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
