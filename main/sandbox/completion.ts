import { randomBytes } from "node:crypto";
import { writeAnswer } from "./answer.ts";
import type { ChatRequest } from "./chat-request.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { type Random, seededRandom } from "./random.ts";
import { writeReasoning } from "./reasoning.ts";
import { splitTokens } from "./tokens.ts";

export interface Choice {
  index: number;
  /** Tokens of thinking that come before the text; shown or only counted, by deployment. */
  reasoning: string[];
  text: string[];
  finish: "stop" | "length";
}

export interface Usage {
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
  const { name, version } = deployment.model;
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
    model: deployment.dialect === "openai" ? `${name}-${version}` : name.toLowerCase(),
    choices,
    usage: { prompt: request.promptTokens, completion: reasoning + count(({ text }) => text), reasoning },
  };
}

function completeChoice(
  index: number,
  { messages, maxTokens, stop }: ChatRequest,
  deployment: SandboxDeployment,
  random: Random,
): Choice {
  const thoughts = deployment.reasoning === "none" ? "" : writeReasoning(messages, random);
  const whole = writeAnswer(messages, deployment, random);
  const ends = stop.map((text) => whole.indexOf(text)).filter((at) => at >= 0);
  const limit = maxTokens ?? Number.POSITIVE_INFINITY;
  const reasoning = splitTokens(thoughts).slice(0, limit);
  const tokens = splitTokens(whole.slice(0, Math.min(whole.length, ...ends)));
  const text = tokens.slice(0, limit - reasoning.length);
  const cut = text.length < tokens.length;
  return { index, reasoning, text, finish: cut ? "length" : "stop" };
}
