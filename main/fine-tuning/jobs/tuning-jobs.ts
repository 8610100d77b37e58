import { join } from "node:path";
import type { FileFilter } from "electron";
import type { Connection } from "../../../preload/contract/connections.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type {
  Checkpoint,
  JobData,
  JobList,
  JobState,
  OpenTuningJob,
  TuningJob,
} from "../../../preload/contract/tuning-jobs.ts";
import type { PlanValues, Price, TuningMethod } from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningNotices as words } from "../../../preload/strings/tuning-notices.ts";
import { writeSafely } from "../../datasets/out/write-safely.ts";
import { fileNameOf } from "../../dialogs.ts";
import type { Life, MethodsOf } from "../../feature.ts";
import { FoundryError, problem } from "../../foundry/error.ts";
import type { CreateFiles } from "../../foundry/files/files.ts";
import type { CreateJobs, Jobs, RemoteJob } from "../../foundry/jobs/jobs.ts";
import type { Handlers } from "../../ipc.ts";
import { logFault } from "../../log.ts";
import type { Notifier } from "../../notifications.ts";
import { homeOf } from "../job-home.ts";
import type { FineTuningParts } from "../parts.ts";
import { methodOf, settingsOf } from "./again.ts";
import { costOf, hoursOf } from "./cost.ts";
import { openEventStore } from "./event-store.ts";
import { findingsOf } from "./findings.ts";
import { createFollowing } from "./following.ts";
import { createJobReading, notConnected } from "./job-reading.ts";
import { openJobStore, type SentData, type StartedJob, type StoredJob } from "./job-store.ts";
import { openMetricStore } from "./metric-store.ts";
import { metricLines } from "./metric-table.ts";
import { createNotices, isTold } from "./notices.ts";
import { paceOf } from "./pace.ts";
import { createPlaces } from "./places.ts";
import { createResults } from "./results.ts";
import { isOver, possible, stateOf } from "./states.ts";

/** Jobs at the service. */
export interface TuningJobs {
  handlers: Pick<Handlers, MethodsOf<"tuningJobs">>;
  life: Pick<Required<Life>, "recover" | "wake" | "close">;
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
  priceOf(model: string, unit: "tokens" | "hour"): Price | null;
  /** Keeps what the service chose for a job. */
  learn(settings: {
    jobId: string;
    model: string;
    method: TuningMethod;
    rows: number;
    hyperparameters: Readonly<Record<string, number | string>>;
    hours: number | null;
  }): void;
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

const csvFiles: FileFilter[] = [{ name: words.metricFiles, extensions: ["csv"] }];

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
  /** The jobs that the person has paused themselves. */
  const pausedHere = new Set<string>();
  /** Whether the person has looked at the section: before that, only jobs of ours are read. */
  let isAsked = false;

  const changed = () => {
    emit("tuningJobs.changed", list());
    for (const listener of listeners) listener();
  };
  const news = (id: string) => {
    if (opened.has(id)) emit("tuningJobs.news", { id });
  };

  const notices = createNotices({
    notifier: parts.notifier,
    isSeen: (id) => opened.has(id),
    onClick: (shown) => emit("tuningJobs.asked", { shown }),
  });
  /** Tells of a state that the person has not been told of. */
  const tell = (job: StoredJob) => {
    const state = stateOf(job.remote.status);
    const [isNew, wasOver] = [job.told !== job.remote.status, isOver(stateOf(job.told))];
    if (isNew) jobs.change(job.id, { told: job.remote.status });
    const isOwn = state === "paused" && pausedHere.delete(job.id);
    if (!isNew || wasOver || isOwn || !isTold(state)) return;
    notices.add({ id: job.id, name: nameOf(job), state, reason: job.remote.error?.message ?? null });
  };

