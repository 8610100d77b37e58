import type { Notifier } from "../../notifications.ts";
import type { JobStore, StoredJob } from "./job-store.ts";
import { nameOf } from "./job-views.ts";
import { createNotices, isTold } from "./notices.ts";
import { isOver, stateOf } from "./states.ts";

/** What the person is told of jobs that they do not look at. */
export interface Telling {
  /** Tells of a state that the person has not been told of. */
  tell(job: StoredJob): void;
  /** The jobs that the person has paused themselves: that is no news. */
  pausedHere: Set<string>;
  close(): void;
}

/** `isSeen` says of a job whether a page shows it, `onClick` is given the address of what was clicked. */
export function createTelling(parts: {
  jobs: Pick<JobStore, "change">;
  notifier: Notifier;
  isSeen(id: string): boolean;
  onClick(shown: string): void;
}): Telling {
  const pausedHere = new Set<string>();
  const notices = createNotices(parts);
  return {
    pausedHere,
    tell: (job) => {
      const state = stateOf(job.remote.status);
      const [isNew, wasOver] = [job.told !== job.remote.status, isOver(stateOf(job.told))];
      if (isNew) parts.jobs.change(job.id, { told: job.remote.status });
      const isOwn = state === "paused" && pausedHere.delete(job.id);
      if (!isNew || wasOver || isOwn || !isTold(state)) return;
      notices.add({ id: job.id, name: nameOf(job), state, reason: job.remote.error?.message ?? null });
    },
    close: notices.close,
  };
}
