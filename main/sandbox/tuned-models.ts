import type { Weights } from "./training/trainer.ts";
import type { Tunable } from "./tunable.ts";

/** A model that a job has made, or a checkpoint of one: what can be deployed and tuned further. */
export interface TunedModel {
  name: string;
  jobId: string;
  base: Tunable;
  weights: Weights;
  /** Seconds since the epoch. */
  created: number;
}

/** The tuned models of the resource, by name. */
export interface TunedModels {
  get(name: string): TunedModel | null;
  all(): TunedModel[];
  add(model: TunedModel): void;
  remove(name: string): void;
}

/** None yet. */
export function createTunedModels(): TunedModels {
  const models = new Map<string, TunedModel>();
  return {
    get: (name) => models.get(name) ?? null,
    all: () => [...models.values()],
    add: (model) => void models.set(model.name, model),
    remove: (name) => void models.delete(name),
  };
}
