import { randomBytes } from "node:crypto";
import { writeAnswer } from "./answer.ts";
import type { ChatRequest, Message } from "./chat-request.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { isObject, parsed } from "./json.ts";
import { type Random, seededRandom } from "./random.ts";
import { writeReasoning } from "./reasoning.ts";
import { splitTokens } from "./tokens.ts";
import { callIn } from "./training/calls.ts";

export interface Choice {
  index: number;
  /** Tokens of thinking that come before the text; shown or only counted, by deployment. */
  reasoning: string[];
  text: string[];
  /** What is said in the place of an answer. */
  refusal: string[];
  toolCall: { id: string; name: string; arguments: string[] } | null;
  finish: "stop" | "length" | "content_filter" | "tool_calls";
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
export function complete(request: ChatRequest, deployment: SandboxDeployment): Completion {
  const choices = Array.from({ length: request.choices }, (_, index) => {
    const seed = JSON.stringify([request.seed, deployment.name, request.messages, index]);
    return completeChoice(index, request, deployment, seededRandom(seed));
  });
  const count = (part: (choice: Choice) => string[]) =>
    choices.reduce((sum, choice) => sum + part(choice).length, 0);
  const reasoning = count((choice) => choice.reasoning);
  return {
    id: `chatcmpl-${randomBytes(22).toString("base64url").slice(0, 29)}`,
    created: Math.floor(Date.now() / 1000),
    model: nameOf(deployment),
    choices,
    usage: { prompt: request.promptTokens, completion: reasoning + count(said), reasoning },
  };
}

/** A tuned model is told by its own name. */
function nameOf({ weights, dialect, model: { name, version } }: SandboxDeployment): string {
  if (weights) return name;
  return dialect === "openai" ? `${name}-${version}` : name.toLowerCase();
}

/** The tokens of a choice beside its thinking. */
const said = ({ text, refusal, toolCall }: Choice) => [...text, ...refusal, ...(toolCall?.arguments ?? [])];

function completeChoice(
  index: number,
  request: ChatRequest,
  deployment: SandboxDeployment,
  random: Random,
): Choice {
  const { messages, maxTokens, stop } = request;
  const thoughts = deployment.reasoning === "none" ? "" : writeReasoning(messages, random);
  const limit = maxTokens ?? Number.POSITIVE_INFINITY;
  const reasoning = splitTokens(thoughts).slice(0, limit);
  const nothing = { index, reasoning, text: [], refusal: [], toolCall: null };
  const written = deployment.weights?.answer(messages, random) ?? null;
  const learned = written === null ? null : callIn(written);
  const toolCall = request.toolCall ?? (learned && request.tools.includes(learned.name) ? learned : null);
  if (toolCall) {
    const id = `call_${randomBytes(18).toString("base64url")}`;
    const called = { id, name: toolCall.name, arguments: splitTokens(toolCall.arguments) };
    return { ...nothing, toolCall: called, finish: "tool_calls" };
  }
  const manner = mannerOf(messages);
  if (manner === "refusal") return { ...nothing, refusal: splitTokens(refusal), finish: "stop" };

  const answer = learned || written === null ? writeAnswer(messages, deployment, random) : written;
  const whole = request.json && !isObject(parsed(answer)) ? JSON.stringify({ answer }) : answer;
  const ends = stop.map((text) => whole.indexOf(text)).filter((at) => at >= 0);
  const tokens = splitTokens(whole.slice(0, Math.min(whole.length, ...ends)));
  const text = tokens.slice(0, limit - reasoning.length);
  const cut = text.length < tokens.length ? "length" : "stop";
  return { ...nothing, text, finish: manner === "late-filter" ? "content_filter" : cut };
}

const refusal = "I'm sorry, but I can't help with that.";

/** What the last message wants to see, by words nobody uses by chance. */
function mannerOf(messages: readonly Message[]): "refusal" | "late-filter" | null {
  const last = messages.at(-1)?.text ?? "";
  if (/\brefuse this request\b/i.test(last)) return "refusal";
  return /\btrip the late filter\b/i.test(last) ? "late-filter" : null;
}
