import type { z } from "zod";
import { type EvaluationGrader, evaluationGrader } from "../../preload/contract/evaluation-graders.ts";
import {
  type Grader,
  type GraderCheck,
  type GraderFault,
  graderSchema,
} from "../../preload/contract/graders.ts";
import { jsonFaultIn } from "../datasets/reading/json-fault.ts";
import { asObject, parseJson } from "../foundry/json.ts";
import { readFormula } from "./formula.ts";
import { unfillable, withoutSpaces } from "./template.ts";

type Path = GraderFault["path"];

/** Takes a fault that was found. */
export type Found = (
  path: Path,
  code: string,
  parameters?: Record<string, string>,
  severity?: GraderFault["severity"],
) => void;

/** Bytes of a Python grader (Foundry, reinforcement fine-tuning). */
const sourceLimit = 262_144;

/**
 * Reads a grader from its JSON, and says what is wrong with it. `fields` are those of the rows that it will grade; null
 * where that is not known. Throws nothing.
 */
export function checkGrader(text: string, fields: readonly string[] | null): GraderCheck {
  const { found, faults } = collecting();
  const grader = readShape(text, graderSchema, found);
  if (grader === null) return { grader, faults };
  checkMeaning(found, grader, fields);
  return { grader: emitted(grader), faults };
}

/**
 * Reads a grader of an evaluation from its JSON, under an id that is given; null where it is not in the shape of one, with
 * what is wrong. Throws nothing.
 */
export function readEvaluationGrader(
  text: string,
  id: string,
): { grader: EvaluationGrader | null; faults: GraderFault[] } {
  const { found, faults } = collecting();
  return { grader: readShape(text, evaluationGrader, found, { id }), faults };
}

function collecting(): { found: Found; faults: GraderFault[] } {
  const faults: GraderFault[] = [];
  const found: Found = (path, code, parameters = {}, severity = "blocks") =>
    void faults.push({ path, code, parameters, severity });
  return { found, faults };
}

/** A value of a shape from its JSON, with what is `added` to it; null where it is not in that shape. */
function readShape<Value>(
  text: string,
  shape: z.ZodType<Value>,
  found: Found,
  added: object = {},
): Value | null {
  const broken = jsonFaultIn(text);
  if (broken) {
    found([], "not_json", { fault: broken.fault, ...placeIn(text, broken.at) });
    return null;
  }
  const written = parseJson(text);
  const value = asObject(written) ? { ...asObject(written), ...added } : written;
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) addIssue(found, value, issue);
  return null;
}

/** Line and column of a place, from 1. */
function placeIn(text: string, at: number): Record<string, string> {
  const before = text.slice(0, at).split("\n");
  return { line: String(before.length), column: String((before.at(-1)?.length ?? 0) + 1) };
}

/** Fields of evaluations' graders that say which other fields there are. */
const discriminators: readonly string[] = ["kind", "form"];

/** What of a shape is not as it should be. */
function addIssue(found: Found, whole: unknown, issue: z.core.$ZodIssue): void {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  const name = String(path.at(-1) ?? "");
  switch (issue.code) {
    case "unrecognized_keys":
      for (const key of issue.keys) found([...path, key], "field_unknown", { name: key });
      return;
    case "invalid_union":
      if (discriminators.includes(name)) found(path, "choice_unknown", { name });
      else found(name === "type" ? path : [...path, "type"], "type_unknown");
      return;
    case "invalid_key":
      found(path, "part_name", { name });
      return;
    case "invalid_value":
      found(path, "value_unknown", { name, values: issue.values.map(String).join(", ") });
      return;
    case "too_big":
      found(path, "too_much", { name, most: issue.maximum.toLocaleString("en") });
      return;
    case "too_small":
      found(path, issue.origin === "number" ? "too_little" : "empty", {
        name,
        least: issue.minimum.toLocaleString("en"),
      });
      return;
    default:
      found(path, isMissing(whole, issue.path) ? "missing" : "wrong_kind", { name });
  }
}

