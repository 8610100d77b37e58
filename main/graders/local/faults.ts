import { canPass } from "../../../preload/can-pass.ts";
import type { EvaluationGrader, GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { graderErrors } from "../../../preload/strings/grader-errors.ts";
import { variablesOf } from "../../template.ts";
import { checkMeaning, type Found } from "../check.ts";
import { effortOf, stepsOf } from "../scripts/backtracking.ts";
import type { ScriptError } from "../scripts/outcome.ts";
import { mostSteps } from "../scripts/patterns.ts";
import { unfillable } from "../template.ts";
import { callsIn } from "./calls.ts";
import { reaches, type ScriptRunner } from "./local.ts";
import { partsOfGrader } from "./parts.ts";
import { readSchema } from "./schema.ts";
import { templatesOf } from "./templates.ts";

/** Characters of an answer for which a pattern has to be quick, else it is said that it may be slow. */
const usualAnswer = 2_000;

/**
 * What is wrong with a grader of an evaluation. `others` are the graders beside it, `fields` those of the rows, null where
 * they are not known. A script is run once, without an answer, where there is something to run it. Throws nothing.
 */
export function evaluationGraderFaults(
  grader: EvaluationGrader,
  others: readonly EvaluationGrader[],
  fields: readonly string[] | null,
  scripts: ScriptRunner,
): GraderFault[] {
  const faults: GraderFault[] = [];
  const found: Found = (path, code, parameters = {}, severity = "blocks") =>
    void faults.push({ path, code, parameters, severity });
  checkTemplates(found, grader, fields);
  checkKind(found, grader, fields, scripts);
  checkParts(found, grader, others);
  return faults;
}

function checkTemplates(found: Found, grader: EvaluationGrader, fields: readonly string[] | null): void {
  const templates = templatesOf(grader);
  // A run at the service gives each row what it asks as a field.
  const known = grader.kind === "evaluator" && fields ? [...fields, "query"] : fields;
  for (const { path, text, places } of templates)
    for (const { error, place } of unfillable(text, known, places)) found(path, error, { place });
  if (grader.kind === "tool_call" || templates.length === 0) return;
  const names = templates.flatMap(({ text }) => variablesOf(text));
  const isUsed = names.some((name) => name.startsWith("sample.") || name.startsWith("answer_"));
  if (!isUsed)
    found(templates.at(grader.kind === "judge" ? -1 : 0)?.path ?? [], "answer_unused", {}, "warns");
}

function checkKind(
  found: Found,
  grader: EvaluationGrader,
  fields: readonly string[] | null,
  scripts: ScriptRunner,
): void {
  switch (grader.kind) {
    case "text":
    case "numeric":
      if (grader.expected.trim() === "") found(["expected"], "expected_empty", {}, "warns");
      return;
    case "regex":
      checkPattern(found, grader);
      return;
    case "json":
      checkSchema(found, grader, scripts);
      return;
    case "tool_call": {
      const { expected } = grader;
      const isFixed = expected.trim() !== "" && variablesOf(expected).length === 0;
      if (isFixed && callsIn(expected) === null) found(["expected"], "calls_wrong");
      return;
    }
    case "similarity":
      if (grader.metric === "cosine" && grader.embeddings === null) found(["embeddings"], "no_embeddings");
      checkThreshold(found, grader.passAt, grader.metric === "cosine" ? [-1, 1] : [0, 1]);
      return;
    case "length":
      if (grader.least === null && grader.most === null) found(["least"], "length_unset");
      if ((grader.least ?? 0) > (grader.most ?? Number.POSITIVE_INFINITY)) found(["most"], "length_order");
      return;
    case "judge":
      checkVerdict(found, grader);
      return;
    case "script":
      checkScript(found, grader, scripts);
      return;
    case "foundry":
      checkMeaning(found, grader.grader, fields, ["grader"]);
      if (grader.grader.type === "score_model" && grader.judge === null) found(["judge"], "no_judge");
      if (grader.grader.type === "python") found(["grader"], "service_here", {}, "warns");
      return;
    case "evaluator":
      if (Object.keys(grader.mapping).length === 0) found(["mapping"], "mapping_empty");
      if (grader.threshold !== null && grader.range !== null)
        checkThreshold(found, grader.threshold, grader.range, ["threshold"]);
      return;
    case "latency":
    case "cost":
    case "all":
    case "weighted":
      return;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "");

function checkPattern(found: Found, { pattern, flags }: GraderOf<"regex">): void {
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    found(["pattern"], "pattern_wrong", { why: messageOf(error) });
    return;
  }
  const effort = effortOf(pattern, flags);
  if (effort === null || stepsOf(effort, usualAnswer) > mostSteps)
    found(["pattern"], "pattern_slow", {}, "warns");
}

function checkSchema(found: Found, { schema }: GraderOf<"json">, scripts: ScriptRunner): void {
  try {
    if (schema !== null) readSchema(schema, scripts);
  } catch (error) {
    found(["schema"], "schema_wrong", { why: messageOf(error) });
  }
}

function checkThreshold(
  found: Found,
  passAt: number | null,
  [low, high]: readonly [number, number],
  path = ["passAt"],
): void {
  if (passAt !== null && (passAt < low || passAt > high))
    found(path, "threshold_outside", { low: String(low), high: String(high) });
}

function checkVerdict(found: Found, { verdict, messages }: GraderOf<"judge">): void {
  switch (verdict.form) {
    case "score": {
      const [low, high] = verdict.range;
      if (low >= high) found(["verdict", "range"], "range_order");
      else if (verdict.passAt !== null)
        checkThreshold(found, verdict.passAt, verdict.range, ["verdict", "passAt"]);
      return;
    }
    case "label": {
      const { labels, passing } = verdict;
      labels.forEach((label, at) => {
        if (labels.indexOf(label) < at) found(["verdict", "labels", at], "label_twice", { name: label });
      });
      passing.forEach((label, at) => {
        if (!labels.includes(label)) found(["verdict", "passing", at], "label_not_listed", { name: label });
      });
      return;
    }
    case "pair": {
      const shown = messages.flatMap(({ content }) => variablesOf(content));
      if (!shown.includes("answer_a") || !shown.includes("answer_b")) found(["messages"], "pair_places");
      return;
    }
  }
}

/** Faults of a script that show before it has an answer: what it does with none is no fault. */
const scriptFaults: Partial<Record<ScriptError, string>> = {
  script_unread: "script_unread",
  script_no_function: "script_no_function",
  script_unavailable: "script_unchecked",
};

function checkScript(found: Found, { source }: GraderOf<"script">, scripts: ScriptRunner): void {
  const outcome = scripts?.run(source, null);
  if (!outcome || !("error" in outcome)) return;
  const code = scriptFaults[outcome.error];
  const why = outcome.said ?? fill(graderErrors.errors[outcome.error], {});
  if (code) found(["source"], code, { why }, code === "script_unchecked" ? "warns" : "blocks");
}

function checkParts(found: Found, grader: EvaluationGrader, others: readonly EvaluationGrader[]): void {
  const ids = partsOfGrader(grader);
  ids.forEach((id, at) => {
    const part = others.find((one) => one.id === id);
    const name = part?.name ?? id;
    if (id === grader.id || (part && reaches(part, grader.id, others)))
      found(["of", at], "part_circular", { name: grader.name });
    else if (!part) found(["of", at], "part_missing");
    else if (ids.indexOf(id) < at) found(["of", at], "part_twice", { name });
    else if (grader.kind === "all" && !canPass(part)) found(["of", at], "part_unpassing", { name });
  });
  if (grader.kind === "weighted" && grader.of.every(({ weight }) => weight === 0)) found(["of"], "no_weight");
}
