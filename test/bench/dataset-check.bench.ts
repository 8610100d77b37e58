import { fork } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createChecker } from "../../main/datasets/rules/checker.ts";
import { seededRandom } from "../../main/statistics/random.ts";
import type { Comparison, Setting } from "./bench.ts";
import { measurePairs } from "./pairs.ts";

export const name = "dataset-check";
export const limit = 3;

const size = 2 ** 30;
/** Bytes that the checking process may take: 200 MB, and 24 a row. */
const memoryFor = (rows: number) => 200 * 2 ** 20 + 24 * rows;
/** Reading a gigabyte takes seconds: fewer pairs than of what takes milliseconds. */
const mostPairs = 7;

/** What a process that read the file says. */
interface Reading {
  /** Of processor time, in all threads: that of the clock would tell of what else the machine does. */
  milliseconds: number;
  rows: number;
  /** The largest resident set seen after each piece, in bytes: the system's own maximum begins with that of the parent. */
  memory: number;
  findings: number;
}

/** Structure and the rules of supervised rows over 1 GB of JSONL against a bare loop, each in a process of its own. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const file = join(setting.folder(), "rows.jsonl");
  await writeRows(file);
  const readings: Reading[] = [];
  const compared = await measurePairs(
    Math.min(setting.pairs, mostPairs),
    async () => {
      const reading = await readIn("rules", file);
      readings.push(reading);
      return reading.milliseconds;
    },
    async () => (await readIn("bare", file)).milliseconds,
  );
  const [{ rows, findings } = { rows: 0, findings: 0 }] = readings;
  const memory = readings.slice(1).map((reading) => reading.memory);
  return [
    {
      what: "1 GB of supervised rows",
      unit: "ms",
      compared: "ratio",
      ...compared,
      notes: { rows, findings },
    },
    {
      what: "peak memory against what is allowed",
      unit: "bytes",
      compared: "ratio",
      ours: memory,
      reference: memory.map(() => memoryFor(rows)),
      limit: 1,
    },
  ];
}

const words =
  "the assay of a sample tells how much metal is in it and a furnace that is too cold tells nothing at all".split(
    " ",
  );

/** Rows of about 1 kB: an instruction and two questions with answers, some of it with escapes and other letters. */
async function writeRows(file: string): Promise<void> {
  const random = seededRandom(7);
  const text = (count: number) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(" ");
  const row = () =>
    JSON.stringify({
      messages: [
        { role: "system", content: `You are a "careful" assistant.\n${text(20)}` },
        { role: "user", content: `${text(30)}?` },
        { role: "assistant", content: `${text(60)}. Größe\n`.trim() },
        { role: "user", content: `${text(15)}?` },
        { role: "assistant", content: `${text(75)}.`, weight: 1 },
      ],
    });
  const some = `${Array.from({ length: 2_000 }, row).join("\n")}\n`;
  const output = createWriteStream(file);
  for (let written = 0; written < size; written += some.length)
    if (!output.write(some)) await once(output, "drain");
  output.end();
  await once(output, "close");
}

/** How a process is told that it is to read, and what. */
const order = "--read-rows";

async function readIn(how: string, file: string): Promise<Reading> {
  const child = fork(fileURLToPath(import.meta.url), [order, how, file]);
  const [reading] = await once(child, "message");
  await once(child, "exit");
  return reading as Reading;
}

async function read(how: string | undefined, file: string): Promise<Reading> {
  const checker = createChecker({ method: "supervised", model: "gpt-4.1-2025-04-14" });
  const each =
    how === "rules"
      ? (line: string) => checker.row(line).length
      : (line: string) => (JSON.parse(line) === null ? 1 : 0);
  let [rows, findings, memory] = [0, 0, 0];
  let rest: Buffer = Buffer.alloc(0);
  const begun = process.cpuUsage();
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      findings += each(bytes.toString("utf8", from, end));
      rows += 1;
      from = end + 1;
    }
    rest = bytes.subarray(from);
    memory = Math.max(memory, process.memoryUsage.rss());
  }
  const { user, system } = process.cpuUsage(begun);
  const milliseconds = (user + system) / 1_000;
  return { milliseconds, rows, findings, memory };
}

const [, , asked, how, file] = process.argv;
if (asked === order && file !== undefined) process.send?.(await read(how, file));
