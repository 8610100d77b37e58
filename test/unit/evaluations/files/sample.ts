import { hashesOf } from "../../../../main/evaluations/files/format/hashes.ts";
import { type EvaluationHead, plainHead } from "../../../../main/evaluations/files/format/head.ts";
import {
  type EvaluationRecord,
  plainAnswer,
  plainGrade,
  type RecordOf,
} from "../../../../main/evaluations/files/format/records.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import type { EvaluationVerdict } from "../../../../preload/contract/evaluation-verdicts.ts";

/** Settings of an evaluation of two models by a text and a judge. */
export const sampleSettings: EvaluationSettings = {
  name: "Capitals",
  data: { datasetId: "dataset", part: "test", rows: 2, seed: 7 },
  models: ["base", "tuned"].map((id) => ({
    id,
    name: id === "base" ? "Base" : "Tuned",
    connectionId: "c1",
    deployment: `gpt-${id}`,
    modelId: null,
    systemPrompt: "",
    parameters: { temperature: 0 },
  })),
  baseline: "base",
  prompt: { kind: "row" },
  graders: [
    {
      id: "exact",
      name: "Exact",
      kind: "text",
      operation: "equals",
      input: "{{sample.output_text}}",
      expected: "{{reference}}",
      ignoreCase: false,
      ignoreBlanks: true,
      isNegated: false,
    },
    {
      id: "judge",
      name: "Judge",
      kind: "judge",
      judge: { connectionId: "c1", deployment: "gpt-judge" },
      verdict: { form: "score", range: [0, 1], passAt: 0.5 },
      rubric: "Is it right?",
      messages: [{ role: "user", content: "{{sample.output_text}}" }],
      temperature: 0,
      maxTokens: null,
    },
  ],
  lead: "exact",
  repeats: 1,
  atOnce: 2,
  place: { kind: "here" },
  clusters: { kind: "none" },
};

/** The head of a report on them. */
export const sampleHead = (changes: Partial<EvaluationHead> = {}): EvaluationHead => ({
  ...plainHead,
  holds: "results",
  origin: "here",
  name: "Capitals",
  createdAt: 1_790_000_000_000,
  startedAt: 1_790_000_001_000,
  endedAt: 1_790_000_060_000,
  app: { version: "0.1.0", platform: "linux", node: "20.20.0", electron: null },
  statistics: "1",
  settings: sampleSettings,
  dataset: { name: "Capitals of Europe", version: 3, hash: "a".repeat(64), rows: 2 },
  ...hashesOf(sampleSettings, []),
  ...changes,
});

/** A row that asks for a country's capital. */
export const sampleRow = (row: number, country: string, reference: string): RecordOf<"row"> => ({
  kind: "row",
  row,
  key: row + 100,
  text: JSON.stringify({ country, reference }),
  messages: [{ role: "user", content: `What is the capital of ${country}?` }],
  reference,
  tags: ["geography"],
  cluster: null,
});

/** An answer with its grades by both graders; null where it is not graded. */
export function answered(
  row: number,
  modelId: string,
  text: string,
  scores: [exact: number | null, judge: number | null],
  changes: Partial<RecordOf<"answer">> = {},
): EvaluationRecord[] {
  const repeat = changes.repeat ?? 0;
  return [
    {
      ...plainAnswer,
      row,
      modelId,
      repeat,
      text,
      firstToken: 100,
      total: 400,
      tokens: { prompt: 12, completion: 3, reasoning: 0 },
      cost: { amount: 0.0001, currency: "USD" },
      startedAt: 1_790_000_002_000,
      requestId: "r1",
      ...changes,
    },
    ...scores.map(
      (score, place): RecordOf<"grade"> => ({
        ...plainGrade,
        row,
        modelId,
        repeat,
        graderId: place === 0 ? "exact" : "judge",
        score,
        passed: score === null ? null : score >= 0.5,
        error: score === null ? "service_only" : null,
        said: place === 0 ? null : "Because.",
      }),
    ),
  ];
}

