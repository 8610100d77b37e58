import type { RemoteProgress } from "../../../preload/contract/evaluations.ts";
import type { RemoteBatch } from "../../foundry/batches/batches.ts";
import type { RemoteEvalRun } from "../../foundry/evals/evals.ts";

/** What is on its way to the service. */
export const sending = (kind: RemoteProgress["kind"], modelId: string, of: number): RemoteProgress => ({
  ...{ kind, modelId, state: "sending", counts: of === 0 ? null : { of, done: 0, failed: 0 } },
  ...{ since: null, until: null },
});

/** How far a batch of so many requests is; the service counts none while it looks at the file. */
export function batchProgress(modelId: string, batch: RemoteBatch, of: number): RemoteProgress {
  const { state, counts, since, expiresAt } = batch;
  return {
    ...{ kind: "batch", modelId, state, since, until: expiresAt },
    counts: counts && { of: counts.total || of, done: counts.completed, failed: counts.failed },
  };
}

/** How far a run of so many rows is; the service counts those that it has graded. */
export function runProgress(
  modelId: string,
  { state, counts, createdAt }: RemoteEvalRun,
  of: number,
): RemoteProgress {
  const done = counts ? counts.passed + counts.failed + counts.errored : 0;
  return {
    ...{ kind: "run", modelId, state, since: createdAt, until: null },
    counts: counts && { of, done, failed: counts.errored },
  };
}
