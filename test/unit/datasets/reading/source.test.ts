import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesIn } from "../../../../main/datasets/reading/files.ts";
import { recognize } from "../../../../main/datasets/reading/formats.ts";
import { recordsOf } from "../../../../main/datasets/reading/records.ts";
import { given, recordsIn, refusal } from "./sources.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-reading-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const isUnix = process.platform !== "win32";

describe("what is no file", () => {
  it.runIf(isUnix)("is refused without waiting for it", async () => {
    const pipe = join(folder, "pipe.jsonl");
    execFileSync("mkfifo", [pipe]);
    for (const path of [pipe, "/dev/zero", folder, join(folder, "missing.jsonl")])
      expect(await refusal(() => recognize({ path }))).toEqual({ code: "dataset_unreadable" });
  });
});

describe("a file that does not stay as it is", () => {
  const line = `{"a":"${"x".repeat(90)}"}\n`;
  /** What reading ends with where something happens to the file after the first records. */
  const whileRead = async (change: (path: string) => void) => {
    const path = file("changing.jsonl", line.repeat(20_000));
    const facts = await recognize({ path });
    return refusal(async () => {
      let isChanged = false;
      for await (const _batch of recordsOf({ path }, facts)) {
        if (!isChanged) change(path);
        isChanged = true;
      }
    });
  };
  it.each([
    ["grows", (path: string) => appendFileSync(path, line)],
    ["shrinks", (path: string) => truncateSync(path, 1000)],
    ["is rewritten", (path: string) => writeFileSync(path, line.repeat(20_000))],
    ["is deleted", (path: string) => rmSync(path)],
    ["is replaced", (path: string) => renameSync(file("other.jsonl", line.repeat(20_000)), path)],
  ])("because it %s is refused", async (_, change) => {
    expect(await whileRead(change)).toEqual({ code: "dataset_changed" });
  });

  it("is read to the end where nothing happens, with its progress, and no further once it is cancelled", async () => {
    const path = file("still.jsonl", line.repeat(20_000));
    const facts = await recognize({ path });
    const seen: number[] = [];
    const onBytes = (read: number, total: number) => seen.push(read / total);
    for await (const _batch of recordsOf({ path }, facts, { onBytes }));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(seen.at(-1)).toBe(1);
    const control = new AbortController();
    const cancelled = async () => {
      for await (const _batch of recordsOf({ path }, facts, { signal: control.signal })) control.abort();
    };
    await expect(cancelled()).rejects.toThrow(/abort/i);
  });
});

describe("a line without an end", () => {
  it("of 2 GB is refused with its number before it is in memory", async () => {
    const path = file("sparse.jsonl", `{"a":1}\n{"a":"${"x".repeat(1000)}`);
    truncateSync(path, 2 * 1024 ** 3);
    const before = process.memoryUsage().rss;
    expect(await refusal(async () => recordsIn({ path }))).toMatchObject({
      code: "dataset_bad_line",
      line: "2",
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 ** 2);
    truncateSync(path, 0);
  });

  it.each([
    ["a.json", '[{"a":1},\n{"a":"'],
    ["a.csv", 'a,b\n1,"'],
  ])("in %s is refused too", async (name, start) => {
    const path = file(name, `${start}${"x".repeat(1000)}`);
    truncateSync(path, 2 * 1024 ** 3);
    expect(await refusal(async () => recordsIn({ path }))).toMatchObject({
      code: "dataset_bad_line",
      line: "2",
    });
    truncateSync(path, 0);
  });
});

describe("gzip", () => {
  const text = '{"a":1}\n{"a":2}\n';
  const packed = gzipSync(text);

  it("is known by what is in it, and read to the last of its members", async () => {
    const source = given("a.csv", new Uint8Array([...packed, ...gzipSync('{"a":3}\n')]));
    expect(await recognize(source)).toMatchObject({ format: "jsonl", isGzip: true });
    expect((await recordsIn(source)).map(({ value }) => value)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it.each([
    ["dataset_gzip", packed.subarray(0, packed.length - 10)],
    ["dataset_gzip", Buffer.from(packed).fill(7, packed.length - 8, packed.length - 4)],
    ["dataset_gzip_twice", gzipSync(packed)],
    ["dataset_gzip_parquet", gzipSync("PAR1 and so on PAR1")],
  ])("is refused as %s", async (code, bytes) => {
    expect(await refusal(() => recordsIn(given("a.gz", new Uint8Array(bytes))))).toEqual({ code });
  });

  it("that unpacks to far more than any data would is refused", async () => {
    const line = `{"a":"${"x".repeat(1_000_000)}"}\n`;
    const bomb = gzipSync(line.repeat(120), { level: 9 });
    expect(await refusal(() => recordsIn(given("a.jsonl.gz", bomb)))).toEqual({ code: "dataset_bomb" });
  });
});

describe("the files of a folder", () => {
  it("are those that are data, sorted, not hidden, not linked, four folders deep", async () => {
    const root = join(folder, "tree");
    mkdirSync(join(root, "b/c/d/e"), { recursive: true });
    mkdirSync(join(root, ".hidden"));
    for (const name of [
      "z.jsonl",
      "a.CSV.gz",
      "note.docx",
      ".x.csv",
      ".hidden/a.csv",
      "b/1.parquet",
      "b/c/d/deep.tsv",
      "b/c/d/e/deeper.tsv",
    ])
      writeFileSync(join(root, name), "x");
    if (isUnix) symlinkSync(join(root, "z.jsonl"), join(root, "link.jsonl"));
    expect(await filesIn([root, join(root, "note.docx")])).toEqual({
      files: ["a.CSV.gz", "b/1.parquet", "b/c/d/deep.tsv", "z.jsonl", "note.docx"].map((name) =>
        join(root, name),
      ),
      isCut: false,
    });
    expect(await refusal(() => filesIn([join(root, "gone")]))).toEqual({ code: "dataset_unreadable" });
  });

  it("are a thousand at most, which is said", async () => {
    const root = join(folder, "many");
    mkdirSync(root);
    for (let index = 0; index < 1001; index++) writeFileSync(join(root, `${index}.csv`), "");
    const { files, isCut } = await filesIn([root]);
    expect([files.length, isCut]).toEqual([1000, true]);
  });
});
