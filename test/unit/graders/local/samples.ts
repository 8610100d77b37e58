import type { GradedAnswer } from "../../../../main/graders/local/graded.ts";
import { compileGrader, type ScriptRunner } from "../../../../main/graders/local/local.ts";
import type {
  EvaluationGrader,
  GraderKind,
  GraderOf,
} from "../../../../preload/contract/evaluation-graders.ts";
import { evaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { Grade } from "../../../../preload/contract/graders.ts";
import { alike, exact } from "../samples.ts";

const deployed = { connectionId: "11111111-1111-4111-8111-111111111111", deployment: "judge" };
const ids = Object.fromEntries(
  Array.from({ length: 20 }, (_, at) => [at, `00000000-0000-4000-8000-0000000000${String(at + 10)}`]),
);

/** An id by a small number. */
export const idOf = (at: number): string => ids[at] ?? "";

const answer = "{{sample.output_text}}";
const usual: { [Kind in GraderKind]: Omit<GraderOf<Kind>, "id" | "name"> } = {
  text: {
    kind: "text",
    operation: "equals",
    input: answer,
    expected: "{{reference}}",
    ignoreCase: false,
    ignoreBlanks: false,
    isNegated: false,
  },
  regex: { kind: "regex", input: answer, pattern: "\\d+", flags: "", isNegated: false },
  numeric: {
    kind: "numeric",
    input: answer,
    expected: "{{reference}}",
    which: "only",
    tolerance: 0,
    isRelative: false,
  },
  json: { kind: "json", input: answer, schema: null, isInText: false },
  tool_call: { kind: "tool_call", expected: "", arguments: "equal", anyOrder: false, allowsMore: false },
  similarity: {
    kind: "similarity",
    metric: "indel",
    input: answer,
    reference: "{{reference}}",
    passAt: null,
    embeddings: null,
  },
  length: { kind: "length", unit: "characters", least: null, most: 10 },
  latency: { kind: "latency", of: "total", most: 1000 },
  cost: { kind: "cost", most: 0.01 },
  judge: {
    kind: "judge",
    judge: deployed,
    verdict: { form: "score", range: [0, 10], passAt: 7 },
    rubric: "Right?",
    messages: [{ role: "user", content: "{{question}} {{sample.output_text}}" }],
    temperature: 0,
    maxTokens: 100,
  },
  script: { kind: "script", source: "function grade() { return 1 }", passAt: null },
  foundry: { kind: "foundry", grader: exact, judge: null, passAt: null },
  evaluator: {
    kind: "evaluator",
    evaluator: "builtin.coherence",
    judge: deployed,
    mapping: { query: "{{item.query}}", response: answer },
    threshold: 3,
    range: [1, 5],
    isLessBetter: false,
  },
  all: { kind: "all", of: [idOf(1)] },
  weighted: { kind: "weighted", of: [{ id: idOf(1), weight: 1 }], passAt: null },
};

/** A grader of a kind, as the contract takes it. */
export function graderOf<Kind extends GraderKind>(
  kind: Kind,
  change: Partial<GraderOf<Kind>> = {},
): GraderOf<Kind> {
  const grader = { id: idOf(0), name: `The ${kind}`, ...usual[kind], ...change };
  return evaluationGrader.parse(grader) as GraderOf<Kind>;
}

/** An answer to a row. */
export const answered = (answer: string | null, change: Partial<GradedAnswer> = {}): GradedAnswer => ({
  ...{ item: {}, reference: null, answer, calls: [], times: { firstToken: null, total: null } },
  ...{ model: 0, cost: null, tokens: null, given: {}, ...change },
});

/** What a grader says of an answer. */
export const gradeOf = (
  grader: EvaluationGrader,
  graded: GradedAnswer,
  others: readonly EvaluationGrader[] = [],
  scripts: ScriptRunner = null,
): Grade => compileGrader(grader, others, scripts)(graded);

export { alike, deployed };
