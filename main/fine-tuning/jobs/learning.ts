import type { PlanValues } from "../../../preload/contract/tuning-plans.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { FoundryError } from "../../foundry/error.ts";
import { logFault } from "../../log.ts";
import type { JobSettings } from "../plans/learned.ts";
import { methodOf } from "./again.ts";
import type { StoredJob } from "./job-store.ts";
import type { JobViews } from "./job-views.ts";
import { stateOf } from "./states.ts";

/** Keeps what the service chose for a job, with the size of the data that it chose it for. What the person has set is no choice of its. */
export async function learnFrom(
  job: StoredJob,
  parts: {
    datasets: Pick<Datasets, "partFacts">;
    hours: JobViews["hours"];
    startOf(remoteId: string): { values: Pick<PlanValues, "hyperparameters"> } | null;
    keep(settings: JobSettings): void;
  },
): Promise<void> {
  const { id, remote, sent } = job;
  const method = methodOf(remote.method);
  const state = stateOf(remote.status);
  if (!sent?.training || method === null || (state !== "running" && state !== "succeeded")) return;
  try {
    const { datasetId, version, part } = sent.training;
    const { rows } = await parts.datasets.partFacts({ id: datasetId, version, part });
    const set: Record<string, unknown> = parts.startOf(remote.id)?.values.hyperparameters ?? {};
    const chosen = Object.entries(remote.hyperparameters).filter(
      ([name]) => (set[name] ?? "auto") === "auto",
    );
    const hours = state === "succeeded" ? (parts.hours(job)?.hours ?? null) : null;
    const hyperparameters = Object.fromEntries(chosen);
    parts.keep({ jobId: id, model: remote.model, method, rows, hyperparameters, hours });
  } catch (error) {
    // Its data may be gone: then nothing can be said about its size.
    if (!(error instanceof FoundryError)) logFault("What a job was set with", error);
  }
}
