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

/**
 * The text that a deployment answers with, asked again while what keeps it from answering may pass. `position` as in
 * `Questions.ask`. `counted` is told the tokens of each try as far as the service says them, and the region. Null where the signal has ended it.
 */
export function answerOf(
  questions: Questions,
  deployed: Deployed,
  position: number,
  { system, messages, parameters, tools }: Question,
  signal: AbortSignal,
  counted: Counted = () => {},
): Promise<Outcome<string> | null> {
  const limit = questions.limitOf(deployed);
  const asked = { ...deployed, systemPrompt: system, parameters, ...(tools && { tools }) };
  const attempt = async (): Promise<{ value: string } | { diagnosis: Diagnosis }> => {
    const own = new AbortController();
    let text = "";
    let region: string | null = null;
    const calls = new Map<number, { name: string; arguments: string }>();
    for await (const event of questions.ask(
      asked,
      position,
      messages,
      AbortSignal.any([signal, own.signal]),
    )) {
      if (event.type === "started") {
        questions.pacing.started(limit, event);
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
  };
  return persist(questions.pacing, limit, attempt, signal);
}

/** Asks a deployment as the model that grades; `counted` as in `answerOf`. */
export const judgeOver =
  (questions: Questions, judge: Deployed, position: number, counted?: Counted): AskJudge =>
  async (question, signal) => {
    const outcome = await answerOf(questions, judge, position, question, signal, counted);
    if (outcome === null) return { diagnosis: diagnosisOf("cancelled") };
    return "value" in outcome ? { text: outcome.value } : outcome;
  };
