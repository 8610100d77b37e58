import { FoundryError, problem } from "../../foundry/error.ts";
import type { CreateFiles, Files } from "../../foundry/files/files.ts";
import { everyPage } from "../../foundry/http/documents.ts";
import type { Target } from "../../foundry/http/send.ts";
import type { CreateJobs, Jobs, RemoteCheckpoint, RemoteJob } from "../../foundry/jobs/jobs.ts";
import { keyedQueue } from "../../keyed-queue.ts";
import { logFault } from "../../log.ts";
import type { JobHome } from "../job-home.ts";
import { readNewEvents, readOlderEvents } from "./event-reading.ts";
import type { EventStore } from "./event-store.ts";
import type { JobStore, ResultFile, StartedJob, StoredJob } from "./job-store.ts";
import type { MetricStore } from "./metric-store.ts";
import type { ResultSource, Results } from "./results.ts";
import { isOver, stateOf } from "./states.ts";

/** A connection that reaches a job. */
export interface Reach extends JobHome {
  connectionId: string;
}

/** Reading jobs where they are, into what is kept here. */
export interface JobReading {
  /** The jobs of the place that a connection reaches: all pages. Gives their ids here. Throws what reading throws. */
  list(reach: Reach): Promise<string[]>;
  /** A job with its new events; whoever asks at the same time gets the same reading. Gives whether there is anything new. Throws what reading throws. */
  job(id: string, isOpen: boolean): Promise<boolean>;
  /** The events before those that are kept, page by page to the first. */
  older(id: string): Promise<void>;
  /** Keeps what the service says of a job. */
  keep(home: JobHome, remote: RemoteJob): StoredJob;
  /** The client of the place where a job is. Throws `job_not_possible` where its resource is not connected. */
  client(id: string): Promise<Jobs>;
  source(id: string, fileId: string): ResultSource;
}

