import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Work } from "../../main/datasets/process/work.ts";
import { seededRandom } from "../../main/statistics/random.ts";
import { datasetProcess } from "./dataset-process.ts";

/** Of ten rows one has a weight that no message may have. */
const faulty = 10;

/** Words that all rows are made of. */
const words = 20_000;

/** Writes supervised rows as JSONL, each of about so many bytes, no two alike. */
export async function writeRows(file: string, rows: number, bytes: number): Promise<void> {
  const random = seededRandom(7);
  const vocabulary = Array.from({ length: words }, () => Math.floor(random() * 36 ** 6).toString(36));
  const text = (count: number) =>
    Array.from({ length: count }, () => vocabulary[Math.floor(random() * words)]).join(" ");
  const count = Math.round((bytes - 150) / 6.8);
  const row = (at: number) => ({
    messages: [
      { role: "system", content: "You are the assistant of a shop." },
      { role: "user", content: `${text(Math.round(count * 0.4))}?` },
      {
        role: "assistant",
        content: text(Math.round(count * 0.6)),
        ...(at % faulty === 3 && { weight: 2 }),
      },
    ],
  });
  const output = createWriteStream(file);
  for (let at = 0; at < rows; at += 1)
    if (!output.write(`${JSON.stringify(row(at))}\n`)) await once(output, "drain");
  output.end();
  await once(output, "close");
}

/** What one piece of work on a dataset has taken. */
export interface Taken {
  milliseconds: number;
  /** Bytes at its largest. */
  memory: number;
}

/** Does one piece of work in a process of its own, as the app does. */
export async function job<Name extends keyof Work & string>(
  root: string,
  name: Name,
  input: Parameters<Work[Name]>[0],
): Promise<Taken> {
  const worker = datasetProcess(root);
  try {
    const begun = performance.now();
    await worker.ask(name, input);
    return { milliseconds: performance.now() - begun, memory: worker.peakMemory() };
  } finally {
    worker.end();
  }
}

/** Reads a file into a new dataset, as the app does. */
export async function importInto(root: string, dataset: string, path: string): Promise<Taken> {
  const worker = datasetProcess(root);
  try {
    const { recognized: files, mapping } = await worker.ask("recognize", {
      sources: [{ path }],
      mapping: null,
    });
    return await job(root, "import", {
      file: dataset,
      from: { kind: "files", files, method: mapping.method },
    });
  } finally {
    worker.end();
  }
}

/** Checks a dataset as examples of supervised fine-tuning. */
export const check = (root: string, dataset: string): Promise<Taken> =>
  job(root, "check", {
    file: dataset,
    method: "supervised",
    model: "gpt-4.1-2025-04-14",
    others: [],
    scratch: `${dataset}-scratch`,
  });
