import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";

/** A deployment of past results that one here can stand for. */
export interface AskedOnce {
  key: string;
  /** What it is called: a model's name, or the deployment's where it grades. */
  name: string;
  isModel: boolean;
  from: { connectionId: string; deployment: string };
}

/** The deployments of settings, each once: the models first, then what graders ask. */
export function askedOnce({ models, graders }: EvaluationSettings): AskedOnce[] {
  const all = new Map<string, AskedOnce>();
  const add = (name: string, isModel: boolean, from: AskedOnce["from"]) => {
    const key = JSON.stringify([from.connectionId, from.deployment]);
    if (!all.has(key)) all.set(key, { key, name, isModel, from });
  };
  for (const { name, connectionId, deployment } of models) add(name, true, { connectionId, deployment });
  for (const grader of graders) {
    const asked = "judge" in grader ? grader.judge : "embeddings" in grader ? grader.embeddings : null;
    if (asked) add(asked.deployment, false, asked);
  }
  return [...all.values()];
}
