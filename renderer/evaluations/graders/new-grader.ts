import { canPass } from "../../../preload/can-pass.ts";
import type {
  EvaluationGrader,
  GraderKind,
  JudgeVerdict,
} from "../../../preload/contract/evaluation-graders.ts";
import { usualMessages } from "../../../preload/judge-messages.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { judgeWords } from "../../../preload/strings/judges.ts";
import { answerPlace, graderOf, offered } from "../../graders/draft.ts";
import type { Choice } from "../../targets/choice.ts";
import { freeName } from "../free-name.ts";
import { mappingOf } from "./evaluator-mapping.ts";
import { referencePlace } from "./places.ts";

/** What is known of the rows that a grader will grade. */
export interface RowsKnown {
  /** The fields of the rows; null while they are not known. */
  fields: readonly string[] | null;
  /** References of some rows; null for a row without one. */
  references: readonly (string | null)[];
}

/** Kinds in the order of a menu: what is certain first, then what is measured, then what is judged or made of others. */
export const graderKinds: readonly GraderKind[] = [
  ...(["text", "regex", "numeric", "json", "tool_call", "similarity"] as const),
  ...(["judge", "script", "length", "latency", "cost", "foundry", "evaluator", "all", "weighted"] as const),
];

/** Kinds that can be chosen with these graders beside it: what is made of others needs some. */
export const offeredKinds = (graders: readonly EvaluationGrader[]): GraderKind[] =>
  graderKinds.filter((kind) => (kind !== "all" && kind !== "weighted") || graders.length > 0);

/** Kinds that fit the rows, the best first. */
export function fittingKinds({ fields, references }: RowsKnown): GraderKind[] {
  const known = references.filter((one) => one !== null);
  if (known.length > 0 && known.every(isNumber)) return ["numeric", "text", "judge"];
  if (known.length > 0 && known.every(isObject)) return ["json", "judge"];
  if (known.length > 0)
    return known.every((one) => one.length < 80) ? ["text", "similarity", "judge"] : ["similarity", "judge"];
  return fields?.includes("tools") ? ["tool_call", "judge"] : ["judge", "regex"];
}

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

/**
 * A grader of a kind as it begins, beside those that are there. `judge` is the deployment that grades where a model does;
 * null while none is chosen.
 */
export function newGrader(
  kind: GraderKind,
  known: RowsKnown,
  graders: readonly EvaluationGrader[],
  judge: Choice | null,
): EvaluationGrader {
  const base = { id: crypto.randomUUID(), name: freeName(words.kinds[kind], graders) };
  const expected = expectedPlace(known);
  switch (kind) {
    case "text":
      return {
        ...base,
        kind,
        operation: "equals",
        ...{ input: answerPlace, expected },
        ...{ ignoreCase: false, ignoreBlanks: true, isNegated: false },
      };
    case "regex":
      return { ...base, kind, input: answerPlace, pattern: "", flags: "", isNegated: false };
    case "numeric":
      return {
        ...base,
        kind,
        ...{ input: answerPlace, expected },
        ...{ which: "last", tolerance: 0, isRelative: false },
      };
    case "json":
      return { ...base, kind, input: answerPlace, schema: null, isInText: true };
    case "tool_call":
      return { ...base, kind, expected: "", arguments: "equal", anyOrder: true, allowsMore: false };
    case "similarity":
      return {
        ...base,
        kind,
        metric: "indel",
        ...{ input: answerPlace, reference: expected },
        ...{ passAt: null, embeddings: null },
      };
    case "length":
      return { ...base, kind, unit: "words", least: null, most: 200 };
    case "latency":
      return { ...base, kind, of: "total", most: 10_000 };
    case "cost":
      return { ...base, kind, most: 0.01 };
    case "judge":
      return {
        ...base,
        kind,
        judge: judge ? deployedOf(judge) : nobody,
        ...judging("score", hasReferences(known)),
        ...{ temperature: null, maxTokens: null },
      };
    case "script":
      return { ...base, kind, source: words.scriptSample, passAt: null };
    case "foundry":
      return {
        ...base,
        kind,
        grader: graderOf("string_check", null, known.fields),
        judge: null,
        passAt: null,
      };
    case "evaluator":
      return {
        ...{ ...base, kind, evaluator: "builtin.coherence", threshold: null, range: [1, 5] },
        ...{ judge: judge && deployedOf(judge), isLessBetter: false },
        mapping: mappingOf(["query", "response"], {}),
      };
    case "all":
      return { ...base, kind, of: graders.filter(canPass).map(({ id }) => id) };
    case "weighted":
      return { ...base, kind, of: graders.map(({ id }) => ({ id, weight: 1 })), passAt: null };
  }
}

/** A deployment that is still to be chosen. */
export const nobody = { connectionId: "", deployment: "" };

/** Whom a choice names. */
export const deployedOf = ({ connectionId, deployment }: Choice) => ({ connectionId, deployment });

/** Whether any of the rows that are known has a reference. */
export const hasReferences = ({ references }: RowsKnown): boolean => references.some((one) => one !== null);

function expectedPlace(known: RowsKnown): string {
  if (hasReferences(known)) return referencePlace;
  const [field] = offered(known.fields);
  return field === undefined ? "" : `{{item.${field}}}`;
}

/** What a judge is told and shown for a form of verdict, and the verdict as it begins. */
export const judging = (form: JudgeVerdict["form"], hasReference: boolean) => ({
  verdict: verdictOf(form),
  rubric: judgeWords.rubrics[form],
  messages: usualMessages(form, hasReference),
});

function verdictOf(form: JudgeVerdict["form"]): JudgeVerdict {
  const { correct, incorrect } = judgeWords.labels;
  if (form === "score") return { form, range: [1, 5], passAt: 4 };
  return form === "label" ? { form, labels: [correct, incorrect], passing: [correct] } : { form };
}
