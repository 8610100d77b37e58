import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import type { BatchResult, RemoteBatch } from "../../foundry/batches/batches.ts";
import type { Usage } from "../../foundry/chat/chat.ts";
import type { AnswerPlace, EndedAnswer } from "../shape.ts";
import type { EvaluationRun } from "./ports.ts";

/** What tokens of a model cost where the service has answered by itself; null where that cannot be told. */
export const costOf = (
  { questions }: Pick<EvaluationRun, "questions">,
  model: EvaluationModel,
  tokens: Usage | null,
  region: string | null,
): Promise<EndedAnswer["cost"]> =>
  questions.cost(
    model,
    {
      ...{ firstToken: null, gapMedian: null, gap95: null, total: 0, late: 0, tokens },
      ...{ tokensPerSecond: null, tokensPerSecondWithReasoning: null },
    },
    region,
  );

/** An answer of a batch, as it is written down. How long a single one took, the service does not tell. */
export async function endedIn(
  run: Pick<EvaluationRun, "questions">,
  model: EvaluationModel,
  place: AnswerPlace,
  batch: RemoteBatch,
  { answer, requestId }: BatchResult,
  region: string | null,
): Promise<EndedAnswer> {
  const usage = answer?.usage ?? null;
  return {
    ...place,
    text: answer ? answer.text + answer.refusal : "",
    calls: answer?.calls.map(({ name, arguments: given }) => ({ name, arguments: given })) ?? [],
    end: answer?.end ?? "failed",
    diagnosis: answer?.diagnosis ?? null,
    startedAt: batch.startedAt ?? batch.createdAt ?? Date.now(),
    requestId,
    firstToken: null,
    total: null,
    tokens: usage && {
      prompt: usage.prompt,
      completion: usage.completion,
      reasoning: usage.reasoning,
    },
    cost: await costOf(run, model, usage, region),
  };
}
