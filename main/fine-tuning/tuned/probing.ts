import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import type { Questions } from "../../runs/questions.ts";

/** Ends of an answer that show that a model has answered, if not with much. */
const answered: readonly DiagnosisCode[] = [
  "limit_without_text",
  "max_tokens_too_small",
  "only_thought",
  "empty_answer",
  "answer_filtered",
  "prompt_filtered",
  "rate_limited",
];

/** Asks a deployment one token. Null where it has answered; else why not. Never throws. */
export async function probe(
  questions: Pick<Questions, "ask">,
  connectionId: string,
  deployment: string,
  signal: AbortSignal,
): Promise<Diagnosis | null> {
  const asked = { connectionId, deployment, systemPrompt: "", parameters: { maxTokens: 1 } };
  for await (const event of questions.ask(asked, 0, "Hi", signal)) {
    if (event.type !== "end") continue;
    const { end, diagnosis } = event;
    if (end !== "failed" && end !== "connection_lost") return null;
    return diagnosis && answered.includes(diagnosis.code) ? null : diagnosis;
  }
  return null;
}
