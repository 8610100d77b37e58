import { randomUUID } from "node:crypto";
import type { DatasetJob, DatasetJobKind } from "../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { diagnosisOf, FoundryError, problem } from "../foundry/error.ts";
import { logFault } from "../log.ts";
import type { Progress } from "../processes/messages.ts";
import type { JobOptions } from "../processes/workers.ts";
import { timeLeft } from "./time-left.ts";

/** The work that is being done on datasets, one piece at a time on each. */
export interface Jobs {
  of(id: string): DatasetJob | null;
  /** Why what was last done to a dataset failed; null again when something else begins. */
  problemOf(id: string): Diagnosis | null;
  /** Begins work on a dataset. Throws `dataset_busy` while another is under way there, or a change that it could not be beside. */
  start(id: string, kind: DatasetJobKind, work: (options: JobOptions) => Promise<void>): void;
  /** Throws `dataset_busy` while work is under way that changes rows. */
  assertQuiet(id: string): void;
  /** Changes rows at once. No work that changes rows begins meanwhile. Throws `dataset_busy` while some is under way. */
  change<Value>(id: string, make: () => Promise<Value>): Promise<Value>;
  cancel(id: string): void;
  isBusy(): boolean;
  endAll(): void;
}

/** Work beside which rows can be changed: it only reads them. */
const readsOnly: readonly DatasetJobKind[] = ["check", "count", "export"];

/** `changed` is called after every news. */
export function createJobs(changed: () => void): Jobs {
  const running = new Map<string, { job: DatasetJob; abort: AbortController }>();
  const problems = new Map<string, Diagnosis>();
  /** How many changes are being made at once to each dataset. */
  const changes = new Map<string, number>();
  const assertQuiet = (id: string) => {
    const kind = running.get(id)?.job.kind;
    if (kind !== undefined && !readsOnly.includes(kind)) throw problem("dataset_busy");
  };
  /** Whether the app has ended: then there is nobody and nothing left to tell. */
  let isOver = false;
  const end = (id: string, failure: unknown) => {
    if (isOver) return;
    running.delete(id);
    const diagnosis = diagnosed(failure);
    if (diagnosis && diagnosis.code !== "cancelled") problems.set(id, diagnosis);
    changed();
  };
  return {
    of: (id) => running.get(id)?.job ?? null,
    problemOf: (id) => problems.get(id) ?? null,
    start: (id, kind, work) => {
      if (running.has(id) || (changes.has(id) && !readsOnly.includes(kind))) throw problem("dataset_busy");
      problems.delete(id);
      const abort = new AbortController();
      const base = { id: randomUUID(), kind };
      running.set(id, { job: { ...base, phase: "waiting", done: 0, total: null, secondsLeft: null }, abort });
      const left = timeLeft();
      const onProgress = (progress: Progress) => {
        if (!running.has(id) || abort.signal.aborted) return;
        running.set(id, { job: { ...base, ...progress, secondsLeft: left(progress) }, abort });
        changed();
      };
      work({ signal: abort.signal, onProgress }).then(
        () => end(id, null),
        (error: unknown) => end(id, error),
      );
      changed();
    },
    assertQuiet,
    change: async (id, make) => {
      assertQuiet(id);
      changes.set(id, (changes.get(id) ?? 0) + 1);
      try {
        return await make();
      } finally {
        const left = (changes.get(id) ?? 1) - 1;
        if (left > 0) changes.set(id, left);
        else changes.delete(id);
      }
    },
    cancel: (id) => {
      const found = running.get(id);
      if (!found) return;
      running.set(id, { ...found, job: { ...found.job, phase: "stopping", total: null, secondsLeft: null } });
      found.abort.abort();
      changed();
    },
    isBusy: () => running.size > 0,
    endAll: () => {
      isOver = true;
      for (const { abort } of running.values()) abort.abort();
    },
  };
}

function diagnosed(failure: unknown): Diagnosis | null {
  if (failure === null) return null;
  if (failure instanceof FoundryError) return failure.diagnosis;
  logFault("Work on a dataset failed", failure);
  return diagnosisOf("dataset_failed", { why: failure instanceof Error ? failure.message : String(failure) });
}
