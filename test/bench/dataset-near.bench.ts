import { statSync } from "node:fs";
import { join } from "node:path";
import { contentHash, createExactIndex } from "../../main/datasets/near/exact.ts";
import { createNearIndex } from "../../main/datasets/near/index.ts";
import { signatureOfRow } from "../../main/datasets/near/minhash.ts";
import { seededRandom } from "../../main/statistics/random.ts";
import type { Comparison, Setting } from "./bench.ts";

export const name = "dataset-near";
/** Bytes of disk a row. */
export const limit = 512;

const rows = 200_000;
/** Of a hundred rows so many are another one with a word changed. */
const alike = 10;
/** Bytes of memory a row that the check of a dataset may take. */
const memoryLimit = 24;

interface Round {
  disk: number;
  memory: number;
  signatures: number;
  groups: number;
  found: number;
  longest: number;
}

/**
 * Near-duplicates among 200,000 rows of about 1 kB: disk and memory a row, and the longest time that nothing else in
 * the process could go on. How fast it is stands in the notes.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const taken: Round[] = [];
  for (let round = 0; round < Math.max(1, Math.ceil(setting.pairs / 5)); round += 1) {
    taken.push(await near(join(setting.folder(), "near")));
  }
  const of = (what: keyof Round) => taken.map((round) => round[what]);
  const nothing = taken.map(() => 0);
  const rate = (what: "signatures" | "groups") =>
    of(what).map((milliseconds) => Math.round(rows / (milliseconds / 1000)));
  const notes = {
    rows,
    signaturesPerSecond: rate("signatures"),
    groupedPerSecond: rate("groups"),
    groups: of("found"),
  };
  return [
    {
      what: "disk",
      unit: "bytes a row",
      compared: "difference",
      ours: of("disk"),
      reference: nothing,
      notes,
    },
    {
      ...{
        what: "memory for an index's arrays",
        unit: "bytes a row",
        compared: "difference",
        limit: memoryLimit,
      },
      ...{ ours: of("memory"), reference: nothing },
    },
    {
      ...{ what: "longest wait of the event loop", unit: "ms", compared: "difference", limit: 50 },
      ...{ ours: of("longest"), reference: nothing },
    },
  ];
}

async function near(file: string): Promise<Round> {
  const index = createNearIndex(file);
  const exact = createExactIndex();
  let signatures = 0;
  for (const [row, text] of texts()) {
    const begun = performance.now();
    const value: unknown = JSON.parse(text);
    const signature = signatureOfRow(value);
    if (signature !== null) index.add(row, signature);
    exact.add(row, contentHash(text, value));
    signatures += performance.now() - begun;
  }
  globalThis.gc?.();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }, 1);
  const begun = performance.now();
  let found = 0;
  const onProgress = () => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  };
  for await (const _ of index.groups({ onProgress })) found += 1;
  const groups = performance.now() - begun;
  clearInterval(watch);
  const disk = statSync(file).size / rows;
  index.remove();
  return { disk, memory: most / rows, signatures, groups, found, longest };
}

/** Rows of about 1 kB, ten of a hundred nearly the same as one before. */
function* texts(): Generator<[row: number, text: string]> {
  const random = seededRandom(1);
  const vocabulary = Array.from({ length: 20_000 }, () => Math.floor(random() * 36 ** 6).toString(36));
  const word = () => vocabulary[Math.floor(random() * vocabulary.length)] ?? "";
  let words: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    if (row % 100 < 100 - alike) words = Array.from({ length: 140 }, word);
    else words[Math.floor(random() * words.length)] = word();
    const messages = [
      { role: "system", content: "You are the assistant of a shop that sells instruments." },
      { role: "user", content: words.slice(0, 60).join(" ") },
      { role: "assistant", content: words.slice(60).join(" ") },
    ];
    yield [row, JSON.stringify({ messages })];
  }
}
