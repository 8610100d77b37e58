import { create } from "zustand";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import type { JobList, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { attempting } from "../../calls.ts";
import { undoRemoval } from "../../removal.ts";
import { goTo } from "../../route.ts";

const words = tuningJobs.changed;

interface JobsState {
  /** Null until main has answered. */
  list: JobList | null;
  /** Which job has changed its state last, in a sentence for whoever does not see it. */
  changed: string;
  /** The job that was taken off the list last; it can still be put back. */
  removed: TuningJob | null;
  diagnosis: Diagnosis | null;
}

export const useTuningJobs = create<JobsState>(() => ({
  list: null,
  changed: "",
  removed: null,
  diagnosis: null,
}));

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useTuningJobs.setState({ diagnosis }));

let isFollowed = false;

/** Asks for the jobs and follows them, once; reading them at the service is asked for by this. */
export function followTuningJobs(): void {
  if (!isFollowed) {
    isFollowed = true;
    window.assay.on("tuningJobs.changed", take);
    void window.assay["tuningJobs.list"]().then((answer) => answer.ok && take(answer.data));
  }
  void refreshTuningJobs(null, "refresh");
}

/** Reads the jobs of a connection again, or of all. `byItself` names who asks where it is not the person. */
export async function refreshTuningJobs(
  connectionId: string | null,
  byItself: string | null = null,
): Promise<void> {
  await attempt(window.assay["tuningJobs.refresh"]({ connectionId }), byItself);
}

/** Waits for what is done to a job, and gives what main says of it; null where it failed, and then shows why. */
export const act = <Value>(work: Promise<Answer<Value>>): Promise<Value | null> => attempt(work);

/** Takes a job off the list; it can be put back. Gives whether it is gone. */
export async function hideJob(job: TuningJob): Promise<boolean> {
  if ((await act(window.assay["tuningJobs.hide"]({ id: job.id }))) === null) return false;
  useTuningJobs.setState({ removed: job });
  return true;
}

/** Puts the job back that was taken off the list last, and shows it. */
export const undoHideJob = (): Promise<void> =>
  undoRemoval(useTuningJobs, async ({ id }) => {
    if ((await act(window.assay["tuningJobs.restore"]({ id }))) === null) return false;
    goTo("fineTuning", `job:${id}`);
    return true;
  });

/** A job of the list; null while it is not there. */
export const useTuningJob = (id: string): TuningJob | null =>
  useTuningJobs(({ list }) => list?.jobs.find((job) => job.id === id) ?? null);

function take(list: JobList): void {
  const before = useTuningJobs.getState().list;
  const changed = changeOf(before?.jobs ?? [], list.jobs);
  useTuningJobs.setState({ list, ...(changed !== null && { changed }) });
}

/** Which job has another state than before, in a sentence; null where none has. Steps are not told. */
export function changeOf(before: readonly TuningJob[], after: readonly TuningJob[]): string | null {
  const states = new Map(before.map(({ id, state }) => [id, state]));
  const changed = after.find(({ id, state }) => (states.get(id) ?? state) !== state);
  return changed ? fill(words[changed.state], { name: changed.name, said: changed.said }) : null;
}
