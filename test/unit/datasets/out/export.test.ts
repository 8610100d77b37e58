import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportRows } from "../../../../main/datasets/out/export.ts";
import { writeSafely } from "../../../../main/datasets/out/write-safely.ts";
import type { ExportFormat } from "../../../../preload/contract/dataset-exports.ts";
import { given, recordsIn, refusal } from "../reading/sources.ts";

/** What is written for rows, which come in batches of two. */
async function written(rows: string[], as: Partial<ExportFormat>) {
  const format: ExportFormat = {
    format: "jsonl",
    gzip: false,
    from: "supervised",
    to: as.from ?? "supervised",
    ...as,
  };
  function* batches() {
    for (let from = 0; from < rows.length; from += 2) yield rows.slice(from, from + 2);
  }
  const pieces: Buffer[] = [];
  const summary = await exportRows(batches, format, (piece) => {
    pieces.push(Buffer.from(piece));
  });
  return { bytes: Buffer.concat(pieces), summary };
}

const user = { role: "user", content: "Hi" };
const assistant = { role: "assistant", content: "=1+1" };
const chat = JSON.stringify({ messages: [user, assistant] });

describe("JSONL", () => {
  it("has rows as they are written, one a line, broken ones too, in UTF-8 without a mark", async () => {
    const rows = ['{"n":1.0,"n":2}', '{"broken', '{"a":"é\u2028"}', '{"a":\n1}'];
    for (const from of ["supervised", "vision", "preference", "reinforcement", "evaluation"] as const) {
      const { bytes, summary } = await written(rows, { from });
      expect(bytes.toString("utf8")).toBe('{"n":1.0,"n":2}\n{"broken\n{"a":"é\u2028"}\n{"a":1}\n');
      expect(summary).toEqual({ written: 4, leftOut: 0 });
    }
  });

  it("is valid UTF-8 also with half a character in a row", async () => {
    const { bytes } = await written(['{"a":"\ud83d x \ude00 😀"}'], {});
    expect(bytes.toString("utf8")).toBe('{"a":"\\ud83d x \\ude00 😀"}\n');
    expect(JSON.parse(bytes.toString("utf8")).a).toBe("\ud83d x \ude00 😀");
  });

  it("is converted to another method, and what cannot be is counted", async () => {
    const { bytes, summary } = await written([chat, "{", '{"messages":[]}'], { to: "reinforcement" });
    expect(bytes.toString("utf8")).toBe(
      `${JSON.stringify({ messages: [user], reference_answer: "=1+1" })}\n`,
    );
    expect(summary).toEqual({ written: 1, leftOut: 2 });
  });

  it("can be packed", async () => {
    const { bytes } = await written([chat, chat, chat], { gzip: true });
    expect(gunzipSync(bytes).toString("utf8")).toBe(`${chat}\n`.repeat(3));
  });
});

describe("CSV", () => {
  it("has a column a field, lists as JSON, and no formulas", async () => {
    const rows = [
      '{"a":"=1+1","n":-5}',
      '{"n":2.5,"list":[1,"x"],"t":true}',
      '{"a":null,"q":"a \\"b\\", c"}',
    ];
    const { bytes } = await written(rows, { format: "csv", from: "evaluation" });
    expect(bytes.toString("utf8")).toBe(
      ["a,n,list,t,q", "'=1+1,-5,,,", ',2.5,"[1,""x""]",true,', ',,,,"a ""b"", c"', ""].join("\r\n"),
    );
  });

  it("has a prompt and a completion each where conversations have two turns", async () => {
    const { bytes, summary } = await written([chat, '{"messages":[]}'], {
      format: "csv",
      to: "prompt_completion",
    });
    expect(bytes.toString("utf8")).toBe("prompt,completion\r\nHi,'=1+1\r\n");
    expect(summary).toEqual({ written: 1, leftOut: 1 });
  });

  it("is read again as it was, messages and empty values too", async () => {
    const { bytes } = await written([chat, '{"messages":""}'], { format: "csv" });
    const records = await recordsIn(given("a.csv", new Uint8Array(bytes)));
    expect(records.map(({ value }) => value)).toEqual([
      { messages: JSON.stringify([user, assistant]) },
      { messages: "" },
    ]);
  });

  it("needs a row", async () => {
    expect(await refusal(() => written([], { format: "csv" }))).toEqual({ code: "dataset_empty" });
    expect(await refusal(() => written(["[]"], { format: "parquet" }))).toEqual({ code: "dataset_empty" });
  });
});

