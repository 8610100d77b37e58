import type { MethodsOf } from "../../feature.ts";
import type { Handlers } from "../../ipc.ts";
import type { TuningJobs } from "../jobs/tuning-jobs.ts";
import type { FineTuningParts } from "../parts.ts";

/** What became of jobs: deployments, trials, copies. */
export interface TunedModels {
  handlers: Pick<Handlers, MethodsOf<"tunedModels" | "trials">>;
}

export const openTunedModels = (_parts: FineTuningParts & { jobs: TuningJobs }): TunedModels => ({
  handlers: {} as TunedModels["handlers"],
});
