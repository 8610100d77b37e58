import type { ChatParameters } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { answerLimit } from "../../preload/limits.ts";
import type { ChatMessage, Usage } from "../foundry/chat/chat.ts";
import { diagnosisOf, problem } from "../foundry/error.ts";
import type { JsonObject } from "../foundry/json.ts";
import { type Outcome, persist } from "../runs/persisting.ts";
import type { Questions } from "../runs/questions.ts";
import type { AskJudge } from "./model-grader.ts";

/** A deployment of a connection. */
export interface Deployed {
  connectionId: string;
  deployment: string;
}

/** What is asked of a deployment. */
export interface Question {
  system: string;
  messages: readonly ChatMessage[];
  parameters: ChatParameters;
  /** Tools that may be called, as the service writes them. */
  tools?: readonly JsonObject[];
}

/** Is told what an answer took, and the region that it came from; null where that is not known. */
export type Counted = (usage: Usage, region: string | null) => void;

/** An answer's text, or why there is none. */
type Answered = { value: string } | { diagnosis: Diagnosis };

/**
 * The text that a deployment answers with, asked once. `position` as in `Questions.ask`. `counted` is told the tokens as far
 * as the service says them, and the region.
 */
export async function answerOnce(
  questions: Questions,
  deployed: Deployed,
  position: number,
  { system, messages, parameters, tools }: Question,
  signal: AbortSignal,
  counted: Counted = () => {},
): Promise<Answered> {
  const asked = { ...deployed, systemPrompt: system, parameters, ...(tools && { tools }) };
  const own = new AbortController();
  const over = AbortSignal.any([signal, own.signal]);
  let text = "";
  let region: string | null = null;
  const calls = new Map<number, { name: string; arguments: string }>();
  for await (const event of questions.ask(asked, position, messages, over)) {
    if (event.type === "started") {
      questions.pacing.started(questions.limitOf(deployed), event);
      region = event.region;
    }
    if (event.type === "text" || event.type === "refusal") text += event.text;
    if (event.type === "tool_call") {
      const call = calls.get(event.index) ?? { name: "", arguments: "" };
      calls.set(event.index, {
        name: call.name + (event.name ?? ""),
        arguments: call.arguments + event.arguments,
      });
    }
    if (text.length > answerLimit) {
      own.abort();
      return problem("reply_not_understood");
    }
    if (event.type === "end" && event.usage) counted(event.usage, region);
    // What broke off is no answer, also where some of it arrived.
    const hasFailed = event.type === "end" && (event.end === "failed" || event.end === "connection_lost");
    if (hasFailed && event.diagnosis) return { diagnosis: event.diagnosis };
  }
  // What was called is what was answered: graders read it as JSON.
  return { value: text === "" && calls.size > 0 ? JSON.stringify([...calls.values()]) : text };
}

/** The same, asked again while what keeps it from answering may pass. Null where the signal has ended it. */
export const answerOf = (
  questions: Questions,
  deployed: Deployed,
  position: number,
  question: Question,
  signal: AbortSignal,
): Promise<Outcome<string> | null> =>
  persist(
    questions.pacing,
    questions.limitOf(deployed),
    () => answerOnce(questions, deployed, position, question, signal),
    signal,
  );

/** Asks a deployment as the model that grades. */
export const judgeOver =
  (questions: Questions, judge: Deployed, position: number): AskJudge =>
  async (question, signal) => {
    const outcome = await answerOf(questions, judge, position, question, signal);
    if (outcome === null) return { diagnosis: diagnosisOf("cancelled") };
    return "value" in outcome ? { text: outcome.value } : outcome;
  };
