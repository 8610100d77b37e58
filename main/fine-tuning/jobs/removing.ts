import { logFault } from "../../log.ts";
import type { Acting } from "./acting.ts";
import type { EventStore } from "./event-store.ts";
import type { Following } from "./following.ts";
import type { JobStore, StoredJob } from "./job-store.ts";
import type { MetricStore } from "./metric-store.ts";
import type { Results } from "./results.ts";

/** The ways off the list. Each throws `job_not_possible` where the job's state does not allow it. */
export interface Removing {
  /** Deletes a job at the service, and what was read of it. */
  remove(id: string): Promise<void>;
  /** Takes a job off the list that its resource cannot be asked about, or no longer knows. */
  hide(id: string): void;
  restore(id: string): void;
  /** Deletes what was read of those that were hidden: it is read anew where their resource comes back. */
  purge(): void;
}

/** `changed` is called when the list is another. */
export function createRemoving(parts: {
  jobs: JobStore;
  events: EventStore;
  metrics: MetricStore;
  results: Results;
  acting: Pick<Acting, "assertCan" | "remove">;
  following: Pick<Following, "settle">;
  changed(): void;
  now(): number;
}): Removing {
  const { jobs, events, metrics, results, acting, following, changed, now } = parts;

  /** What came of a job stays known. */
  const forget = ({ id, number }: StoredJob): void => {
    events.forget(number);
    metrics.forget(number);
    try {
      results.forget(id);
    } catch (error) {
      logFault("Results of a job", error);
    }
    jobs.change(id, { detailedAt: null, olderEvents: null });
  };
  const setHidden = (id: string, at: number | null) => {
    jobs.setHidden(id, at);
    following.settle(id);
    changed();
  };

  return {
    remove: async (id) => {
      const job = await acting.remove(id);
      jobs.setRemoved(id, now());
      following.settle(id);
      forget(job);
      changed();
    },
    hide: (id) => {
      acting.assertCan(jobs.find(id), "hide");
      setHidden(id, now());
    },
    restore: (id) => setHidden(jobs.find(id).id, null),
    purge: () => {
      for (const job of jobs.hidden()) forget(job);
    },
  };
}
