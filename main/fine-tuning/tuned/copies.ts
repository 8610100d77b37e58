import { randomUUID } from "node:crypto";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Input } from "../../../preload/contract/index.ts";
import type { CheckpointCopy } from "../../../preload/contract/tuned-models.ts";
import type { Checkpoint, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedNotices as notices } from "../../../preload/strings/tuned-notices.ts";
import { diagnosisOf, FoundryError, problem } from "../../foundry/error.ts";
import type { CopiedTo, Jobs } from "../../foundry/jobs/jobs.ts";
import { keep } from "../../keep.ts";
import type { Database } from "../../storage/database.ts";
import type { Tasks } from "../../tasks.ts";
import type { Clock } from "./clock.ts";
import { diagnosisIn } from "./deployments-store.ts";
import type { Notify } from "./facts.ts";
import { pauseAfter } from "./reaction.ts";
import { untilDone } from "./until-done.ts";

/** Copies of checkpoints to other resources. */
export interface Copies {
  list(jobId: string): CheckpointCopy[];
  /** Throws `not_found` for a model that is no checkpoint of the job, or where its resource is no longer connected. */
  copy(input: Input<"tunedModels.copy">): CheckpointCopy;
  /** What was under way when the app ended is followed again. */
  recover(): void;
}

export interface CopyParts {
  database: Database;
  /** Throws `not_found`. */
  job(id: string): TuningJob;
  checkpoints(jobId: string): Checkpoint[];
  client(connectionId: string): Promise<Pick<Jobs, "copy" | "copies">>;
  tasks: Tasks;
  clock: Clock;
  notify: Notify;
  changed(copy: CheckpointCopy): void;
}

interface StoredCopy extends CheckpointCopy {
  /** Whether the service has taken it; before that, nobody knows whether the request arrived. */
  isAccepted: boolean;
}

/** Milliseconds between two looks: a copy takes minutes. */
const pauses = [10_000, 60_000] as const;

/** Milliseconds after which nothing more comes of a copy. */
const longest = 24 * 3_600_000;

/** The copies of a checkpoint that the service knows; none where it says that there are none. */
async function known(
  client: Pick<Jobs, "copies">,
  jobId: string,
  checkpoint: string,
  signal: AbortSignal,
): Promise<CopiedTo[]> {
  try {
    return await client.copies(jobId, checkpoint, signal);
  } catch (error) {
    if (error instanceof FoundryError && error.diagnosis.code === "training_not_found") return [];
    throw error;
  }
}

