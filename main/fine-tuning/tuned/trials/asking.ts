import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { FoundryError } from "../../../foundry/error.ts";
import type { Questions } from "../../../runs/questions.ts";
import { againAfter } from "../../../runs/retry-policy.ts";
import type { Clock } from "../clock.ts";
import { isNotReady } from "../raising.ts";
import type { RowQuestion } from "./row.ts";

/** What a deployment said to a row. */
export interface Said {
  text: string | null;
  diagnosis: Diagnosis | null;
}

/** Whom to ask. */
export interface Asked {
  connectionId: string;
  deployment: string;
}

/** How often a deployment that has answered before may say that it is not ready, and the pause then. */
const unready = { tries: 8, pause: 20_000 };

/** The same setting for all candidates: what differs between their answers should not be chance. */
const parameters = { temperature: 0 };

/**
 * Asks a deployment what a row asks, again where that may help. What only a person can put right, and what would be the
 * same with every row, is thrown as a FoundryError; any other failure is given as what came of this row.
 */
export async function askRow(
  { questions, clock }: { questions: Pick<Questions, "ask">; clock: Clock },
  asked: Asked,
  { messages, tools }: Pick<RowQuestion, "messages" | "tools">,
  position: number,
  signal: AbortSignal,
): Promise<Said> {
  for (let [tried, refused, waited] = [1, 0, 0]; ; tried += 1) {
    const said = await once(questions, { ...asked, tools }, messages, position, signal);
    signal.throwIfAborted();
    const { diagnosis } = said;
    if (diagnosis === null) return said;
    if (isNotReady(diagnosis) && waited < unready.tries) {
      waited += 1;
      await clock.wait(unready.pause, signal);
      continue;
    }
    refused = diagnosis.code === "rate_limited" ? refused + 1 : 0;
    const again = againAfter(diagnosis, tried, refused);
    if (again.do === "set aside") throw new FoundryError(diagnosis);
    if (again.do === "keep") return said;
    await clock.wait(again.milliseconds, signal);
  }
}

async function once(
  questions: Pick<Questions, "ask">,
  asked: Asked & Pick<RowQuestion, "tools">,
  messages: RowQuestion["messages"],
  position: number,
  signal: AbortSignal,
): Promise<Said> {
  let text = "";
  const calls = new Map<number, { name: string; arguments: string }>();
  for await (const event of questions.ask(
    { ...asked, systemPrompt: "", parameters },
    position,
    messages,
    signal,
  )) {
    if (event.type === "text" || event.type === "refusal") text += event.text;
    else if (event.type === "tool_call") {
      const call = calls.get(event.index) ?? { name: "", arguments: "" };
      calls.set(event.index, {
        name: call.name + (event.name ?? ""),
        arguments: call.arguments + event.arguments,
      });
    } else if (event.type === "end") {
      // What was called is what was answered: graders read it as JSON.
      if (text === "" && calls.size > 0) text = JSON.stringify([...calls.values()]);
      const isWhole = event.end !== "failed" && event.end !== "connection_lost";
      return { text: isWhole ? text : null, diagnosis: isWhole ? null : event.diagnosis };
    }
  }
  return { text: null, diagnosis: null };
}
