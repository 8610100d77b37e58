import {
  type EvaluationGrader,
  evaluationGrader,
  type GraderKind,
} from "../../../../preload/contract/evaluation-graders.ts";
import { beginningOf } from "../../../../preload/cut.ts";
import type { JsonObject } from "../../../foundry/json.ts";

/** The places of the answer and of what is expected in a grader's texts. */
export const answerPlace = "{{sample.output_text}}";
const referencePlace = "{{reference}}";

/** What a grader of a kind has where nothing else is said. */
export const usualFields: Record<GraderKind, JsonObject> = {
  text: {
    operation: "equals",
    input: answerPlace,
    expected: referencePlace,
    ignoreCase: false,
    ignoreBlanks: false,
    isNegated: false,
  },
  regex: { input: answerPlace, flags: "", isNegated: false },
  numeric: { input: answerPlace, expected: referencePlace, which: "last", tolerance: 0, isRelative: false },
  json: { input: answerPlace, schema: null, isInText: false },
  tool_call: { expected: "", arguments: "equal", anyOrder: false, allowsMore: false },
  similarity: { input: answerPlace, reference: referencePlace, passAt: null, embeddings: null },
  length: { unit: "characters", least: null, most: null },
  latency: { of: "total" },
  cost: {},
  judge: { temperature: 0, maxTokens: null },
  script: { passAt: null },
  foundry: { judge: null, passAt: null },
  evaluator: { judge: null, threshold: null, range: null, isLessBetter: false },
  all: {},
  weighted: { passAt: null },
};

/** A grader's fields with the usual ones where they are missing; as they are for a kind that is not known. */
const completed = (fields: JsonObject): JsonObject => {
  const usual = typeof fields.kind === "string" && Object.hasOwn(usualFields, fields.kind);
  return usual ? { ...usualFields[fields.kind as GraderKind], ...fields } : fields;
};

/** A grader of some fields and the usual ones; null where that is none. */
export function graderOf(
  fields: JsonObject & { id: string; name: string; kind: GraderKind },
): EvaluationGrader | null {
  const name = beginningOf(fields.name.trim(), 80) || fields.kind;
  const { success, data } = evaluationGrader.safeParse(completed({ ...fields, name }));
  return success ? data : null;
}