/** `reachOf` gives how a job is reached; null where its resource is not connected. `onChange` is called when a job has another state or other settings than before. */
export function createJobReading(parts: {
  jobs: JobStore;
  events: EventStore;
  metrics: MetricStore;
  results: Results;
  createJobs: CreateJobs;
  createFiles: CreateFiles;
  target(connectionId: string): Promise<Target>;
  reachOf(job: StoredJob): Reach | null;
  startOf(remoteId: string): StartedJob | null;
  onChange(before: StoredJob | null, now: StoredJob): void;
  onNews(id: string): void;
  notConnected(): FoundryError;
  now(): number;
  signal: AbortSignal;
}): JobReading {
  const { jobs, events, metrics, results, signal } = parts;
  const inTurn = keyedQueue();
  const running = new Map<string, Promise<boolean>>();
  const readingOlder = new Set<string>();

  const reachOf = (job: StoredJob): Reach => {
    const reach = parts.reachOf(job);
    if (!reach) throw parts.notConnected();
    return reach;
  };
  const targetOf = async (job: StoredJob) => parts.target(reachOf(job).connectionId);

  const keepJob = (home: JobHome, remote: RemoteJob, at = parts.now()): StoredJob => {
    const start = parts.startOf(remote.id);
    const { before, now } = jobs.put(home, remote, start && sentIn(start), at);
    if (before === null || factsOf(before) !== factsOf(now)) parts.onChange(before, now);
    return now;
  };
  const eventReading = (job: StoredJob, client: Jobs) => ({
    job: job.number,
    page: (after: string | null) => client.events(job.remote.id, after, signal),
    events,
    metrics,
    onSteps: (steps: number) => {
      const { progress } = jobs.find(job.id);
      if (progress.steps !== steps) jobs.change(job.id, { progress: { ...progress, steps } });
    },
    setOlder: (after: string | null) => jobs.change(job.id, { olderEvents: after }),
  });

  const readCheckpoints = async (job: StoredJob, client: Jobs): Promise<number> => {
    const known = new Set(metrics.checkpoints(job.number).map(({ id }) => id));
    const fresh: RemoteCheckpoint[] = [];
    for (let after: string | null = null; ; ) {
      const page = await client.checkpoints(job.remote.id, after, signal);
      const rows = page.rows.filter(({ id }) => !known.has(id));
      for (const row of rows) {
        known.add(row.id);
        fresh.push(row);
      }
      after = page.after;
      // Newest first: behind one that is known all are.
      if (after === null || rows.length < page.rows.length || rows.length === 0) break;
    }
    metrics.addCheckpoints(job.number, fresh);
    metrics.add(
      job.number,
      fresh.map(({ step, metrics: values }) => ({ step, values })),
    );
    return fresh.length;
  };

  const readResults = async (job: StoredJob, client: Files): Promise<void> => {
    const known = new Map(job.files.map((file) => [file.id, file]));
    if (job.remote.resultFiles.every((id) => known.get(id)?.isRead)) return;
    const files: ResultFile[] = [];
    for (const id of job.remote.resultFiles) {
      let file = known.get(id) ?? { id, name: null, bytes: null, isRead: false };
      try {
        const { name, bytes } = await client.get(id, signal);
        file = { ...file, name: name || null, bytes };
        if (!file.isRead) metrics.add(job.number, await results.points(source(job.id, id)));
        file = { ...file, isRead: true };
      } catch (error) {
        // What it holds may be shown later; the job is read all the same.
        if (!(error instanceof FoundryError)) throw error;
        if (!error.diagnosis.retryable) file = { ...file, isRead: true };
      }
      files.push(file);
    }
    jobs.change(job.id, { files });
  };

  const source = (id: string, fileId: string): ResultSource => ({
    jobId: id,
    fileId,
    client: async () => parts.createFiles(await targetOf(jobs.find(id))),
  });

  /** Says of the state that was seen last when that was by the service's clock, which may be ahead of this one. */
  const setTime = (id: string) => {
    const { number, seen } = jobs.find(id);
    const last = seen.at(-1);
    if (!last || last.time !== undefined) return;
    const time = Math.max(last.at, events.newest(number, 1)[0]?.at ?? 0);
    jobs.change(id, { seen: [...seen.slice(0, -1), { ...last, time }] });
  };

  const setProgress = (id: string) => {
    const { number, progress, remote } = jobs.find(id);
    const checkpointed = metrics.checkpoints(number).at(-1)?.step ?? null;
    const step = metrics.lastStep(number) ?? checkpointed;
    const steps = progress.steps ?? (stateOf(remote.status) === "succeeded" ? step : null);
    const trainLoss = metrics.lastOf(number, "trainLoss");
    const validLoss = metrics.lastOf(number, "fullValidLoss") ?? metrics.lastOf(number, "validLoss");
    jobs.change(id, { progress: { step, steps, trainLoss, validLoss } });
  };

  const readJob = async (id: string, isOpen: boolean): Promise<boolean> => {
    const before = jobs.find(id);
    try {
      const reach = reachOf(before);
      const target = await parts.target(reach.connectionId);
      const client = parts.createJobs(target);
      const remote = await client.get(before.remote.id, signal);
      const at = parts.now();
      const job = keepJob(reach, remote, at);
      const isDone = isOver(stateOf(job.remote.status));
      let fresh = await readNewEvents(eventReading(job, client));
      setTime(job.id);
      if (isOpen || isDone || before.detailedAt === null)
        fresh += await optional(readCheckpoints(job, client));
      if (isDone && job.remote.resultFiles.length > 0) {
        await readResults(jobs.find(job.id), parts.createFiles(target));
      }
      setProgress(job.id);
      // A list may have told of its end meanwhile: that is read next.
      jobs.change(job.id, { detailedAt: at });
      return fresh > 0;
    } catch (error) {
      if (error instanceof FoundryError && error.diagnosis.code !== "cancelled" && jobs.get(id)) {
        jobs.change(id, { diagnosis: error.diagnosis });
      }
      throw error;
    }
  };

  return {
    list: async (reach) => {
      const client = parts.createJobs(await parts.target(reach.connectionId));
      const ids: string[] = [];
      for await (const rows of everyPage((after) => client.list(after, signal)))
        for (const remote of rows) ids.push(keepJob(reach, remote).id);
      return ids;
    },
    job: (id, isOpen) => {
      const key = `${id}/${isOpen}`;
      const reading = running.get(key) ?? inTurn(id, () => readJob(id, isOpen));
      running.set(key, reading);
      const forget = () => {
        if (running.get(key) === reading) running.delete(key);
      };
      reading.then(forget, forget);
      return reading;
    },
    older: async (id) => {
      if (readingOlder.has(id)) return;
      readingOlder.add(id);
      const asked = new Set<string>();
      try {
        for (;;) {
          const job = jobs.find(id);
          if (job.olderEvents === null || signal.aborted) return;
          // A list that comes back to where it was ends there.
          if (asked.has(job.olderEvents)) return jobs.change(id, { olderEvents: null });
          asked.add(job.olderEvents);
          const client = parts.createJobs(await targetOf(job));
          await readOlderEvents(eventReading(job, client), job.olderEvents);
          setProgress(id);
          parts.onNews(id);
        }
      } catch (error) {
        // They are read on when the job is opened again.
        if (!(error instanceof FoundryError || signal.aborted)) logFault("Earlier events of a job", error);
      } finally {
        readingOlder.delete(id);
      }
    },
    keep: keepJob,
    client: async (id) => parts.createJobs(await targetOf(jobs.find(id))),
    source,
  };
}

/** What is told of when it changes. */
const factsOf = ({ remote }: StoredJob): string => JSON.stringify([remote.status, remote.hyperparameters]);

const sentIn = ({ jobId, planId, name, training, validation }: StartedJob): StartedJob => ({
  jobId,
  planId,
  name,
  training,
  validation,
});

/** Checkpoints are not listed for each method and version: a job without them is one all the same. */
async function optional(reading: Promise<number>): Promise<number> {
  try {
    return await reading;
  } catch (error) {
    const status = error instanceof FoundryError ? error.diagnosis.raw?.status : undefined;
    if (status === 400 || status === 404) return 0;
    throw error;
  }
}

/** That a job's resource is not connected. */
export const notConnected = (state: string): FoundryError => problem("job_not_possible", { state });
