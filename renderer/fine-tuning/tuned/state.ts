import { useEffect, useState } from "react";
import { create } from "zustand";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Answer, Input } from "../../../preload/contract/index.ts";
import type { Trial, TunedDeployment } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { attempting } from "../../calls.ts";
import { undoRemoval } from "../../removal.ts";
import { goTo } from "../../route.ts";

const words = tunedModels;

interface TunedModelsState {
  /** Those that are there first; null until main has answered. */
  list: TunedDeployment[] | null;
  /** What has changed last, in a sentence for whoever does not see it. */
  changed: string;
  diagnosis: Diagnosis | null;
  /** The trial that was deleted last; it can still be brought back. */
  removed: Trial | null;
}

export const useTunedModels = create<TunedModelsState>(() => ({
  list: null,
  changed: "",
  diagnosis: null,
  removed: null,
}));

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useTunedModels.setState({ diagnosis }));

let isFollowed = false;

/** Asks for the deployments of tuned models and follows them, once. */
export function followTunedModels(): void {
  if (isFollowed) return;
  isFollowed = true;
  window.assay.on("tunedModels.changed", take);
  void readTunedModels();
}

/** Asks for the deployments of tuned models again, such as after a price was typed. */
export async function readTunedModels(): Promise<void> {
  const answer = await window.assay["tunedModels.list"]();
  if (answer.ok) take(answer.data);
}

/** Looks in Azure for what has become of the deployments. */
export async function refreshTunedModels(byItself: string | null = null): Promise<void> {
  await attempt(window.assay["tunedModels.refresh"](), byItself);
}

/** Begins an evaluation that holds a tuned deployment against its base, and shows it. */
export async function evaluateTuned(deployed: Input<"evaluationPlans.ofTuned">): Promise<void> {
  const begun = await attempt(window.assay["evaluationPlans.ofTuned"](deployed));
  if (begun) goTo("evaluations", begun.id);
}

/** Waits for what is done to a deployment or a trial; null where it failed, and then shows why. */
export const act = <Value>(work: Promise<Answer<Value>>): Promise<Value | null> => attempt(work);

function take(list: TunedDeployment[]): void {
  const changed = changeOf(useTunedModels.getState().list ?? [], list);
  useTunedModels.setState({ list, ...(changed !== null && { changed }) });
}

/** Which deployment has another state than before, in a sentence; null where none has. */
export function changeOf(
  before: readonly TunedDeployment[],
  after: readonly TunedDeployment[],
): string | null {
  const states = new Map(before.map(({ id, state }) => [id, state]));
  const changed = after.find(({ id, state }) => (states.get(id) ?? state) !== state);
  return changed ? fill(words.changed[changed.state], { deployment: changed.deployment }) : null;
}

/** Deletes a trial with its rows and answers; gives whether it is gone. */
export async function removeTrial(trial: Trial): Promise<boolean> {
  if ((await attempt(window.assay["trials.remove"]({ id: trial.id }))) === null) return false;
  useTunedModels.setState({ removed: trial });
  return true;
}

/** Brings the trial back that was deleted last. */
export const restoreTrial = (): Promise<void> =>
  undoRemoval(
    useTunedModels,
    async ({ id }) => (await attempt(window.assay["trials.restore"]({ id }))) !== null,
  );

/** The trials of a job, newest first, or with null all of them; followed as long as they are shown. */
export function useTrials(jobId: string | null): Trial[] | null {
  const [trials, setTrials] = useState<Trial[] | null>(null);
  useEffect(() => {
    let isLeft = false;
    const stop = window.assay.on("trials.changed", (trial) => {
      if (jobId === null || trial.jobId === jobId) setTrials((before) => withTrial(before ?? [], trial));
    });
    const stopRemoved = window.assay.on("trials.removed", ({ id }) =>
      setTrials((before) => (before === null ? null : before.filter((one) => one.id !== id))),
    );
    void window.assay["trials.list"]({ jobId }).then((answer) => {
      if (!isLeft && answer.ok) setTrials((before) => (before ?? []).reduce(withTrial, answer.data));
    });
    return () => {
      isLeft = true;
      stop();
      stopRemoved();
    };
  }, [jobId]);
  return trials;
}

/** The list with one trial as it is now, in its place or first. */
export const withTrial = (list: readonly Trial[], trial: Trial): Trial[] =>
  list.some(({ id }) => id === trial.id)
    ? list.map((one) => (one.id === trial.id ? trial : one))
    : [trial, ...list];
