import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import type { Work } from "../../main/evaluations/process/work.ts";
import type { EndedAnswer } from "../../main/evaluations/shape.ts";
import { type Random, seededRandom } from "../../main/statistics/random.ts";
import type { EvaluationGrader } from "../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import { type AppProcess, appProcess } from "./app-process.ts";

/** The process that works on evaluations, from the app that is built in this folder. */
export const evaluationProcess = (root: string): AppProcess<Work> =>
  appProcess(`${root}dist/evaluations/process.cjs`, "evaluation_stopped");

const models = ["base", "tuned", "small", "large"];
/** Answers that are written at once. */
const atOnce = 500;
/** Characters of an answer. */
const answerLength = 200;

const own = { name: "Grader", input: "{{sample.output_text}}" };
const graders: EvaluationGrader[] = [
  {
    ...{ ...own, id: "equals", kind: "text", operation: "contains", expected: "{{item.answer}}" },
    ...{ ignoreCase: true, ignoreBlanks: true, isNegated: false },
  },
  { ...own, id: "regex", kind: "regex", pattern: "metal \\d+", flags: "i", isNegated: false },
  {
    ...own,
    id: "like",
    kind: "similarity",
    metric: "indel",
    reference: "{{item.full}}",
    passAt: null,
    embeddings: null,
  },
];

/** What the evaluations of benches do. */
export const benchSettings: EvaluationSettings = {
  name: "Bench",
  data: { datasetId: "d", part: null, rows: null, seed: 1 },
  models: models.map((id) => ({
    ...{ id, name: id, connectionId: "c", deployment: id, modelId: null, systemPrompt: "", parameters: {} },
  })),
  baseline: "base",
  prompt: { kind: "row" },
  graders,
  lead: "equals",
  repeats: 1,
  atOnce: 4,
  place: { kind: "here" },
  clusters: { kind: "found" },
};

/** Makes an evaluation's file of so many rows, answered by four models and graded by three graders. Gives its path. */
export async function fillEvaluation(root: string, folder: string, rows: number): Promise<string> {
  const [path, file] = [join(folder, `${rows}.jsonl`), join(folder, `${rows}.db`)];
  const random = seededRandom(rows);
  const output = createWriteStream(path);
  for (let row = 0; row < rows; row += 1)
    if (!output.write(`${JSON.stringify(extracted(row))}\n`)) await once(output, "drain");
  output.end();
  await once(output, "close");
  const worker = evaluationProcess(root);
  try {
    await worker.ask("prepare", { file, settings: benchSettings, path });
    let batch: EndedAnswer[] = [];
    for (let row = 0; row < rows; row += 1) {
      batch.push(...models.map((_, model) => answerOf(row, model, random)));
      if (batch.length < atOnce && row < rows - 1) continue;
      await worker.ask("put", { file, answers: batch });
      batch = [];
    }
  } finally {
    worker.end();
  }
  return file;
}

const metal = (row: number) => `Metal ${row} is assayed with fire, lead and patience.`;

/** A row of about 300 characters; each fifth belongs together with the one before. */
const extracted = (row: number) => ({
  key: row + 1,
  text: JSON.stringify({
    messages: [
      {
        role: "user",
        content: `Which metal is number ${row}, and what is it assayed with? `.padEnd(150, "Say why. "),
      },
    ],
    answer: `metal ${row}`,
    full: metal(row),
  }),
  tags: row % 3 === 0 ? ["third"] : ["other"],
  language: "en",
  group: row % 5 < 2 ? Math.floor(row / 5) : null,
});

/** An answer that is right three times of four, by the first model, and somewhat more often by each further one. */
function answerOf(row: number, model: number, random: Random): EndedAnswer {
  const isRight = random() < 0.75 + 0.01 * model;
  const text = isRight ? metal(row) : `I would have to look up number ${row}.`;
  const time = 400 + 200 * random() ** 4;
  return {
    ...{ row, model, repeat: 0, calls: [], end: "stop", diagnosis: null, startedAt: 1, requestId: null },
    text: text.padEnd(answerLength, " It takes a while."),
    firstToken: time,
    total: 3 * time,
    tokens: { prompt: 60, completion: 40, reasoning: 0 },
    cost: { amount: 0.0001 * (1 + random()), currency: "USD" },
  };
}
