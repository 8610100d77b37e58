import { join } from "node:path";
import { build } from "vite";
import { wasmAsText } from "../../build/wasm-as-text.mjs";
import type { GradedAnswer } from "../../main/graders/local/graded.ts";
import { compileGraders } from "../../main/graders/local/local.ts";
import { createScripts } from "../../main/graders/scripts/scripts.ts";
import { seededRandom } from "../../main/statistics/random.ts";
import type { EvaluationGrader } from "../../preload/contract/evaluation-graders.ts";
import type { Comparison, Setting } from "./bench.ts";

export const name = "graders";
/** Times a bare loop that reads the same answers and compares them. */
export const limit = 3;

const rows = 20_000;
/** For graders that take longer. */
const fewRows = 500;

interface Stored {
  row: string;
  answer: string;
}

const id = "00000000-0000-4000-8000-000000000001";
const output = "{{sample.output_text}}";
const base = { id, name: "Bench", input: output };
const plain = { ignoreCase: false, ignoreBlanks: false, isNegated: false };

const limited: EvaluationGrader[] = [
  { ...base, kind: "text", operation: "equals", expected: "{{reference}}", ...plain, name: "equals" },
  {
    ...base,
    kind: "regex",
    pattern: "\\b\\d{1,3} (?:days|weeks)\\b",
    flags: "",
    isNegated: false,
    name: "regex",
  },
  {
    ...{ ...base, kind: "numeric", expected: "{{item.days}}", which: "last", name: "numeric" },
    ...{ tolerance: 0.5, isRelative: false },
  },
];

const reported: EvaluationGrader[] = [
  {
    ...base,
    kind: "regex",
    pattern: "(\\w)\\1",
    flags: "",
    isNegated: false,
    name: "regex in the sandbox",
  },
  {
    id,
    kind: "script",
    name: "script",
    source: "function grade({ answer }) { return answer.length < 300 }",
    passAt: null,
  },
  { ...base, kind: "json", schema: '{"type":"object"}', isInText: true, name: "JSON with a schema" },
  { id, kind: "length", unit: "words", least: null, most: 100, name: "words" },
  ...(["indel", "weighted_ratio", "levenshtein", "bleu_nltk", "sacre_bleu", "gleu", "rouge_l"] as const).map(
    (metric): EvaluationGrader => ({
      ...{ ...base, kind: "similarity", metric, name: metric, reference: "{{reference}}" },
      ...{ passAt: null, embeddings: null },
    }),
  ),
];

/**
 * Grading of 20,000 stored answers of 200 characters, against a loop that reads the same rows and answers and compares
 * them. What other graders take stands in the notes, in microseconds a row.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const folder = setting.folder();
  await build({
    ...{ configFile: false, root: setting.root, logLevel: "error", plugins: [wasmAsText()] },
    ssr: { noExternal: true },
    build: {
      ...{ ssr: join(setting.root, "main/graders/scripts/worker.ts"), outDir: folder, target: "node20.18" },
      rolldownOptions: { output: { format: "cjs", entryFileNames: "worker.cjs", codeSplitting: false } },
    },
  });
  const scripts = createScripts(join(folder, "worker.cjs"));
  const stored = storedAnswers();
  const few = stored.slice(0, fewRows);
  const graded = (grader: EvaluationGrader, some: readonly Stored[]) => {
    const grade = compileGraders([grader], scripts);
    return microseconds(some, ({ row, answer }) => Number(grade(read(row, answer))[grader.id]?.score));
  };
  const other = Object.fromEntries(
    reported.map((grader) => [grader.name, Math.round(graded(grader, few) * 10) / 10]),
  );
  const comparisons = limited.map(
    (grader): Comparison => ({
      ...{ what: grader.name, unit: "µs a row", compared: "ratio", ours: [], reference: [] },
      notes: { rows, other },
    }),
  );
  for (let pair = 0; pair < setting.pairs; pair += 1)
    for (const [at, grader] of limited.entries()) {
      comparisons[at]?.ours.push(graded(grader, stored));
      comparisons[at]?.reference.push(microseconds(stored, bare));
    }
  scripts.close();
  return comparisons;
}

/** The bare loop's part: reads the row, and compares the answer with what it says. */
const bare = ({ row, answer }: Stored): number => {
  const item = JSON.parse(row) as { answer: string };
  return Number((JSON.parse(answer) as { text: string }).text === item.answer);
};

const none: GradedAnswer["calls"] = [];
const untimed: GradedAnswer["times"] = { firstToken: null, total: null };
const nothing: GradedAnswer["given"] = {};

function read(row: string, answer: string): GradedAnswer {
  const item = JSON.parse(row) as Record<string, unknown>;
  const { text } = JSON.parse(answer) as { text: string };
  return {
    model: 0,
    item,
    reference: String(item.answer),
    answer: text,
    calls: none,
    times: untimed,
    cost: null,
    tokens: null,
    given: nothing,
  };
}

function microseconds(stored: readonly Stored[], of: (one: Stored) => number): number {
  let sum = 0;
  const begun = performance.now();
  for (const one of stored) sum += of(one);
  const taken = performance.now() - begun;
  if (Number.isNaN(sum)) throw new Error("An answer was not graded.");
  return (taken * 1000) / stored.length;
}

/** Rows with a question and an answer of 200 characters; half of the answers given are the same. */
function storedAnswers(): Stored[] {
  const random = seededRandom(1);
  const word = () =>
    Math.floor(random() * 36 ** 5)
      .toString(36)
      .replace(/\d/g, "x");
  const text = (days: number) => `${Array.from({ length: 40 }, word).join(" ").slice(0, 190)} ${days} days`;
  return Array.from({ length: rows }, () => {
    const days = Math.floor(random() * 365);
    const answer = text(days);
    const given = random() < 0.5 ? answer : text(days + 1);
    const row = { question: text(days), answer, days };
    return { row: JSON.stringify(row), answer: JSON.stringify({ text: given }) };
  });
}
