import { randomUUID } from "node:crypto";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import { evaluationPlans as words } from "../../../preload/strings/evaluation-plans.ts";
import { asObject, type JsonObject, parseJson } from "../../foundry/json.ts";
import { questionIn } from "../../graders/graders.ts";
import { hasCalls } from "./rows.ts";

/** Characters up to which a reference is a label or a short answer. */
const short = 60;

const answer = "{{sample.output_text}}";
const reference = "{{reference}}";

/**
 * A grader that fits the answers that rows have: the right call of a tool, JSON in the same shape, the same text where it is
 * short, and otherwise a similar one. Most of the rows decide.
 */
export function fittingGrader(texts: readonly string[]): EvaluationGrader {
  const { graderNames: names } = words;
  const id = randomUUID();
  const isMost = (count: number, of: number) => of > 0 && count * 2 > of;
  if (isMost(texts.filter(hasCalls).length, texts.length))
    return {
      ...{ id, name: names.call, kind: "tool_call", expected: "", arguments: "equal" },
      ...{ anyOrder: true, allowsMore: false },
    };
  const references = texts.flatMap((text) => questionIn(text)?.reference ?? []);
  const objects = references.map((text) => asObject(parseJson(text))).filter((one) => one !== null);
  if (isMost(objects.length, references.length)) {
    const schema = JSON.stringify(schemaOf(objects), null, 2);
    return { id, name: names.json, kind: "json", input: answer, schema, isInText: false };
  }
  if (isMost(references.filter(({ length }) => length <= short).length, references.length))
    return {
      ...{ id, name: names.equals, kind: "text", operation: "equals", input: answer, expected: reference },
      ...{ ignoreCase: true, ignoreBlanks: true, isNegated: false },
    };
  return {
    ...{
      id,
      name: names.similarity,
      kind: "similarity",
      metric: "unicode_rouge_l",
      input: answer,
      reference,
    },
    ...{ passAt: null, embeddings: null },
  };
}

/** A schema of what all these objects have: their common fields, each of the types that are seen in it. */
function schemaOf(objects: readonly JsonObject[]): JsonObject {
  const [first = {}] = objects;
  const required = Object.keys(first).filter((name) => objects.every((one) => Object.hasOwn(one, name)));
  const properties = required.map((name) => {
    const types = [...new Set(objects.map((one) => typeOf(one[name])))];
    return [name, { type: types.length === 1 ? types[0] : types }];
  });
  return { type: "object", properties: Object.fromEntries(properties), required };
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}
