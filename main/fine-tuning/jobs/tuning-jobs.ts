import { join } from "node:path";
import type { FileFilter } from "electron";
import type { Connection } from "../../../preload/contract/connections.ts";
import type { Checkpoint, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import type { PlanValues, Price, TuningRequest } from "../../../preload/contract/tuning-plans.ts";
import { tuningNotices as words } from "../../../preload/strings/tuning-notices.ts";
import type { Life, MethodsOf } from "../../feature.ts";
import type { CreateFiles } from "../../foundry/files/files.ts";
import type { CreateJobs, RemoteJob } from "../../foundry/jobs/jobs.ts";
import type { Handlers } from "../../ipc.ts";
import { logFault } from "../../log.ts";
import type { Notifier } from "../../notifications.ts";
import { homeOf } from "../job-home.ts";
import type { FineTuningParts } from "../parts.ts";
import type { JobSettings } from "../plans/learned.ts";
import { createActing } from "./acting.ts";
import { settingsOf } from "./again.ts";
import { openEventStore } from "./event-store.ts";
import { failureRows } from "./failure-rows.ts";
import { createFollowing } from "./following.ts";
import { createJobExports } from "./job-exports.ts";
import { createJobReading, notConnected } from "./job-reading.ts";
import { openJobStore, type StartedJob, type StoredJob } from "./job-store.ts";
import { createJobViews, nameOf } from "./job-views.ts";
import { learnFrom } from "./learning.ts";
import { openMetricStore } from "./metric-store.ts";
import { paceOf } from "./pace.ts";
import { createPlaces } from "./places.ts";
import { createRemoving } from "./removing.ts";
import { createResults } from "./results.ts";
import { sharedPrompt } from "./shared-prompt.ts";
import { isOver, stateOf } from "./states.ts";
import { createTelling } from "./telling.ts";

/** Jobs at the service. */
export interface TuningJobs {
  handlers: Pick<Handlers, MethodsOf<"tuningJobs">>;
  life: Pick<Required<Life>, "recover" | "purge" | "unseen" | "wake" | "close">;
  /** Throws `not_found`. Jobs that were deleted at the service are known still: models came of them. */
  get(id: string): TuningJob;
  list(): TuningJob[];
  /** The job that a tuned model or a checkpoint came of, with the checkpoint's step. */
  byTunedModel(model: string): { job: TuningJob; step: number | null } | null;
  checkpoints(id: string): Checkpoint[];
  /** Calls the listener after every change of what is known of the jobs. */
  follow(listener: () => void): void;
}

/** What jobs need of the plans that they are started by. */
export interface PlansOfJobs {
  handlers: Pick<Handlers, "tuningPlans.begin">;
  /** Whether there may be jobs where a connection leads, whatever its key or sign-in is good for just now. */
  canTrain(connection: Connection): boolean;
  /** How a job was started, by its id at the service; null for a job from elsewhere. */
  startOf(remoteId: string): (StartedJob & { values: PlanValues }) | null;
  /** Calls the listener when the service has taken a job. */
  followStarts(listener: (start: { connectionId: string }, job: RemoteJob) => void): void;
  /** What a job was asked for with, by its id at the service. */
  requestOf(remoteId: string): TuningRequest | null;
  priceOf(model: string, unit: "tokens" | "hour"): Price | null;
  /** Keeps what the service chose for a job. */
  learn(settings: JobSettings): void;
}

/** What jobs ask of the world. */
export interface JobPorts {
  createJobs: CreateJobs;
  createFiles: CreateFiles;
  notifier: Notifier;
  pickTarget(name: string, filters: FileFilter[]): Promise<string | null>;
}

/** Milliseconds for which an open job is not read anew because somebody asks again. */
const fresh = 4_000;
/** Milliseconds after the end of a job in which the service still adds to it. */
const afterwards = 300_000;

/** Opens the jobs: read where they are, kept here, followed as long as they are under way. */
export function openTuningJobs(parts: FineTuningParts & { plans: PlansOfJobs } & JobPorts): TuningJobs {
  const { database, connections, datasets, plans, emit, createJobs, createFiles } = parts;
  const now = () => Date.now();
  const ending = new AbortController();
  const jobs = openJobStore(database);
  const events = openEventStore(database);
  const metrics = openMetricStore(database);
  const results = createResults(join(parts.profile, "results"), ending.signal);
  const listeners: (() => void)[] = [];
  /** The jobs that a page shows. */
  const opened = new Set<string>();
  /** Whether the person has looked at the section: before that, only jobs of ours are read. */
  let isAsked = false;

  const changed = () => {
    emit("tuningJobs.changed", views.list());
    for (const listener of listeners) listener();
  };
  const news = (id: string) => {
    if (opened.has(id)) emit("tuningJobs.news", { id });
  };

  const telling = createTelling({
    jobs,
    notifier: parts.notifier,
    isSeen: (id) => opened.has(id),
    onClick: (shown) => emit("tuningJobs.asked", { shown }),
  });
  const reading = createJobReading({
    ...{ jobs, events, metrics, results, createJobs, createFiles, now },
    target: connections.target,
    reachOf: (job) => places.reachOf(job),
    startOf: plans.startOf,
    notConnected: () => notConnected(words.notConnected),
    signal: ending.signal,
    onChange: (before, job) => {
      // What was over when it was first seen is no news.
      if (before !== null) telling.tell(job);
      if (before !== null || job.sent !== null) void learnFrom(job, learning);
    },
    onNews: news,
  });
  const places = createPlaces({
    connections: connections.list,
    canTrain: plans.canTrain,
    list: async (reach) => {
      for (const id of await reading.list(reach)) following.settle(id);
    },
    changed,
    now,
  });
  const following = createFollowing({
    pace: (id) => {
      const job = jobs.get(id);
      if (!job || job.isRemoved || places.reachOf(job) === null) return null;
      if (!isAsked && job.sent === null) return null;
      return paceOf(job, opened.has(id));
    },
    read: (id) => readNow(id),
  });

  /** Reads a job and tells what is new of it. */
  const readNow = async (id: string): Promise<void> => {
    try {
      if (await reading.job(id, opened.has(id))) news(id);
      if (opened.has(id) || jobs.get(id)?.sent) void reading.older(id);
    } finally {
      if (!ending.signal.aborted) changed();
    }
  };
  const settleAll = () => {
    for (const job of jobs.all()) if (!isOver(stateOf(job.remote.status))) following.settle(job.id);
  };

  const views = createJobViews({
    ...{ jobs, events, metrics, places, datasets, now },
    ...{ priceOf: plans.priceOf, startOf: plans.startOf },
  });
  const learning = { datasets, hours: views.hours, startOf: plans.startOf, keep: plans.learn };
  const acting = createActing({
    ...{ jobs, reading, places, views, following, readNow },
    pausedHere: telling.pausedHere,
    signal: ending.signal,
  });
  const exports = createJobExports({ jobs, metrics, results, reading, pickTarget: parts.pickTarget });

  const removing = createRemoving({ jobs, events, metrics, results, acting, following, changed, now });

  connections.follow(() => {
    following.release();
    settleAll();
    if (jobs.all().length > 0 || isAsked) changed();
  });

  plans.followStarts(({ connectionId }, remote) => {
    const { id } = reading.keep(homeOf(connections.get(connectionId)), remote);
    following.settle(id);
    changed();
  });

  return {
    get: (id) => views.of(jobs.find(id)),
    list: () => views.list().jobs,
    byTunedModel: (model) => {
      const job = jobs.byModel(model);
      if (!job) return null;
      const checkpoint = metrics.checkpoints(job.number).find((one) => one.model === model);
      return { job: views.of(job), step: checkpoint?.step ?? null };
    },
    checkpoints: (id) => metrics.checkpoints(jobs.find(id).number),
    follow: (listener) => void listeners.push(listener),
    life: {
      /** Work went on at the service while the app was closed: it is read once the app is there. */
      recover: () => {
        for (const job of jobs.all()) telling.tell(job);
        settleAll();
      },
      purge: removing.purge,
      unseen: () => {
        const ids = [...opened];
        opened.clear();
        for (const id of ids) following.settle(id);
      },
      wake: () => following.wake(),
      close: () => {
        ending.abort();
        following.close();
        telling.close();
      },
    },
    handlers: {
      "tuningJobs.list": () => {
        isAsked = true;
        settleAll();
        void places.readUnread().catch((error) => {
          if (!ending.signal.aborted) logFault("The list of jobs", error);
        });
        return views.list();
      },
      "tuningJobs.refresh": async ({ connectionId }) => {
        isAsked = true;
        following.release();
        await places.read(connectionId);
      },
      "tuningJobs.open": async ({ id }) => {
        // From now on, since the page may be gone by the time that it is read.
        opened.add(id);
        // One that was started a moment ago may be in no list that was read.
        if (!jobs.get(id)) await places.read(null);
        const job = jobs.find(id);
        following.release();
        const isFresh = job.detailedAt !== null && now() - job.detailedAt < fresh;
        if (places.reachOf(job) !== null && !isFresh && !isSettled(job)) {
          const work = readNow(id).catch(() => {});
          if (job.detailedAt === null) await work;
        }
        if (jobs.find(id).olderEvents !== null && places.reachOf(job) !== null) void reading.older(id);
        following.settle(id);
        return views.open(id);
      },
      "tuningJobs.close": ({ id }) => {
        opened.delete(id);
        following.settle(id);
      },
      "tuningJobs.events": ({ id, ...asked }) => events.stretch(jobs.find(id).number, asked),
      "tuningJobs.metrics": async ({ ids, after }) => {
        const found = [];
        for (const id of ids) {
          const job = jobs.find(id);
          // One that was seen in a list only has its numbers at the service still.
          if (job.detailedAt === null && places.reachOf(job) !== null) await readNow(id);
          found.push({ id, metrics: await metrics.points(job.number, after) });
        }
        return found;
      },
      "tuningJobs.pause": ({ id }) => acting.turn(id, "pause"),
      "tuningJobs.resume": ({ id }) => acting.turn(id, "resume"),
      "tuningJobs.cancel": ({ id }) => acting.turn(id, "cancel"),
      "tuningJobs.remove": ({ id }) => removing.remove(id),
      "tuningJobs.hide": ({ id }) => removing.hide(id),
      "tuningJobs.restore": ({ id }) => removing.restore(id),
      "tuningJobs.request": ({ id }) => plans.requestOf(jobs.find(id).remote.id),
      "tuningJobs.prompt": ({ id }) => sharedPrompt(jobs.find(id), datasets),
      "tuningJobs.failure": ({ id }) => failureRows(jobs.find(id), datasets),
      "tuningJobs.resultFile": exports.resultFile,
      "tuningJobs.exportMetrics": ({ id }) => exports.metrics(id),
      "tuningJobs.exportFile": ({ id, fileId }) => exports.file(id, fileId),
      "tuningJobs.again": ({ id }) => {
        const job = jobs.find(id);
        const connectionId = places.reachOf(job)?.connectionId ?? null;
        const values = plans.startOf(job.remote.id)?.values ?? settingsOf(job, nameOf(job));
        return plans.handlers["tuningPlans.begin"]({ ...values, connectionId });
      },
    },
  };
}

/** Whether nothing more is to come of a job that is over. */
const isSettled = ({ remote, detailedAt, olderEvents, seen }: StoredJob): boolean =>
  isOver(stateOf(remote.status)) &&
  olderEvents === null &&
  detailedAt !== null &&
  detailedAt > (remote.finishedAt ?? seen.at(-1)?.at ?? 0) + afterwards;
