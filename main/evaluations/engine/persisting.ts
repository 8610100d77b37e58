import { FoundryError } from "../../foundry/error.ts";
import { persist } from "../../runs/persisting.ts";
import type { EvaluationRun } from "./ports.ts";

/**
 * Asks the service again while what keeps it from answering may pass by itself. Throws the FoundryError that does not, and
 * the signal's reason.
 */
export async function persistently<Value>(
  { questions }: Pick<EvaluationRun, "questions">,
  connectionId: string,
  ask: () => Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  const attempt = () =>
    ask().then(
      (value) => ({ value }),
      (error: unknown) => {
        if (error instanceof FoundryError) return { diagnosis: error.diagnosis };
        throw error;
      },
    );
  const outcome = await persist(questions.pacing, `service of ${connectionId}`, attempt, signal);
  signal.throwIfAborted();
  if (outcome && "value" in outcome) return outcome.value;
  throw outcome ? new FoundryError(outcome.diagnosis) : new Error("Nothing was asked.");
}
