import { randomBytes } from "node:crypto";
import { writeAnswer } from "./answer.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { callId } from "./identifiers.ts";
import { isObject, type Json, parsed } from "./json.ts";
import type { Question } from "./question.ts";
import { type Random, seededRandom } from "./random.ts";
import { writeReasoning } from "./reasoning.ts";
import { instanceOf } from "./schema-instance.ts";
import { splitTokens } from "./tokens.ts";
import { callIn } from "./training/calls.ts";

export interface Choice {
  index: number;
  /** Tokens of thinking that come before the text; shown or only counted, by deployment. */
  reasoning: string[];
  text: string[];
  /** What is said in the place of an answer. */
  refusal: string[];
  toolCalls: { id: string; name: string; arguments: string[] }[];
  finish: "stop" | "length" | "content_filter" | "tool_calls";
  /** The text at which it was to stop, if it came to one. */
  stoppedAt: string | null;
}

interface Usage {
  prompt: number;
  completion: number;
  reasoning: number;
}

export interface Completion {
  id: string;
  /** Seconds since the epoch. */
  created: number;
  model: string;
  choices: Choice[];
  usage: Usage;
}

/** Answers a request. The texts are the same for the same seed, messages and deployment; id and time are not. */
export function complete(question: Question, deployment: SandboxDeployment): Completion {
  const choices = Array.from({ length: question.choices }, (_, index) => {
    const seed = JSON.stringify([question.seed, deployment.name, question.messages, index]);
    return completeChoice(index, question, deployment, seededRandom(seed));
  });
  const count = (part: (choice: Choice) => string[]) =>
    choices.reduce((sum, choice) => sum + part(choice).length, 0);
  const reasoning = count((choice) => choice.reasoning);
  return {
    id: `chatcmpl-${randomBytes(22).toString("base64url").slice(0, 29)}`,
    created: Math.floor(Date.now() / 1000),
    model: nameOf(deployment),
    choices,
    usage: { prompt: question.promptTokens, completion: reasoning + count(said), reasoning },
  };
}

/** A tuned model is told by its own name. */
function nameOf({ weights, dialect, model: { name, version } }: SandboxDeployment): string {
  if (weights) return name;
  return dialect === "openai" ? `${name}-${version}` : name.toLowerCase();
}

/** The tokens of a choice beside its thinking. */
const said = ({ text, refusal, toolCalls }: Choice) => [
  ...text,
  ...refusal,
  ...toolCalls.flatMap((call) => call.arguments),
];

function completeChoice(
  index: number,
  question: Question,
  deployment: SandboxDeployment,
  random: Random,
): Choice {
  const { messages, manners, maxTokens, stop } = question;
  const thoughts = question.thinks ? writeReasoning(messages, random) : "";
  const limit = maxTokens ?? Number.POSITIVE_INFINITY;
  const reasoning = splitTokens(thoughts).slice(0, limit);
  const nothing = { index, reasoning, text: [], refusal: [], toolCalls: [], stoppedAt: null };
  const written = deployment.weights?.answer(messages, random) ?? null;
  const learned = written === null ? null : callIn(written);
  const knows = learned !== null && question.tools.includes(learned.name);
  const calls = question.toolCalls.length > 0 || !knows ? question.toolCalls : [learned];
  if (calls.length > 0) {
    const toolCalls = calls.map((call) => ({
      id: callId(),
      name: call.name,
      arguments: splitTokens(call.arguments),
    }));
    return { ...nothing, toolCalls, finish: "tool_calls" };
  }
  const refused = manners.refusal ? splitTokens(refusal) : [];
  if (manners.refusal && !manners.refusal.afterText) return { ...nothing, refusal: refused, finish: "stop" };

  const answer = learned || written === null ? writeAnswer(messages, deployment, random) : written;
  const whole = question.json ? asJson(answer, question.json.schema) : answer;
  const [end] = stop
    .map((text) => ({ text, at: whole.indexOf(text) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at);
  const tokens = splitTokens(whole.slice(0, end?.at ?? whole.length));
  const wanted = manners.refusal ? tokens.slice(0, Math.ceil(tokens.length / 3)) : tokens;
  const text = wanted.slice(0, limit - reasoning.length);
  const isCut = text.length < wanted.length;
  return {
    ...nothing,
    text,
    refusal: isCut ? [] : refused,
    finish: manners.tripsFilter ? "content_filter" : isCut ? "length" : "stop",
    stoppedAt: isCut ? null : (end?.text ?? null),
  };
}

/** An answer as JSON of a schema: as it is where it already has all that is required, or made up. */
function asJson(answer: string, schema: Json | null): string {
  const given = parsed(answer);
  const required = Array.isArray(schema?.required) ? schema.required : [];
  if (isObject(given) && required.every((name) => String(name) in given)) return answer;
  return JSON.stringify(schema ? instanceOf(schema, "answer") : { answer });
}

const refusal = "I'm sorry, but I can't help with that.";
