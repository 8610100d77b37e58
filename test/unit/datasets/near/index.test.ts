import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNearIndex, type NearIndex } from "../../../../main/datasets/near/index.ts";
import { leaksBetween } from "../../../../main/datasets/near/leaks.ts";
import { resemblance, signatureOf } from "../../../../main/datasets/near/minhash.ts";
import { shinglesOf } from "../../../../main/datasets/near/shingles.ts";
import { seededRandom } from "../../../../main/statistics/random.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-near-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const signature = (text: string) => signatureOf(shinglesOf([text])) ?? new Uint32Array(64);

function indexOf(name: string, rows: Iterable<[row: number, text: string]>): NearIndex {
  const index = createNearIndex(join(folder, name));
  for (const [row, text] of rows) index.add(row, signature(text));
  return index;
}

async function groupsOf(index: NearIndex, threshold?: number): Promise<number[][]> {
  const found: number[][] = [];
  for await (const group of index.groups(threshold === undefined ? {} : { threshold }))
    found.push([...group]);
  return found;
}

const random = seededRandom(11);
const words = (count: number) =>
  Array.from({ length: count }, () => `w${Math.floor(random() * 100_000)}`).join(" ");

describe("near-duplicates", () => {
  it("are grouped, in the order of the rows, with their own ids", async () => {
    const text = words(120);
    const other = words(90);
    const index = indexOf("a", [
      [900, text],
      [7, words(100)],
      [12, other],
      [3, `${text} and a little more`],
      [5, `Well: ${text}`],
      [8, other.toUpperCase()],
      [1, "short"],
      [2, "Short!"],
    ]);
    expect(await groupsOf(index)).toEqual([
      [900, 3, 5],
      [12, 8],
      [1, 2],
    ]);
    index.remove();
    expect(existsSync(join(folder, "a"))).toBe(false);
  });

  it("are as alike as is asked", async () => {
    const text = words(100);
    // 10 of 106 shingles are not the other's: about 0.9.
    const index = indexOf("a", [
      [1, text],
      [2, `${text} ${words(10)}`],
    ]);
    expect(await groupsOf(index, 0.7)).toEqual([[1, 2]]);
    expect(await groupsOf(index, 1)).toEqual([]);
    index.remove();
  });

  it("are found over more blocks than one, and a bucket of identical rows takes no longer than it is long", async () => {
    const lonely = Array.from({ length: 3_000 }, (_, row): [number, string] => [row, words(12)]);
    const same = Array.from({ length: 6_000 }, (_, row): [number, string] => [
      3_000 + row,
      "always the same text here",
    ]);
    const index = indexOf("a", [...lonely, ...same]);
    const found = await groupsOf(index);
    expect(found.map((group) => group.length)).toEqual([6_000]);
    expect(found[0]?.[5_999]).toBe(8_999);
    expect(statSync(join(folder, "a")).size / 9_000).toBeLessThanOrEqual(512);
    index.remove();
  });

  it("are those that a comparison of every row with every other finds", async () => {
    const texts: string[] = [];
    for (let row = 0; row < 500; row += 1) {
      const before = texts[Math.floor(random() * texts.length)];
      if (before === undefined || row % 3 > 0) texts.push(words(80));
      else texts.push([before, words(Math.floor(random() * 25))].join(" "));
    }
    const signatures = texts.map(signature);
    const root = texts.map((_, row) => row);
    const find = (row: number): number => (root[row] === row ? row : find(root[row] ?? row));
    for (const [row, one] of signatures.entries()) {
      for (let other = 0; other < row; other += 1) {
        if (resemblance(one, signatures[other] ?? one) < 0.8) continue;
        const [first, second] = [find(other), find(row)];
        root[Math.max(first, second)] = Math.min(first, second);
      }
    }
    const expected = texts
      .map((_, first) => texts.flatMap((_, row) => (find(row) === first ? [row] : [])))
      .filter((group) => group.length > 1);
    const index = indexOf("a", [...texts.entries()]);
    expect(expected.length).toBeGreaterThan(50);
    expect(await groupsOf(index)).toEqual(expected);
    index.remove();
  });

  it("of none and of one row are none", async () => {
    const empty = indexOf("a", []);
    expect(await groupsOf(empty)).toEqual([]);
    empty.remove();
    const one = indexOf("b", [[1, "one"]]);
    expect(await groupsOf(one)).toEqual([]);
    one.remove();
  });

  it("can be given up, which leaves no file", async () => {
    const index = indexOf("a", [
      [1, "one"],
      [2, "one"],
    ]);
    const stop = new AbortController();
    const shares: number[] = [];
    const groups = index.groups({
      signal: stop.signal,
      onProgress: (share) => {
        shares.push(share);
        stop.abort(new Error("given up"));
      },
    });
    await expect(groups.next()).rejects.toThrow("given up");
    expect(shares).toEqual([1 / 16]);
    expect(existsSync(join(folder, "a"))).toBe(false);
  });

  it("take only ids that can be held", () => {
    const index = createNearIndex(join(folder, "a"));
    expect(() => index.add(2 ** 31, signature("one"))).toThrow(RangeError);
    expect(() => index.add(0.5, signature("one"))).toThrow(RangeError);
    index.remove();
  });

  it("lie in a file that only the user can read, made anew over what was there", async () => {
    indexOf("a", [[1, "left behind"]]).close();
    const index = indexOf("a", [[2, "anew"]]);
    if (process.platform !== "win32") expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o600);
    expect(await groupsOf(index)).toEqual([]);
    index.remove();
  });
});

