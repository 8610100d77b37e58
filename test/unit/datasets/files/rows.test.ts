import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { recognizeGiven } from "../../../../main/datasets/files/given.ts";
import { extractFiles } from "../../../../main/datasets/files/rows.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-test-rows-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

async function extracted(text: string, changes: { rows?: number; seed?: number; isGrouped?: boolean } = {}) {
  const [file, path] = [join(folder, "rows.jsonl"), join(folder, "out.jsonl")];
  writeFileSync(file, text);
  const { files } = await recognizeGiven([file], { method: "evaluation" });
  const { rows = null, seed = 1, isGrouped = false } = changes;
  const wanted = { files, rows, seed, isGrouped, scratch: join(folder, "near"), path };
  const count = await extractFiles(wanted, { signal: never });
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return { count, rows: lines.map((line) => JSON.parse(line)) };
}

const asking = (question: string) => JSON.stringify({ messages: [{ role: "user", content: question }] });
const numbered = Array.from({ length: 50 }, (_, number) => asking(`What is ${number}?`)).join("\n");

it("writes the rows of a file as a dataset would give them", async () => {
  const { count, rows } = await extracted(`${asking("What is gold?")}\n${asking("What is tin?")}\n`);
  expect(count).toBe(2);
  expect(rows).toEqual([
    { key: 1, text: asking("What is gold?"), tags: [], language: null, group: null },
    { key: 2, text: asking("What is tin?"), tags: [], language: null, group: null },
  ]);
});

it("draws rows with a seed, in the order of the file, the same ones each time", async () => {
  const keysOf = async (seed: number) =>
    (await extracted(numbered, { rows: 10, seed })).rows.map(({ key }) => key);
  const keys = await keysOf(7);
  expect(keys).toHaveLength(10);
  expect(keys).toEqual([...keys].sort((one, other) => one - other));
  expect(await keysOf(7)).toEqual(keys);
  expect(await keysOf(8)).not.toEqual(keys);
});

it("puts rows into one group that are nearly the same, and only these", async () => {
  const long = "Please tell me in a few plain words how the assayers of the old mint told gold from brass";
  const { rows } = await extracted(
    [
      asking(long),
      asking("What melts at 232 degrees and is used to solder wires together?"),
      asking(`${long}?`),
    ].join("\n"),
    { isGrouped: true },
  );
  const [first, second, third] = rows.map(({ group }) => group);
  expect(first).not.toBeNull();
  expect(third).toBe(first);
  expect(second).toBeNull();
});
