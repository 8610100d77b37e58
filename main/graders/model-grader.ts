import type { ChatParameters } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Grader } from "../../preload/contract/graders.ts";
import { explain } from "../../preload/strings/explain.ts";
import type { ChatMessage } from "../foundry/chat/chat.ts";
import { asObject, asText, parseJson } from "../foundry/json.ts";
import { filled, type Graded } from "./template.ts";

export type ModelGrader = Extract<Grader, { type: "score_model" }>;

/** What a grader that is a model is asked. */
export interface JudgeQuestion {
  /** How it has to answer, before its own messages. */
  system: string;
  messages: ChatMessage[];
  parameters: ChatParameters;
}

/** Asks a model that grades; `cancelled` where the signal has ended it. */
export type AskJudge = (
  question: JudgeQuestion,
  signal: AbortSignal,
) => Promise<{ text: string } | { diagnosis: Diagnosis }>;

/** A score, or why there is none: a name in `strings.graders.errors`. */
export interface Scored {
  score: number | null;
  error: string | null;
  said: string | null;
}

/** What a model may answer where nothing is set (Microsoft's page on graders). */
const usualRange: readonly [number, number] = [0, 1];

/**
 * The score that a model gives an answer. The service makes its model answer in a form of its own, so here the model is
 * told to. What it says without a score, or with one outside the range, is an error, never 0.
 */
export async function scoreByModel(
  grader: ModelGrader,
  graded: Graded,
  ask: AskJudge,
  signal: AbortSignal,
): Promise<Scored> {
  const messages: ChatMessage[] = [];
  for (const { role, content } of grader.input) {
    const written = filled(content, graded);
    if ("error" in written) return { score: null, error: written.error, said: written.place };
    messages.push({ role: role === "developer" ? "system" : role, content: written.text });
  }
  const [low, high] = grader.range ?? usualRange;
  const system = `Grade as you are told. Reply with a JSON object {"score": number} and nothing else; the score is from ${low} to ${high}.`;
  const answer = await ask({ system, messages, parameters: parametersOf(grader) }, signal);
  if ("diagnosis" in answer)
    return { score: null, error: "judge_failed", said: explain(answer.diagnosis).title };
  const score = scoreIn(answer.text);
  if (score === null) return { score, error: "no_score", said: answer.text };
  if (score < low || score > high) return { score: null, error: "out_of_range", said: String(score) };
  return { score, error: null, said: answer.text };
}

function parametersOf({ sampling_params: set = {} }: ModelGrader): ChatParameters {
  return {
    temperature: set.temperature,
    topP: set.top_p,
    maxTokens: set.max_completions_tokens,
    seed: set.seed,
    reasoningEffort: set.reasoning_effort,
  };
}

const plainNumber = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What a score is called, the likeliest first; `result` is what the service's own form has. */
const scoreNames = ["score", "result", "rating", "grade", "reward"];

/** The score in what a model said: a number alone, or in an object of JSON, which may stand in a text. Null where there is none. */
export function scoreIn(text: string): number | null {
  const said = text.trim();
  const alone = numberIn(said);
  if (alone !== null) return alone;
  const object = asObject(
    parseJson(said) ?? parseJson(said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1)),
  );
  if (object === null) return null;
  for (const name of scoreNames) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const score = typeof value === "number" ? value : numberIn(asText(value));
    if (score !== null) return score;
  }
  return null;
}

const numberIn = (text: string): number | null => (plainNumber.test(text.trim()) ? Number(text) : null);
