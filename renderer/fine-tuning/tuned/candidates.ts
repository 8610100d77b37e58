import type { Candidate } from "../../../preload/contract/tuned-models.ts";
import type { OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";

const words = tunedModels.trial;

/** What of a job can be tried: its checkpoints by their steps and the final model, where that is not one of them. */
export function candidatesOf({ job, checkpoints }: Pick<OpenTuningJob, "job" | "checkpoints">): Candidate[] {
  const steps = checkpoints
    .toSorted((one, other) => one.step - other.step)
    .map(({ model, step }): Candidate => ({ kind: "checkpoint", model, step }));
  const isOwn = job.tunedModel !== null && steps.every(({ model }) => model !== job.tunedModel);
  return isOwn && job.tunedModel !== null
    ? [...steps, { kind: "final", model: job.tunedModel, step: null }]
    : steps;
}

/** What a candidate is called. */
export function candidateName({ kind, model, step }: Candidate): string {
  if (kind === "base") return fill(words.base, { deployment: model });
  if (kind === "final" || step === null) return words.final;
  return fill(words.checkpoint, { step: step.toLocaleString() });
}

/** What tells a candidate from the others of a trial. */
export const candidateKey = ({ kind, model }: Candidate): string =>
  kind === "base" ? kind : `${kind} ${model}`;