  const reading = createJobReading({
    ...{ jobs, events, metrics, results, createJobs, createFiles, now },
    target: connections.target,
    reachOf: (job) => places.reachOf(job),
    startOf: plans.startOf,
    notConnected: () => notConnected(words.notConnected),
    signal: ending.signal,
    onChange: (before, job) => {
      // What was over when it was first seen is no news.
      if (before !== null) tell(job);
      if (before !== null || job.sent !== null) void learn(job);
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

  /** Keeps what the service chose, with the size of the data that it chose it for. */
  const learn = async ({ id, remote, sent, number, seen }: StoredJob): Promise<void> => {
    const method = methodOf(remote.method);
    const state = stateOf(remote.status);
    if (!sent?.training || method === null || (state !== "running" && state !== "succeeded")) return;
    try {
      const { datasetId, part } = sent.training;
      const { rows } = await datasets.partFacts({ id: datasetId, part });
      const hours =
        state === "succeeded" ? hoursOf({ remote, seen }, events.marks(number), clockOf(number)) : null;
      const { model, hyperparameters } = remote;
      plans.learn({ jobId: id, model, method, rows, hyperparameters, hours: hours?.hours ?? null });
    } catch (error) {
      // Its data may be gone: then nothing can be said about its size.
      if (!(error instanceof FoundryError)) logFault("What a job was set with", error);
    }
  };

  const nameOf = ({ sent, remote }: StoredJob): string =>
    sent?.name || remote.suffix || remote.tunedModel || remote.id;
  const dataOf = (sent: SentData | null | undefined, here: ReadonlySet<string>): JobData | null =>
    sent ? { ...sent, isHere: here.has(sent.datasetId) } : null;
  const datasetIds = () => new Set(datasets.list().map(({ id }) => id));
  const whole = (job: StoredJob, here = datasetIds()): TuningJob => {
    const { remote, sent, progress } = job;
    const { model, tunedModel, suffix, seed, hyperparameters, trainingType, trainingFile } = remote;
    const { validationFile, resultFiles, trainedTokens, error, createdAt, finishedAt } = remote;
    return {
      id: job.id,
      connectionId: places.reachOf(job)?.connectionId ?? null,
      jobId: remote.id,
      resource: job.host,
      project: job.project,
      name: nameOf(job),
      isOurs: sent !== null,
      method: methodOf(remote.method),
      state: stateOf(remote.status),
      said: remote.status,
      ...{ model, tunedModel, suffix, seed, hyperparameters, trainingType, trainingFile },
      ...{ validationFile, resultFiles, trainedTokens, error, createdAt, finishedAt },
      estimatedFinish: remote.estimatedFinish,
      data: dataOf(sent?.training, here),
      validation: dataOf(sent?.validation, here),
      ...progress,
      diagnosis: job.diagnosis,
      readAt: job.readAt,
    };
  };
  const list = (): JobList => {
    const here = datasetIds();
    return { jobs: jobs.all().map((job) => whole(job, here)), places: places.states() };
  };

  const canOf = (job: StoredJob): OpenTuningJob["can"] => {
    const isConnected = places.reachOf(job) !== null;
    // What is gone at the service can only be taken from the list.
    if (isGone(job)) return { pause: false, resume: false, cancel: false, remove: isConnected };
    return possible(stateOf(job.remote.status), job.progress.step, isConnected);
  };

  /** What time it is for a job: a clock of the service may be ahead of this one. */
  const clockOf = (number: number): number => Math.max(now(), events.newest(number, 1)[0]?.at ?? 0);

  /** Tokens of all epochs, where both are known. */
  const tokensOf = async ({ sent, remote }: StoredJob): Promise<number | null> => {
    const epochs = Number(remote.hyperparameters.n_epochs);
    if (!sent?.training || !(epochs > 0)) return null;
    const { datasetId, part } = sent.training;
    const facts = await datasets.partFacts({ id: datasetId, part }).catch(() => null);
    return facts?.tokens ? facts.tokens.tokens * epochs : null;
  };

  const openJob = async (id: string): Promise<OpenTuningJob> => {
    const job = jobs.find(id);
    const { remote, number } = job;
    const isReinforcement = remote.method === "reinforcement";
    const hours = hoursOf(job, events.marks(number), clockOf(number));
    const price = plans.priceOf(remote.model, isReinforcement ? "hour" : "tokens");
    const cost = costOf({ job, hours, tokens: await tokensOf(job), price });
    // Columns that nobody knows are drawn, but nothing is concluded from them.
    const known = await metrics.points(
      number,
      null,
      ({ alias, name }) => alias !== null || /error/i.test(name),
    );
    const state = stateOf(remote.status);
    const kept = new Map(job.files.map((file) => [file.id, file]));
    return {
      job: whole(job),
      checkpoints: metrics.checkpoints(number),
      metrics: metrics.columns(number),
      findings: findingsOf({ state, isReinforcement, metrics: known, hours: hours?.hours ?? null, cost }),
      cost,
      events: events.count(number),
      can: canOf(job),
      files: remote.resultFiles.map((fileId) => {
        const { name, bytes } = kept.get(fileId) ?? { name: null, bytes: null };
        return { id: fileId, name, bytes };
      }),
      planId: job.sent?.planId ?? null,
    };
  };

  /** Whether nothing more is to come of a job that is over. */
  const isSettled = ({ remote, detailedAt, olderEvents, seen }: StoredJob): boolean =>
    isOver(stateOf(remote.status)) &&
    olderEvents === null &&
    detailedAt !== null &&
    detailedAt > (remote.finishedAt ?? seen.at(-1)?.at ?? 0) + afterwards;

  /** Does something to a job at the service, and reads it again. */
  const act = async (
    id: string,
    what: keyof OpenTuningJob["can"],
    work: (client: Jobs, jobId: string) => Promise<unknown>,
  ): Promise<StoredJob> => {
    const job = jobs.find(id);
    const state = stateOf(job.remote.status);
    if (places.reachOf(job) === null) throw notConnected(words.notConnected);
    if (!canOf(job)[what]) throw notPossible(state);
    try {
      await work(await reading.client(id), job.remote.id);
    } catch (error) {
      if (what === "remove" && isMissing(error)) return job;
      await readNow(id).catch(() => {});
      throw isConflict(error) ? notPossible(stateOf(jobs.find(id).remote.status), error) : error;
    }
    return job;
  };
  const acted = async (id: string, what: "pause" | "resume" | "cancel"): Promise<TuningJob> => {
    if (what === "pause") pausedHere.add(id);
    try {
      await act(id, what, (client, jobId) => client[what](jobId, ending.signal));
    } catch (error) {
      pausedHere.delete(id);
      throw error;
    }
    following.release();
    // It has been done, also where it cannot be read just now.
    await readNow(id).catch(() => {});
    following.settle(id);
    return whole(jobs.find(id));
  };

  const exportTo = async (name: string, write: (path: string) => Promise<void>): Promise<string | null> => {
    const path = await parts.pickTarget(fileNameOf(name, "csv"), csvFiles);
    if (path !== null) await write(path);
    return path;
  };

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
    get: (id) => whole(jobs.find(id)),
    list: () => list().jobs,
    byTunedModel: (model) => {
      const job = jobs.byModel(model);
      if (!job) return null;
      const checkpoint = metrics.checkpoints(job.number).find((one) => one.model === model);
      return { job: whole(job), step: checkpoint?.step ?? null };
    },
    checkpoints: (id) => metrics.checkpoints(jobs.find(id).number),
    follow: (listener) => void listeners.push(listener),
    life: {
      /** Work went on at the service while the app was closed: it is read once the app is there. */
      recover: () => {
        for (const job of jobs.all()) tell(job);
        settleAll();
      },
      wake: () => following.wake(),
      close: () => {
        ending.abort();
        following.close();
        notices.close();
      },
    },
    handlers: {
      "tuningJobs.list": () => {
        isAsked = true;
        settleAll();
        void places.readUnread().catch((error) => {
          if (!ending.signal.aborted) logFault("The list of jobs", error);
        });
        return list();
      },
      "tuningJobs.refresh": async ({ connectionId }) => {
        isAsked = true;
        following.release();
        await places.read(connectionId);
      },
      "tuningJobs.open": async ({ id }) => {
        // One that was started a moment ago may be in no list that was read.
        if (!jobs.get(id)) await places.read(null);
        const job = jobs.find(id);
        opened.add(id);
        following.release();
        const isFresh = job.detailedAt !== null && now() - job.detailedAt < fresh;
        if (places.reachOf(job) !== null && !isFresh && !isSettled(job)) {
          const work = readNow(id).catch(() => {});
          if (job.detailedAt === null) await work;
        }
        if (jobs.find(id).olderEvents !== null && places.reachOf(job) !== null) void reading.older(id);
        following.settle(id);
        return openJob(id);
      },
      "tuningJobs.close": ({ id }) => {
        opened.delete(id);
        following.settle(id);
      },
      "tuningJobs.events": ({ id, ...asked }) => events.stretch(jobs.find(id).number, asked),
      "tuningJobs.metrics": async ({ ids, after }) => {
        const found = [];
        for (const id of ids) {
          found.push({ id, metrics: await metrics.points(jobs.find(id).number, after) });
        }
        return found;
      },
      "tuningJobs.pause": ({ id }) => acted(id, "pause"),
      "tuningJobs.resume": ({ id }) => acted(id, "resume"),
      "tuningJobs.cancel": ({ id }) => acted(id, "cancel"),
      "tuningJobs.remove": async ({ id }) => {
        const job = await act(id, "remove", (client, jobId) => client.remove(jobId, ending.signal));
        jobs.setRemoved(id, now());
        following.settle(id);
        events.forget(job.number);
        metrics.forget(job.number);
        await results.forget(id).catch((error) => logFault("Results of a job", error));
        changed();
      },
      "tuningJobs.failure": async ({ id }) => {
        const { remote, sent } = jobs.find(id);
        const message = remote.error?.message ?? "";
        const isValidation = /validation/i.test(`${remote.error?.param ?? ""} ${fileWords(message)}`);
        const data = isValidation ? sent?.validation : sent?.training;
        if (!data || message === "" || !datasetIds().has(data.datasetId)) return null;
        const { datasetId, version, part } = data;
        const found = await datasets.refusal({ id: datasetId, version, part, message });
        if (found.rows.length === 0 && found.harms.length === 0) return null;
        return { ...found, ...data, isHere: true };
      },
      "tuningJobs.resultFile": ({ id, fileId, from, count }) =>
        results.table(reading.source(id, ofJob(id, fileId)), from, count),
      "tuningJobs.exportMetrics": async ({ id }) => {
        const job = jobs.find(id);
        const columns = await metrics.points(job.number, null);
        return exportTo(fill(words.metrics, { name: nameOf(job) }), (path) =>
          writeSafely(path, async (write) => {
            for (const line of metricLines(columns)) await write(line);
          }),
        );
      },
      "tuningJobs.exportFile": async ({ id, fileId }) => {
        const { name } = jobs.find(id).files.find((file) => file.id === fileId) ?? { name: null };
        const source = reading.source(id, ofJob(id, fileId));
        return exportTo((name ?? fileId).replace(/\.\w{1,5}$/, ""), (path) => results.exportTo(source, path));
      },
      "tuningJobs.again": ({ id }) => {
        const job = jobs.find(id);
        const connectionId = places.reachOf(job)?.connectionId ?? null;
        const values = plans.startOf(job.remote.id)?.values ?? settingsOf(job, nameOf(job));
        return plans.handlers["tuningPlans.begin"]({ ...values, connectionId });
      },
    },
  };

  /** Only files of the job are read by its page. Throws `not_found` for others. */
  function ofJob(id: string, fileId: string): string {
    if (!jobs.find(id).remote.resultFiles.includes(fileId)) throw problem("not_found");
    return fileId;
  }
}

const notPossible = (state: JobState, cause?: unknown): FoundryError =>
  problem("job_not_possible", { state: words.states[state] }, cause);

const isMissing = (error: unknown): boolean =>
  error instanceof FoundryError && error.diagnosis.code === "training_not_found";

/** Whether the service no longer knows it. */
const isGone = ({ diagnosis }: StoredJob): boolean => diagnosis?.code === "training_not_found";

/** That the state does not allow it (`unexpectedEntityState` of the dated API, 409 elsewhere). */
function isConflict(error: unknown): boolean {
  const raw: Diagnosis["raw"] = error instanceof FoundryError ? error.diagnosis.raw : undefined;
  return raw?.status === 409 || /^(?:unexpectedEntityState|conflict)$/i.test(raw?.code ?? "");
}

/** Which file a message is about, where it says so. */
const fileWords = (message: string): string =>
  /\b(?:validation|training) (?:file|data)\b/i.exec(message)?.[0] ?? "";
