import { ask } from "../asking.ts";
import type { SandboxDeployment } from "../deployments.ts";
import { isObject, type Json, parsed } from "../json.ts";
import { calculated } from "./formula.ts";
import { measures, mostCompared } from "./similarity.ts";
import { filled, type GraderError, type Sample, Ungraded } from "./template.ts";

/** What a grader gives for an answer. */
export interface Graded {
  /** 0 where it could not say anything. */
  reward: number;
  /** Of a multi grader: the score of each of its graders. */
  parts: Record<string, number>;
  errors: GraderError[];
  /** What is told of the error of a model or of Python. */
  details: string | null;
  /** The model that was asked, and how many tokens that took. */
  asked: { model: string; tokens: number } | null;
}

type Context = Sample & { deployments: readonly SandboxDeployment[] };
type Scored = Omit<Graded, "errors" | "details">;

/** Grades an answer as the service does. A grader that cannot say anything names its error. */
export function runGrader(grader: Json, sample: Sample, deployments: readonly SandboxDeployment[]): Graded {
  try {
    return { ...score(grader, { ...sample, deployments }), errors: [], details: null };
  } catch (error) {
    if (!(error instanceof Ungraded)) throw error;
    return { reward: 0, parts: {}, errors: [error.error], details: error.message, asked: null };
  }
}

const only = (reward: number): Scored => ({ reward, parts: {}, asked: null });

function score(grader: Json, context: Context): Scored {
  switch (grader.type) {
    case "string_check":
      return only(checked(grader, context) ? 1 : 0);
    case "text_similarity":
      return only(similarity(grader, context));
    case "score_model":
      return judged(grader, context);
    case "multi":
      return combined(grader, context);
    case "python":
      throw new Ungraded("python_grader_server_error", "The sandbox runs no Python.");
    default:
      throw new Ungraded("other_error", "A grader of this type cannot be run.");
  }
}

const bothOf = ({ input, reference }: Json, context: Context): [string, string] => [
  filled(String(input), context),
  filled(String(reference), context),
];

/** `like` is told in two ways: here it is "contains", as Foundry's page on reinforcement has it. */
function checked(grader: Json, context: Context): boolean {
  const [input, reference] = bothOf(grader, context);
  switch (grader.operation) {
    case "ne":
      return input !== reference;
    case "like":
      return input.includes(reference);
    case "ilike":
      return input.toLowerCase().includes(reference.toLowerCase());
    default:
      return input === reference;
  }
}

function similarity(grader: Json, context: Context): number {
  const [input, reference] = bothOf(grader, context);
  const measure = measures[String(grader.evaluation_metric)];
  if (!measure) throw new Ungraded("other_error", `${String(grader.evaluation_metric)} is not supported.`);
  if (input.length > mostCompared || reference.length > mostCompared)
    throw new Ungraded("other_error", `A text of more than ${mostCompared} characters cannot be compared.`);
  return measure(input, reference);
}

/** Asks a deployment of that name or model; what it says has to be a number, or JSON with a `score` or `result`. */
function judged({ model, input, range }: Json, context: Context): Scored {
  const deployment = context.deployments.find(
    ({ name, status, model: { name: own, version } }) =>
      status === "succeeded" && [name, own, `${own}-${version}`].includes(String(model)),
  );
  if (!deployment)
    throw new Ungraded("model_grader_server_error", `The model '${String(model)}' is not available.`);
  const messages = (Array.isArray(input) ? (input as unknown[]) : []).map((message) => {
    const { role, content } = isObject(message) ? message : {};
    return { role: String(role), text: filled(String(content), context) };
  });
  const { text, isRefusal, tokens } = ask(messages, deployment);
  if (isRefusal) throw new Ungraded("model_grader_refusal_error", "The model refused to grade the sample.");
  const reward = numberIn(text);
  const [least, most] = Array.isArray(range) ? (range as number[]) : [0, 1];
  if (reward === null || reward < (least ?? 0) || reward > (most ?? 1))
    throw new Ungraded("model_grader_parse_error", "The model did not answer with a score in the range.");
  return {
    reward,
    parts: {},
    asked: { model: deployment.model.name, tokens: tokens.prompt + tokens.completion },
  };
}

function numberIn(answer: string): number | null {
  const value = parsed(answer.trim());
  const told = isObject(value) ? (value.score ?? value.result) : value;
  const number = typeof told === "string" && told.trim() !== "" ? Number(told) : told;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function combined({ graders, calculate_output: formula }: Json, context: Context): Scored {
  const scored = Object.entries(isObject(graders) ? graders : {}).map(
    ([name, grader]) => [name, score(isObject(grader) ? grader : {}, context)] as const,
  );
  const parts = Object.fromEntries(scored.map(([name, { reward }]) => [name, reward]));
  const asked = scored.map(([, one]) => one.asked).find((one) => one !== null) ?? null;
  return { reward: calculated(String(formula), parts), parts, asked };
}
