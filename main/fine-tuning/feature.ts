import type { Feature, MethodsOf } from "../feature.ts";
import { openTuningJobs } from "./jobs/tuning-jobs.ts";
import type { FineTuningParts } from "./parts.ts";
import { openPlans } from "./plans/plans.ts";
import { openTunedModels } from "./tuned/tuned-models.ts";

type Methods = MethodsOf<"tuningPlans" | "tuningJobs" | "tunedModels" | "trials">;

/** Fine-tuning: from a dataset to a tuned model that is deployed. */
export function fineTuningFeature(parts: FineTuningParts): Feature<Methods> {
  const plans = openPlans(parts);
  const jobs = openTuningJobs({ ...parts, plans });
  const tuned = openTunedModels({ ...parts, jobs });
  return {
    service: { plans, jobs, tuned },
    ...plans.life,
    handlers: { ...plans.handlers, ...jobs.handlers, ...tuned.handlers },
  };
}