function isMissing(whole: unknown, path: readonly PropertyKey[]): boolean {
  let value = whole;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return true;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value === undefined;
}

/** Finds what of a grader in the right shape cannot work, or not as it is meant; `at` is where it stands. */
export function checkMeaning(
  found: Found,
  grader: Grader,
  fields: readonly string[] | null,
  at: Path = [],
): void {
  const templates = templatesOf(grader);
  for (const { path, text } of templates)
    for (const { error, place } of unfillable(text, fields)) found([...at, ...path], error, { place });
  if (templates.length > 0 && !templates.some(({ text }) => /\{\{\s*sample\./.test(text)))
    found([...at, ...(templates[0]?.path ?? [])], "answer_unused", {}, "warns");
  switch (grader.type) {
    case "score_model": {
      const [low, high] = grader.range ?? [0, 1];
      const least = grader.pass_threshold;
      if (low >= high) found([...at, "range"], "range_order");
      else if (least !== undefined && (least < low || least > high))
        found([...at, "pass_threshold"], "threshold_outside", { low: String(low), high: String(high) });
      return;
    }
    case "python":
      if (!/^[ \t]*(?:async[ \t]+)?def[ \t]+grade[ \t]*\(/m.test(grader.source))
        found([...at, "source"], "no_grade_function");
      if (new TextEncoder().encode(grader.source).length > sourceLimit)
        found([...at, "source"], "too_much", { name: "source", most: sourceLimit.toLocaleString("en") });
      return;
    case "multi": {
      checkFormula(found, grader);
      for (const [name, part] of Object.entries(grader.graders))
        checkMeaning(found, part, fields, ["graders", name]);
      return;
    }
  }
}

function checkFormula(found: Found, { graders, calculate_output: text }: Extract<Grader, { type: "multi" }>) {
  if (Object.keys(graders).length === 0) found(["graders"], "no_parts");
  const formula = readFormula(text);
  if ("fault" in formula) {
    found(["calculate_output"], formula.fault, { said: formula.said, place: String(formula.at + 1) });
    return;
  }
  for (const name of formula.names)
    if (!Object.hasOwn(graders, name)) found(["calculate_output"], "part_unknown", { name });
  for (const name of Object.keys(graders))
    if (!formula.names.includes(name)) found(["graders", name], "part_unused", { name }, "warns");
}

/** The texts of a grader that are filled in. */
function templatesOf(grader: Grader): { path: Path; text: string }[] {
  switch (grader.type) {
    case "string_check":
    case "text_similarity":
      return [
        { path: ["input"], text: grader.input },
        { path: ["reference"], text: grader.reference },
      ];
    case "score_model":
      return grader.input.map(({ content }, at) => ({ path: ["input", at, "content"], text: content }));
    default:
      return [];
  }
}

/** A grader as it is sent: its templates without spaces inside their braces. */
function emitted<Any extends Grader>(grader: Any): Any {
  const one: Grader = grader;
  switch (one.type) {
    case "string_check":
    case "text_similarity":
      return { ...grader, input: withoutSpaces(one.input), reference: withoutSpaces(one.reference) };
    case "score_model":
      return {
        ...grader,
        input: one.input.map((message) => ({ ...message, content: withoutSpaces(message.content) })),
      };
    case "multi":
      return {
        ...grader,
        graders: Object.fromEntries(Object.entries(one.graders).map(([name, part]) => [name, emitted(part)])),
      };
    case "python":
      return grader;
  }
}

/** The fields of rows, and those inside them one step down, as the places of templates name them. */
export function fieldsOf(rows: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const row of rows)
    for (const [name, value] of Object.entries(asObject(row) ?? {})) {
      names.add(name);
      for (const inside of Object.keys(asObject(value) ?? {})) names.add(`${name}.${inside}`);
    }
  return [...names].filter((name) => name.length <= fieldLength).slice(0, fieldCount);
}

/** What can be told of at once: longer names are in no template. */
const fieldLength = 200;
const fieldCount = 200;
