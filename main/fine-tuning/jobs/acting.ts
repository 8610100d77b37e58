import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { JobState, OpenTuningJob, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { tuningNotices as words } from "../../../preload/strings/tuning-notices.ts";
import { FoundryError, problem } from "../../foundry/error.ts";
import type { Jobs } from "../../foundry/jobs/jobs.ts";
import type { Following } from "./following.ts";
import { type JobReading, notConnected } from "./job-reading.ts";
import type { JobStore, StoredJob } from "./job-store.ts";
import type { JobViews } from "./job-views.ts";
import type { Places } from "./places.ts";
import { stateOf } from "./states.ts";

type Action = keyof OpenTuningJob["can"];

/** What is done to jobs at the service. Each throws `job_not_possible` where the state does not allow it. */
export interface Acting {
  /** Throws `job_not_possible` where something cannot be done to a job. */
  assertCan(job: StoredJob, what: Action): void;
  turn(id: string, what: "pause" | "resume" | "cancel"): Promise<TuningJob>;
  /** Gives the job that is no longer there, also where it was not before. */
  remove(id: string): Promise<StoredJob>;
}

/** `pausedHere` gets the jobs that the person has paused themselves, `readNow` reads a job and tells what is new of it. */
export function createActing(parts: {
  jobs: JobStore;
  reading: Pick<JobReading, "client">;
  places: Pick<Places, "reachOf">;
  views: Pick<JobViews, "can" | "of">;
  following: Pick<Following, "release" | "settle">;
  readNow(id: string): Promise<void>;
  pausedHere: Set<string>;
  signal: AbortSignal;
}): Acting {
  const { jobs, reading, places, views, following, readNow, pausedHere, signal } = parts;

  const assertCan: Acting["assertCan"] = (job, what) => {
    if (views.can(job)[what]) return;
    if (places.reachOf(job) === null) throw notConnected(words.notConnected);
    throw notPossible(stateOf(job.remote.status));
  };

  /** Does something to a job, and reads it again where that was refused. */
  const act = async (
    id: string,
    what: Action,
    work: (client: Jobs, jobId: string) => Promise<unknown>,
  ): Promise<StoredJob> => {
    const job = jobs.find(id);
    assertCan(job, what);
    try {
      await work(await reading.client(id), job.remote.id);
    } catch (error) {
      if (what === "remove" && isMissing(error)) return job;
      await readNow(id).catch(() => {});
      throw isConflict(error) ? notPossible(stateOf(jobs.find(id).remote.status), error) : error;
    }
    return job;
  };

  return {
    assertCan,
    turn: async (id, what) => {
      if (what === "pause") pausedHere.add(id);
      try {
        await act(id, what, (client, jobId) => client[what](jobId, signal));
      } catch (error) {
        pausedHere.delete(id);
        throw error;
      }
      following.release();
      // It has been done, also where it cannot be read just now.
      await readNow(id).catch(() => {});
      following.settle(id);
      return views.of(jobs.find(id));
    },
    remove: (id) => act(id, "remove", (client, jobId) => client.remove(jobId, signal)),
  };
}

const notPossible = (state: JobState, cause?: unknown): FoundryError =>
  problem("job_not_possible", { state: words.states[state] }, cause);

const isMissing = (error: unknown): boolean =>
  error instanceof FoundryError && error.diagnosis.code === "training_not_found";

/** That the state does not allow it (`unexpectedEntityState` of the dated API, 409 elsewhere). */
function isConflict(error: unknown): boolean {
  const raw: Diagnosis["raw"] = error instanceof FoundryError ? error.diagnosis.raw : undefined;
  return raw?.status === 409 || /^(?:unexpectedEntityState|conflict)$/i.test(raw?.code ?? "");
}
