import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import { evaluators as words } from "../../../preload/strings/evaluators.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { completions } from "../../foundry/chat/chat.ts";
import { wholeBody } from "../../foundry/chat/whole-answer.ts";
import { diagnosisOf } from "../../foundry/error.ts";
import type { EvalAsked, EvalItem, EvalItemGrade, EvalSource } from "../../foundry/evals/evals.ts";
import { asNumber, asObject, asText, type JsonObject } from "../../foundry/json.ts";
import { type EvaluatorKnown, ungraded } from "../../graders/graders.ts";
import { twinOf } from "../before/twins.ts";
import type { AskedOf } from "../process/batch-file.ts";
import type { EvalRowAsked } from "../process/eval-rows.ts";
import type { PlacedGrade } from "../process/grading.ts";
import { type AnswerPlace, type EndedAnswer, messageField } from "../shape.ts";

/** The name of a grader at the service, unique whatever the person calls it. */
const criterionName = (name: string, place: number): string => `${place + 1} ${name}`.slice(0, 80);

/** The graders of an evaluation as the service has them, by their places; those without a twin are left out. */
export function criteriaOf(
  { graders }: EvaluationSettings,
  connectionId: string,
  evaluators?: ReadonlyMap<string, EvaluatorKnown>,
): { name: string; criterion: JsonObject }[] {
  return graders.flatMap((grader, place) => {
    const twin = twinOf(grader, connectionId, evaluators);
    const name = criterionName(grader.name, place);
    return "reason" in twin ? [] : [{ name, criterion: { ...twin.twin, name } }];
  });
}

/** What an evaluation at the service is made of; its items have the fields of these rows. */
export function evalAsked(
  settings: EvaluationSettings,
  connectionId: string,
  name: string,
  rows: readonly EvalRowAsked[],
  evaluators: ReadonlyMap<string, EvaluatorKnown>,
): EvalAsked {
  const fields = new Set(rows.flatMap(({ item }) => Object.keys(item)));
  return {
    name,
    itemSchema: {
      type: "object",
      properties: Object.fromEntries([...fields].map((field) => [field, {}])),
    },
    criteria: criteriaOf(settings, connectionId, evaluators).map(({ criterion }) => criterion),
  };
}

/** Rows that one run can ask: they say the same roles in the same order, and bring the same tools. */
export const shapeOf = ({ roles, tools }: EvalRowAsked): string => JSON.stringify([roles, tools]);

const systemField = "assay_system_prompt";

/** What a run asks of a deployment, about rows of one shape. What its model refuses is left out, as in chat. */
export function sourceOf(
  asked: AskedOf,
  rows: readonly EvalRowAsked[],
  { graders }: Pick<EvaluationSettings, "graders">,
): EvalSource {
  const { roles = [], tools = [] } = rows[0] ?? {};
  const { system = "" } = asked;
  const said = roles.map((role, place) => ({ role, content: `{{item.${messageField(place)}}}` }));
  // It is filled in, too: braces in it are no places of the row.
  const told = { role: "system" as const, content: `{{item.${systemField}}}` };
  const body = wholeBody({ ...asked, messages: [{ role: "user", content: "" }], tools });
  const number = (name: string) => asNumber(body[name]) ?? undefined;
  const [temperature, topP, seed] = [number("temperature"), number("top_p"), number("seed")];
  const maxTokens = number("max_completion_tokens") ?? number("max_tokens");
  const reasoningEffort = asText(body.reasoning_effort);
  const responseFormat = asObject(body.response_format);
  return {
    kind: "deployment",
    deployment: asked.deployment,
    messages: system === "" ? said : [told, ...said],
    sampling: {
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
      ...(seed !== undefined && { seed }),
      ...(maxTokens !== undefined && { maxTokens }),
      ...(reasoningEffort !== "" && { reasoningEffort }),
      ...(responseFormat && { responseFormat }),
      ...(tools.length > 0 && { tools }),
    },
    withEvaluators: graders.some(({ kind }) => kind === "evaluator"),
    rows: rows.map(({ item }) => ({ item: system === "" ? item : { ...item, [systemField]: system } })),
  };
}

/** An answer of a run, as it is written down. How long it took, the service does not tell. */
export function answerIn(
  { answer, calls, finish, usage, error }: EvalItem,
  place: AnswerPlace,
  startedAt: number,
): Omit<EndedAnswer, "cost"> {
  const end = finish === null ? undefined : completions.ends.get(finish);
  const hasFailed = answer === null;
  return {
    ...place,
    ...{ text: answer ?? "", calls, startedAt, requestId: null, firstToken: null, total: null },
    end: hasFailed ? "failed" : (end ?? "stop"),
    diagnosis: hasFailed ? diagnosisOf("eval_run_failed", { details: error ?? "" }) : null,
    tokens: usage && { prompt: usage.prompt, completion: usage.completion, reasoning: 0 },
  };
}

/** What the graders of an evaluation say of an answer, by their places; one that says nothing has not graded it. */
export function gradesIn(
  { grades }: EvalItem,
  { graders }: Pick<EvaluationSettings, "graders">,
): PlacedGrade[] {
  return graders.map((one, grader) => {
    const found = grades.find(({ criterion }) => criterion === criterionName(one.name, grader));
    return { grader, grade: found ? gradeThere(one, found) : ungraded("not_graded_there") };
  });
}

/** What one says. Where less is better its score is told in words, and whether it passes counts. */
function gradeThere(grader: EvaluationGrader, found: EvalItemGrade): Grade {
  const { passed, reason } = found;
  const isTurned = grader.kind === "evaluator" && grader.isLessBetter;
  const verdict = passed === null ? null : Number(passed);
  const score = isTurned ? verdict : (found.score ?? verdict);
  if (score === null)
    return reason === null ? ungraded("not_graded_there") : ungraded("failed_there", reason);
  const said = grader.kind === "evaluator" ? evaluatorSaid(found) : reason;
  const label = labelThere(grader, found);
  return { score, passed, parts: {}, error: null, said, ...(label !== null && { label }) };
}

/** Which of its labels a judge gave; null for other graders, and where the service does not say. */
function labelThere(grader: EvaluationGrader, { label }: EvalItemGrade): string | null {
  const labels = grader.kind === "judge" && grader.verdict.form === "label" ? grader.verdict.labels : [];
  return label !== null && labels.includes(label) ? label : null;
}

/** The score of an evaluator, its threshold and label, and why. */
function evaluatorSaid({ score, threshold, label, reason }: EvalItemGrade): string | null {
  const facts = [
    score === null ? "" : fill(words.score, { score }),
    threshold === null ? "" : fill(words.threshold, { threshold }),
    label === null ? "" : fill(words.label, { label }),
  ].filter((one) => one !== "");
  return [facts.join(words.between), reason ?? ""].filter((one) => one !== "").join("\n\n") || null;
}
