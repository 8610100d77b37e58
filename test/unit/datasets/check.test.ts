import { describe, expect, it } from "vitest";
import { checks, kindOf } from "../../../main/datasets/check.ts";
import { decoded } from "../../../main/datasets/decode.ts";
import { FoundryError } from "../../../main/foundry/error.ts";
import type { DatasetKind } from "../../../preload/contract/datasets.ts";

/** The bytes in pieces of a size, as a stream gives them. */
async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};

/** The rows of a file, or what is wrong with it. Whatever the pieces, it is the same. */
async function check(kind: DatasetKind, given: Uint8Array | string): Promise<unknown> {
  const bytes = typeof given === "string" ? utf8(given) : given;
  const answers = [];
  for (const size of [1, 3, 64 * 1024]) {
    answers.push(
      await checks[kind](decoded(inPieces(bytes, size))).catch((error: unknown) => {
        if (!(error instanceof FoundryError)) throw error;
        const { code, parameters } = error.diagnosis;
        return { code, ...parameters };
      }),
    );
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  return answers[0];
}

describe("JSONL", () => {
  it("is counted by its lines, whatever ends them and whatever their letters", async () => {
    expect(await check("jsonl", '{"a":1}\n{"b":"é漢🜚"}')).toBe(2);
    expect(await check("jsonl", '{"a":1}\r\n\r\n{"b":2}\r\n')).toBe(2);
    expect(await check("jsonl", '\ufeff{"a":1}\n')).toBe(1);
    expect(await check("jsonl", utf16('\ufeff{"a":"é"}\n{"b":2}'))).toBe(2);
    expect(await check("jsonl", utf16('\ufeff{"a":"é"}\n{"b":2}', true))).toBe(2);
    expect(await check("jsonl", utf16('{"a":1}\n'))).toBe(1);
    expect(await check("jsonl", utf16('{"a":1}\n', true))).toBe(1);
  });

  it("names the first line that is wrong, and why", async () => {
    expect(await check("jsonl", '{"a":1}\n\n{"a":\n{"b"')).toMatchObject({
      code: "dataset_bad_line",
      line: "3",
      what: expect.stringMatching(/JSON/),
    });
  });

  it("with a line of other JSON says that it is no object", async () => {
    for (const line of ["[1]", "5", '"text"', "null"])
      expect(await check("jsonl", `{}\n${line}`)).toMatchObject({
        line: "2",
        what: expect.stringContaining("no object"),
      });
  });

  it("is not taken when it is empty, endless in one line, or no text", async () => {
    expect(await check("jsonl", "")).toEqual({ code: "dataset_empty" });
    expect(await check("jsonl", " \n\r\n")).toEqual({ code: "dataset_empty" });
    expect(await check("jsonl", new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]))).toMatchObject({
      code: expect.stringMatching(/dataset_(binary|encoding)/),
    });
    const endless = (async function* () {
      for (;;) yield "x".repeat(1024 * 1024);
    })();
    await expect(checks.jsonl(endless)).rejects.toMatchObject({
      diagnosis: { code: "dataset_bad_line", parameters: { line: "1" } },
    });
  });
});

describe("CSV", () => {
  it("is counted by the records below its header, with commas, semicolons or tabs", async () => {
    expect(await check("csv", "question,answer\na,b\nc,d\n")).toBe(2);
    expect(await check("csv", 'q;a\n"one; two";"a ""word"""\n')).toBe(1);
    expect(await check("csv", "q\ta\r\n1\t2\r\n")).toBe(1);
    expect(await check("csv", 'q,a\n"a\nline; more",2\n')).toBe(1);
    expect(await check("csv", "\ufeffone\n1\n2")).toBe(2);
    expect(await check("csv", '"question, or two";answer\n"a, b";c\n')).toBe(1);
    expect(await check("csv", 'sep=;\r\nq;a\r\n"one, two";2\r\n3;4\r\n')).toBe(2);
  });

  it("names the line with another number of columns, and a quote that is never closed", async () => {
    expect(await check("csv", "q,a\n1,2\n3\n")).toMatchObject({
      code: "dataset_bad_line",
      line: "3",
      what: expect.stringContaining("columns"),
    });
    expect(await check("csv", 'q,a\n"1,2\n3,4\n')).toMatchObject({
      code: "dataset_bad_line",
      what: expect.stringContaining("quote"),
    });
  });

  it("is not taken without a record", async () => {
    expect(await check("csv", "q,a\n")).toEqual({ code: "dataset_empty" });
    expect(await check("csv", "")).toEqual({ code: "dataset_empty" });
  });
});

describe("text", () => {
  it("is counted by its lines, and may be in any alphabet", async () => {
    expect(await check("text", "one\n\ntwo\n")).toBe(2);
    expect(await check("text", utf16("\ufeffПроба\nзолота"))).toBe(2);
  });

  it("is not taken when it is none", async () => {
    for (const bytes of [
      [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0],
    ])
      expect(await check("text", new Uint8Array(bytes))).toMatchObject({
        code: expect.stringMatching(/^dataset_(binary|encoding)$/),
      });
    expect(await check("text", new Uint8Array([0x61, 0x62, 0x63, 0x64, 0xc3]))).toEqual({
      code: "dataset_encoding",
    });
    expect(await check("text", "  \n")).toEqual({ code: "dataset_empty" });
  });
});

it("the name says what a file is checked as", () => {
  expect(["a.jsonl", "A.NDJSON", "b.csv", "c.txt", "d.md", "e", "f.json"].map(kindOf)).toEqual([
    "jsonl",
    "jsonl",
    "csv",
    "text",
    "text",
    "text",
    "text",
  ]);
});