/** What the two models answered to two rows: the tuned one is right twice, the base once. */
export const sampleRecords = (): EvaluationRecord[] => [
  sampleRow(0, "France", "Paris"),
  ...answered(0, "base", "Paris", [1, 0.9]),
  ...answered(0, "tuned", "Paris", [1, 1]),
  { kind: "note", row: 0, note: "Easy.", label: "easy" },
  sampleRow(1, "Turkey", "Ankara"),
  ...answered(1, "base", "Istanbul", [0, null]),
  ...answered(1, "tuned", "Ankara", [1, 1]),
  {
    kind: "vote",
    row: 1,
    shown: [
      { modelId: "base", repeat: 0 },
      { modelId: "tuned", repeat: 0 },
    ],
    better: 1,
    isBlind: true,
    at: 1_790_000_070_000,
  },
  {
    ...{ kind: "mark", row: 1, modelId: "tuned", repeat: 0, graderId: "judge", score: 1, label: null },
    ...{
      isBlind: true,
      blind: [
        { score: 0.5, label: null },
        { score: 1, label: null },
      ],
    },
  },
  {
    kind: "certificate",
    graderId: "judge",
    hash: "b".repeat(64),
    at: 1_790_000_080_000,
    counts: { rows: 40, labels: 12 },
    estimates: { kappa: { value: 0.6, low: 0.4, high: 0.8 } },
    holds: true,
    labels: [
      { label: "0", recall: { value: 0.75, low: 0.4, high: 0.9 }, judged: [3, 1] },
      { label: "1", recall: null, judged: [0, 0] },
    ],
    corrected: [
      {
        ...{ modelId: "tuned", unit: "share", method: "rogan_gladen" },
        raw: { value: 0.7, low: 0.6, high: 0.8 },
        corrected: { value: 0.61, low: 0.52, high: 0.7 },
      },
    ],
  },
  { kind: "verdict", verdict: sampleVerdict() },
];

/** A verdict by which the tuned model is better by the first grader. */
export function sampleVerdict(changes: Partial<EvaluationVerdict> = {}): EvaluationVerdict {
  const score = (modelId: string, graderId: string, value: number, ungraded = 0) => ({
    modelId,
    graderId,
    rows: 2 - ungraded,
    ungraded,
    reasons: ungraded === 0 ? [] : [{ code: "service_only", rows: ungraded }],
    unit: "share" as const,
    passed: { value, low: value - 0.2, high: Math.min(1, value + 0.2) },
    mean: { value, low: value - 0.2, high: Math.min(1, value + 0.2) },
    method: "wilson",
    spread: { between: 0.5, within: null },
  });
  const measured = (modelId: string, amount: number, total: number) => ({
    modelId,
    cost: { total: { amount, currency: "USD" }, perAnswer: { amount: amount / 2, currency: "USD" } },
    firstToken: { value: 100, low: null, high: null },
    total: { value: total, low: total - 50, high: total + 50 },
    tokens: { question: 12, answer: 3 },
    answers: 2,
    failed: 0,
    against: null,
  });
  return {
    stamp: 1,
    baselineId: "base",
    leadId: "exact",
    scores: [
      score("base", "exact", 0.5),
      score("tuned", "exact", 1),
      score("base", "judge", 0.9, 1),
      score("tuned", "judge", 1),
    ],
    differences: [
      {
        modelId: "tuned",
        baselineId: "base",
        graderId: "exact",
        word: "better",
        why: null,
        unit: "share",
        rows: 2,
        left: 0,
        ungraded: { model: 0, baseline: 0 },
        means: { model: 1, baseline: 0.5 },
        effect: { value: 0.5, low: 0.1, high: 0.9 },
        p: 0.01,
        adjusted: 0.01,
        correction: { count: 1, method: "holm" },
        method: { interval: "newcombe", test: "mcnemar_exact" },
        check: null,
        clusters: null,
        better: 1,
        worse: 0,
        smallest: 0.3,
      },
    ],
    measured: [measured("base", 0.0002, 400), measured("tuned", 0.0004, 600)],
    front: [{ graderId: "exact", modelIds: ["base", "tuned"] }],
    isPartial: false,
    ...changes,
  };
}

/** All that comes of a stream. */
export async function gathered<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const one of stream) all.push(one);
  return all;
}