describe("leaks", () => {
  it("are the rows that another part has too, each with the one it is most like", async () => {
    const text = words(150);
    const train = indexOf("train", [
      [10, `${text} in training`],
      [11, words(50)],
      [12, "exactly so and not otherwise"],
    ]);
    const test = indexOf("test", [
      [20, words(50)],
      [21, `${text} ${words(8)}`],
      [22, `${text} in training`],
      [23, "Exactly so, and not otherwise."],
      [24, "of the other part only"],
      [25, "of the other part only"],
    ]);
    const found = [];
    for await (const leak of leaksBetween(train, test)) found.push(leak);
    expect(found).toEqual([
      { row: 10, other: 22, similarity: 1 },
      { row: 12, other: 23, similarity: 1 },
    ]);
    for (const index of [train, test]) index.remove();
  });

  it("are those that a comparison of every row with every other finds", async () => {
    const own = Array.from({ length: 150 }, () => words(80));
    const others = own.flatMap((text, row) =>
      row % 2 > 0 ? [words(80)] : [`${text} ${words(row % 30)}`, `${words((row + 11) % 30)} ${text}`],
    );
    const [train, test] = [indexOf("train", own.entries()), indexOf("test", others.entries())];
    const found = [];
    for await (const { row, similarity } of leaksBetween(train, test)) found.push([row, similarity]);
    const expected = own.flatMap((text, row) => {
      const best = Math.max(...others.map((other) => resemblance(signature(text), signature(other))));
      return best >= 0.8 ? [[row, best]] : [];
    });
    expect(expected.length).toBeGreaterThan(30);
    expect(found).toEqual(expected);
    for (const index of [train, test]) index.remove();
  });

  it("are not missed among thousands of rows that are the same", async () => {
    const many = (from: number) =>
      Array.from({ length: 5_000 }, (_, row): [number, string] => [
        from + row,
        "all of them say this one thing",
      ]);
    const [train, test] = [indexOf("train", many(0)), indexOf("test", many(10_000))];
    let count = 0;
    for await (const leak of leaksBetween(train, test)) count += leak.similarity === 1 ? 1 : 0;
    expect(count).toBe(5_000);
    for (const index of [train, test]) index.remove();
  });
});
