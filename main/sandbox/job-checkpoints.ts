import { randomBytes } from "node:crypto";
import type { Checkpoint, Job } from "./job.ts";
import type { Metrics, Weights } from "./training/trainer.ts";
import type { TunedModels } from "./tuned-models.ts";

/** The checkpoints of a job, each of them a model of the resource. */
export interface Checkpoints {
  /** Keeps one of the end of an epoch; that of the third before it goes. */
  keepEpoch(metrics: Metrics, weights: Weights, seconds: number): void;
  /** Keeps one of a pause. */
  keepPause(metrics: Metrics, weights: Weights, seconds: number): void;
  /** Keeps the model that the job has made, and gives its name. */
  keepLast(metrics: Metrics, weights: Weights, seconds: number): string;
  forgetAll(): void;
}

/** The last three epochs can be deployed (Foundry, fine-tuning guides); the end of training is one of them. */
const mostEpochs = 2;

/** The name of the model that a job makes. */
const modelNameOf = ({ id, request: { model, suffix } }: Job) =>
  `${model.name}.ft-${id.replace(/^\w+-/, "")}${suffix === null ? "" : `-${suffix}`}`;

/** None yet. */
export function createCheckpoints(job: Job, models: TunedModels): Checkpoints {
  const modelName = modelNameOf(job);
  const epochs: Checkpoint[] = [];
  const keep = (name: string | null, metrics: Metrics, weights: Weights, created: number): Checkpoint => {
    const id = `ftchkpt-${randomBytes(16).toString("hex")}`;
    // Both ways of naming one are seen on Azure.
    const model = name ?? (job.isDated ? id : `${modelName}:ckpt-step-${job.step}`);
    models.add({ name: model, jobId: job.id, base: job.request.model, weights, created });
    const checkpoint: Checkpoint = { id, created, model, step: job.step, metrics };
    job.checkpoints.unshift(checkpoint);
    return checkpoint;
  };
  const forget = (checkpoint: Checkpoint) => {
    job.checkpoints = job.checkpoints.filter((one) => one !== checkpoint);
    models.remove(checkpoint.model);
  };
  return {
    keepEpoch: (metrics, weights, seconds) => {
      epochs.push(keep(null, metrics, weights, seconds));
      for (const old of epochs.splice(0, epochs.length - mostEpochs)) forget(old);
    },
    keepPause: (metrics, weights, seconds) => {
      if (job.checkpoints[0]?.step !== job.step) keep(null, metrics, weights, seconds);
    },
    keepLast: (metrics, weights, seconds) => keep(modelName, metrics, weights, seconds).model,
    forgetAll: () => job.checkpoints.forEach(forget),
  };
}