describe("Parquet", () => {
  it("is read again as it was", async () => {
    const rows = [
      {
        messages: [user, { role: "assistant", content: [{ type: "text", text: "x" }], weight: 1 }],
        n: 1,
        r: 0.5,
        t: true,
      },
      { messages: [user], n: -7, r: 3, t: false, mixed: "1", text: "é 漢 😀", half: "\ud800" },
      { mixed: { a: [null, 1] }, text: "", tools: [{}] },
      JSON.parse('{"__proto__":{"__proto__":1,"x":"y"},"constructor":"c","a.b":1}'),
    ];
    const { bytes, summary } = await written(
      rows.map((row) => JSON.stringify(row)),
      {
        format: "parquet",
        from: "evaluation",
      },
    );
    expect(summary).toEqual({ written: 4, leftOut: 0 });
    const records = await recordsIn(given("a.parquet", new Uint8Array(bytes)));
    expect(records.map(({ value }) => JSON.stringify(value))).toEqual(
      rows.map((row) => JSON.stringify(inColumns(row, rows))),
    );
    expect(records.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it("has more groups where there are many rows", async () => {
    const rows = Array.from({ length: 20_001 }, (_, index) =>
      JSON.stringify({ index, said: `row ${index}` }),
    );
    const { bytes } = await written(rows, { format: "parquet", from: "evaluation" });
    const records = await recordsIn(given("a.parquet", new Uint8Array(bytes)));
    expect(records.map(({ value }) => JSON.stringify(value))).toEqual(rows);
  });

  it("has fields beyond 500 in one last column", async () => {
    const row = Object.fromEntries(Array.from({ length: 502 }, (_, index) => [`f${index}`, index]));
    const { bytes } = await written([JSON.stringify(row)], { format: "parquet", from: "evaluation" });
    const [record] = await recordsIn(given("a.parquet", new Uint8Array(bytes)));
    expect(record?.value).toMatchObject({ f0: 0, f499: 499, more_fields: { f500: 500, f501: 501 } });
  });
});

/** A row with its fields in the order of the table's columns. */
function inColumns(row: object, rows: object[]): object {
  const names = [...new Set(rows.flatMap((one) => Object.keys(one)))];
  const own = new Map(Object.entries(row));
  return Object.fromEntries(names.filter((name) => own.has(name)).map((name) => [name, own.get(name)]));
}

describe("a file", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "assay-export-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is written as a whole, in the order of its pieces, or stays what it was", async () => {
    const path = join(folder, "a.jsonl");
    writeFileSync(path, "old");
    const failing = writeSafely(path, async (write) => {
      await write("x".repeat(300_000));
      throw new Error("stopped");
    });
    await expect(failing).rejects.toThrow("stopped");
    expect(readFileSync(path, "utf8")).toBe("old");
    const made = await writeSafely(path, async (write) => {
      await write("é");
      await write(new Uint8Array([0x0a]));
      await write("b");
      expect(readFileSync(path, "utf8")).toBe("old");
      return 5;
    });
    expect([made, readFileSync(path, "utf8")]).toEqual([5, "é\nb"]);
    expect(readdirSync(folder)).toEqual(["a.jsonl"]);
  });

  it("that cannot be written is said, and nothing is left of it when it is cancelled", async () => {
    expect(await refusal(() => writeSafely(join(folder, "no/where"), async () => {}))).toEqual({
      code: "storage_failed",
    });
    const control = new AbortController();
    const rows = function* () {
      yield [chat];
      control.abort();
      yield [chat];
    };
    const format: ExportFormat = { format: "jsonl", gzip: true, from: "supervised", to: "supervised" };
    const cancelled = writeSafely(join(folder, "b.jsonl"), (write) =>
      exportRows(rows, format, write, { signal: control.signal }),
    );
    await expect(cancelled).rejects.toThrow(/abort/i);
    expect(readdirSync(folder)).toEqual(["a.jsonl"]);
  });
});
