import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { FoundryError } from "../../../foundry/error.ts";
import { answerOf, type Deployed, type RowQuestion } from "../../../graders/graders.ts";
import type { Questions } from "../../../runs/questions.ts";
import type { Clock } from "../clock.ts";
import { isNotReady } from "../starting.ts";

/** What a deployment said to a row. */
export interface Said {
  text: string | null;
  diagnosis: Diagnosis | null;
}

/** How often a deployment may say that it is not ready, and the pause then: an adapter takes longer to be loaded (azure-skills, deployment, 2026-08-21). */
const unready = { tries: 8, pause: 20_000, adapterPause: 120_000 };

/** The same setting for all candidates: what differs between their answers should not be chance. */
const parameters = { temperature: 0 };

/**
 * Asks a deployment what a row asks, again where that may help. What only a person can put right, and what would be the
 * same with every row, is thrown as a FoundryError; any other failure is given as what came of this row.
 */
export async function askRow(
  { questions, clock }: { questions: Questions; clock: Clock },
  deployed: Deployed,
  { messages, tools }: Pick<RowQuestion, "messages" | "tools">,
  position: number,
  signal: AbortSignal,
): Promise<Said> {
  const question = { system: "", messages, tools, parameters };
  for (let waited = 0; ; waited += 1) {
    const outcome = await answerOf(questions, deployed, position, question, signal);
    signal.throwIfAborted();
    if (outcome === null) return { text: null, diagnosis: null };
    if ("value" in outcome) return { text: outcome.value, diagnosis: null };
    const { diagnosis, isForPerson } = outcome;
    const pause = diagnosis.code === "adapter_not_loaded" ? unready.adapterPause : unready.pause;
    if (isNotReady(diagnosis) && waited < unready.tries) await clock.wait(pause, signal);
    else if (isForPerson || isNotReady(diagnosis)) throw new FoundryError(diagnosis);
    else return { text: null, diagnosis };
  }
}