/** Keeps what a copy is called: the service lists it nowhere (Foundry, fine-tuning REST, 2026-02). */
export function createCopies(parts: CopyParts): Copies {
  const { database, clock, tasks, notify } = parts;
  const all = (sql: string, ...values: string[]) =>
    database
      .prepare(`select * from checkpoint_copies ${sql} order by created_at desc, id`)
      .all(...values)
      .map(copyOf);
  const put = (one: StoredCopy) =>
    void database
      .prepare(`insert or replace into checkpoint_copies values (${Array(10).fill("?").join(", ")})`)
      .run(
        one.id,
        one.jobId,
        one.model,
        one.destination,
        one.region,
        one.state,
        Number(one.isAccepted),
        one.copiedModel,
        one.diagnosis && JSON.stringify(one.diagnosis),
        one.createdAt,
      );
  const get = (id: string) => all("where id = ?", id)[0];
  const change = (id: string, changed: Partial<StoredCopy>) => {
    const one = get(id);
    if (!one) return;
    put({ ...one, ...changed });
    parts.changed(told({ ...one, ...changed }));
  };

  const fail = (id: string, diagnosis: Diagnosis) => {
    change(id, { state: "failed", diagnosis });
    const shown = `job:${get(id)?.jobId}`;
    notify({ title: notices.copyFailed, text: notices.copyFailedText, shown });
  };

  const isOf =
    ({ destination }: StoredCopy) =>
    (copied: CopiedTo) =>
      copied.destination.toLowerCase() === destination.toLowerCase();

  /** Asks how far it is; asks for it where that has not been done. Gives how long to wait, or null at its end. */
  const step = async (id: string, looks: number, signal: AbortSignal): Promise<number | null> => {
    const one = get(id);
    if (one?.state !== "copying") return null;
    const job = parts.job(one.jobId);
    const checkpoint = parts.checkpoints(one.jobId).find(({ model }) => model === one.model);
    if (job.connectionId === null || !checkpoint) throw problem("not_found");
    const client = await parts.client(job.connectionId);
    const { destination, region } = one;
    // What nobody saw answered may have arrived: it is looked for before it is asked for.
    const isFirst = looks === 0 && !one.isAccepted;
    const before = isFirst ? [] : await known(client, job.jobId, checkpoint.id, signal);
    const given = before.some(isOf(one))
      ? before
      : one.isAccepted
        ? []
        : await client.copy(job.jobId, checkpoint.id, { destination, region }, signal);
    const found = given.find(isOf(one));
    // The name is the same there (Foundry, fine-tuning REST).
    const copiedModel = found?.copiedModel ?? one.copiedModel ?? one.model;
    if (/^(completed|succeeded)$/i.test(found?.status ?? "")) {
      change(id, { isAccepted: true, state: "done", copiedModel, diagnosis: null });
      notify({
        title: notices.copied,
        text: fill(notices.copiedText, { model: copiedModel, region }),
        shown: `job:${one.jobId}`,
      });
      return null;
    }
    change(id, { isAccepted: true, diagnosis: null });
    const hasFailed = /^(failed|cancell?ed)$/i.test(found?.status ?? "");
    if (!hasFailed && clock.now() - one.createdAt <= longest) return pauseAfter(looks, pauses);
    fail(id, diagnosisOf("copy_refused"));
    return null;
  };

  const follow = (id: string, isNew: boolean) =>
    tasks.begin(`copy ${id}`, (signal) => {
      let looks = isNew ? 0 : 1;
      const next = () => {
        looks += 1;
        return step(id, looks - 1, signal);
      };
      const hindered = (diagnosis: Diagnosis) => change(id, { diagnosis });
      const refused = (diagnosis: Diagnosis) => fail(id, diagnosis);
      return untilDone(clock, next, { hindered, refused }, signal);
    });

  return {
    list: (jobId) => all("where job_id = ?", jobId).map(told),
    copy: ({ jobId, model, destination, region }) => {
      const { connectionId } = parts.job(jobId);
      const isThere = parts.checkpoints(jobId).some((one) => one.model === model);
      if (connectionId === null || !isThere) throw problem("not_found");
      const before = all("where job_id = ? and model = ?", jobId, model).find(
        (one) => one.destination.toLowerCase() === destination.toLowerCase() && one.state !== "failed",
      );
      if (before) return told(before);
      const id = randomUUID();
      const one: StoredCopy = {
        ...{ id, jobId, model, destination, region },
        ...{ state: "copying", isAccepted: false, copiedModel: null, diagnosis: null },
        createdAt: clock.now(),
      };
      keep(() => put(one));
      parts.changed(told(one));
      follow(id, true);
      return told(one);
    },
    recover: () => {
      for (const { id } of all("where state = 'copying'")) follow(id, false);
    },
  };
}

const told = ({ isAccepted: _isAccepted, ...one }: StoredCopy): CheckpointCopy => one;

const copyOf = (row: Record<string, unknown>): StoredCopy => ({
  id: String(row.id),
  jobId: String(row.job_id),
  model: String(row.model),
  destination: String(row.destination),
  region: String(row.region),
  state: row.state as CheckpointCopy["state"],
  isAccepted: row.is_accepted === 1,
  copiedModel: row.copied_model === null ? null : String(row.copied_model),
  diagnosis: diagnosisIn(row.diagnosis),
  createdAt: Number(row.created_at),
});
