import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatasets } from "../../../main/datasets/datasets.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();

const begin = () => {
  const home = profile();
  const folder = join(home, "datasets");
  const told: string[][] = [];
  const database = openDatabase(join(home, "assay.db"));
  const datasets = openDatasets(database, folder, (_event, list) =>
    told.push((list as { name: string }[]).map(({ name }) => name)),
  );
  return { home, folder, told, database, datasets };
};

const bytes = (text: string) => new TextEncoder().encode(text);

describe("uploaded files", () => {
  it("are copied as UTF-8 for their owner only, counted, and told of", async () => {
    const { home, folder, told, datasets } = begin();
    const path = join(home, "my examples.jsonl");
    writeFileSync(path, Buffer.from('\ufeff{"a":"é"}\n{"b":2}\n', "utf16le"));
    const { taken, refused } = await datasets.take([{ path }, { name: "t.csv", bytes: bytes("q,a\n1,2\n") }]);
    expect(refused).toEqual([]);
    expect(taken).toMatchObject([
      { name: "my examples.jsonl", kind: "jsonl", rows: 2, size: 19 },
      { name: "t.csv", kind: "csv", rows: 1, size: 8 },
    ]);
    const copy = join(folder, `${taken[0]?.id}.jsonl`);
    expect(readFileSync(copy, "utf8")).toBe('{"a":"é"}\n{"b":2}\n');
    expect([statSync(folder).mode & 0o777, statSync(copy).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(told.at(-1)?.sort()).toEqual(["my examples.jsonl", "t.csv"]);
  });

  it("leave nothing behind when they are not taken, and do not stop the others", async () => {
    const { home, folder, datasets } = begin();
    mkdirSync(join(home, "folder.txt"));
    const { taken, refused } = await datasets.take([
      { name: "bad.jsonl", bytes: bytes('{"a":1}\nnot json') },
      { name: "picture.txt", bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]) },
      { name: "good.txt", bytes: bytes("fine") },
      { path: join(home, "gone.csv") },
      { path: join(home, "folder.txt") },
    ]);
    expect(taken.map(({ name }) => name)).toEqual(["good.txt"]);
    expect(refused).toMatchObject([
      { name: "bad.jsonl", diagnosis: { code: "dataset_bad_line", parameters: { line: "2" } } },
      { name: "picture.txt", diagnosis: { code: expect.stringMatching(/binary|encoding/) } },
      { name: "gone.csv", diagnosis: { code: "dataset_unreadable" } },
      { name: "folder.txt", diagnosis: { code: "dataset_unreadable" } },
    ]);
    expect(readdirSync(folder)).toEqual([`${taken[0]?.id}.text`]);
  });

  it("never write where a name leads", async () => {
    const { home, folder, datasets } = begin();
    const { taken } = await datasets.take([{ name: "../../escape.csv", bytes: bytes("q\n1") }]);
    expect(readdirSync(folder)).toEqual([`${taken[0]?.id}.csv`]);
    expect(readdirSync(home)).not.toContain("escape.csv");
  });

  it("are renamed, removed with the way back, and deleted when that is over", async () => {
    const { folder, datasets, database } = begin();
    const { taken } = await datasets.take([{ name: "a.txt", bytes: bytes("a") }]);
    const id = taken[0]?.id ?? "";
    expect(datasets.rename(id, "Letters").name).toBe("Letters");
    datasets.remove(id);
    expect(datasets.list()).toEqual([]);
    expect(() => datasets.rename(id, "b")).toThrow("not_found");
    expect(datasets.restore(id)).toMatchObject({ name: "Letters" });
    expect(openDatasets(database, folder, () => {}).list()).toMatchObject([{ id, name: "Letters" }]);
    datasets.remove(id);
    datasets.purge();
    expect(readdirSync(folder)).toEqual([]);
    expect(() => datasets.restore(id)).toThrow("not_found");
  });

  it("are read as a stream: a file of 60 MB does not fill the memory", async () => {
    const { home, datasets } = begin();
    const path = join(home, "large.jsonl");
    const line = `${JSON.stringify({ messages: [{ role: "user", content: "x".repeat(1000) }] })}\n`;
    writeFileSync(path, line.repeat(60_000));
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before);
    }, 5);
    const { taken } = await datasets.take([{ path }]);
    clearInterval(watch);
    expect(taken).toMatchObject([{ rows: 60_000 }]);
    expect(most).toBeLessThan(200 * 1024 * 1024);
  });
});
