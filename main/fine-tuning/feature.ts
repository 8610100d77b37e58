import { pickTarget } from "../dialogs.ts";
import type { Feature, Life, MethodsOf } from "../feature.ts";
import { createFiles } from "../foundry/files/files.ts";
import { createJobs } from "../foundry/jobs/jobs.ts";
import { notifier } from "../notifications.ts";
import type { FineTuning } from "./fine-tuning.ts";
import { openTuningJobs } from "./jobs/tuning-jobs.ts";
import type { FineTuningParts } from "./parts.ts";
import { openPlans } from "./plans/plans.ts";
import { openTunedModels } from "./tuned/tuned-models.ts";

type Methods = MethodsOf<"tuningPlans" | "tuningJobs" | "tunedModels" | "trials">;

/** Fine-tuning: from a dataset to a tuned model that is deployed. */
export function fineTuningFeature(
  parts: FineTuningParts & { benches: { drop(isThere: (planId: string) => boolean): void } },
): Feature<Methods, FineTuning> {
  const plans = openPlans(parts);
  const jobs = openTuningJobs({ ...parts, createJobs, createFiles, notifier, pickTarget, plans });
  const tuned = openTunedModels({ ...parts, jobs, plans, notifier });
  const lives: readonly Life[] = [plans.life, jobs.life, tuned.life];
  const each = (turn: "recover" | "purge" | "interrupt" | "unseen" | "wake" | "close") => () => {
    for (const life of lives) life[turn]?.();
  };
  return {
    service: {
      lineage: tuned.lineage,
      overlap: tuned.overlap,
      region: tuned.region,
      prompt: async (id) => jobs.handlers["tuningJobs.prompt"]({ id }),
    },
    handlers: { ...plans.handlers, ...jobs.handlers, ...tuned.handlers },
    recover: each("recover"),
    purge: () => {
      each("purge")();
      parts.benches.drop(plans.has);
    },
    isBusy: () => lives.some((life) => life.isBusy?.()),
    interrupt: each("interrupt"),
    unseen: each("unseen"),
    wake: each("wake"),
    close: each("close"),
  };
}
