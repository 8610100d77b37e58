import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Sending } from "../../../preload/contract/tuning-plans.ts";
import type { Connections } from "../../connections/connections.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import type { CreateFiles } from "../../foundry/files/files.ts";
import type { CreateJobs, RemoteJob } from "../../foundry/jobs/jobs.ts";
import type { JsonObject } from "../../foundry/json.ts";
import { logFault } from "../../log.ts";
import { againAfter } from "../../runs/retry-policy.ts";
import { createJob, findJob, isNotCreated } from "./create-job.ts";
import type { LearnedSettings } from "./learned.ts";
import type { PlanList } from "./plan-list.ts";
import { causeOf, diagnosisIn, FileFailure, learnFromRefusal, refusedRows } from "./refusals.ts";
import type { ReadyPlan } from "./request.ts";
import type { RequestAt } from "./request-text.ts";
import { type FileWay, sendFile } from "./send-file.ts";
import { newsTeller, type TellNews, type Told } from "./sending-news.ts";
import type { SentData, Start, Starts } from "./starts.ts";
import type { Uploads } from "./uploads.ts";

/** The ways of plans to the service. */
export interface SendingPlans {
  of(planId: string): { sending: Sending; problem: Diagnosis | null } | null;
  /** Sends a start, or goes on with it. */
  run(start: Start, isResumed: boolean): void;
  /**
   * Looks for the job of a start of which nobody knows what came of it, since the plan is another by now. Where there is
   * none, what `instead` gives is sent.
   */
  runInstead(start: Start, instead: () => Promise<Start>): void;
  /** Ends it, unless the job is being created, which is not cut. What has arrived is kept. */
  stop(planId: string): Promise<void>;
  isBusy(): boolean;
  /** Deletes files that a way which is no longer gone has left. */
  sweep(): void;
  /** Ends everything where it is, to be gone on with at the next start of the app. */
  interrupt(): void;
}

/** What sending stands on. */
export interface SendingParts extends Pick<FileWay, "uploads" | "partsFrom" | "now" | "wait"> {
  datasets: Pick<Datasets, "get" | "writeTo" | "refusal" | "unuse">;
  connections: Pick<Connections, "target">;
  createFiles: CreateFiles;
  createJobs: CreateJobs;
  requestAt: RequestAt;
  plans: PlanList;
  starts: Starts;
  uploads: Uploads;
  learned: LearnedSettings;
  /** Where files lie until their job has been created. */
  folder: string;
  /** Called after every news, and when a job is there. */
  changed(): void;
  started(start: Start, job: RemoteJob): void;
}

interface Running extends Told {
  abort: AbortController;
  /** Parts of uploads that have arrived. */
  parts: number;
  isStopped: boolean;
  /** What is sent where the job is not there; null where it is created itself. */
  instead: (() => Promise<Start>) | null;
  ended: Promise<void>;
}

/** Milliseconds for which nothing may arrive before it is given up. */
const patience = 1_800_000;

/** Nothing is being sent yet. */
export function createSending(parts: SendingParts): SendingPlans {
  const { plans, starts, datasets, connections, learned, changed, now } = parts;
  const running = new Map<string, Running>();
  let isOver = false;

  const send = async (start: Start, one: Running, tell: TellNews): Promise<RemoteJob> => {
    const { signal } = one.abort;
    const target = await connections.target(start.connectionId);
    const uploads: Uploads = {
      ...parts.uploads,
      keepState: (key, of, state) => {
        if (state !== null) one.parts += 1;
        parts.uploads.keepState(key, of, state);
      },
    };
    const way = { ...parts, uploads, signal, files: parts.createFiles(target) };
    const fileOf = async (which: "training" | "validation", data: SentData | null) => {
      if (data === null) return null;
      const method = datasets.get(data.datasetId).method;
      const path = join(parts.folder, start.planId, `${which}-${data.version}-${data.part ?? "all"}.jsonl`);
      // The sandbox is at another port each time.
      const toSend = { data, method, path, place: target.endpoint.endpoint };
      const refused = (error: unknown) => {
        throw new FileFailure(data, error);
      };
      return sendFile(toSend, { ...way, tell: (news) => tell(which, news) }).catch(refused);
    };
    const training = (await fileOf("training", start.training)) ?? "";
    const validation = await fileOf("validation", start.validation);
    tell(null, { phase: "creating", done: 0, total: null, begun: "first" });
    const jobWay = {
      ...{ ...way, jobs: parts.createJobs(target) },
      // Its files have their ids by now: there is none to send before.
      requestWith: (body: JsonObject) => parts.requestAt(start.connectionId, body, []),
    };
    const files = { training, validation };
    if (one.instead === null) return createJob(start, start.values as ReadyPlan, files, jobWay);
    const found = await findJob(start, files, jobWay);
    if (found) return found;
    throw new NothingCame();
  };

  /** Sends until the job is there; what may pass by itself is waited for. */
  const persist = async (start: Start, one: Running, isResumed: boolean): Promise<RemoteJob> => {
    let [tried, since] = [0, now()];
    const reached = new Set<string>();
    for (let isAgain = isResumed; ; isAgain = true) {
      try {
        const of = () => running.get(start.planId);
        return await send(start, one, newsTeller({ of, isResumed: isAgain, changed, now }));
      } catch (error) {
        if (error instanceof NothingCame) throw error;
        const diagnosis = diagnosisIn(error);
        const here = `${one.sending.phase} ${one.sending.file} ${one.parts}`;
        if (!reached.has(here)) [tried, since] = [0, now()];
        reached.add(here);
        const again = againAfter(diagnosis, Math.min(tried, mostTries(diagnosis)), 0);
        if (one.abort.signal.aborted || again.do !== "wait") throw error;
        // What is known to last longer is given up at once.
        if (now() - since + again.milliseconds > patience) throw error;
        tried += 1;
        one.problem = diagnosis;
        changed();
        await parts.wait(again.milliseconds, one.abort.signal);
      }
    }
  };

  const fail = async (start: Start, error: unknown) => {
    const isUnknown = starts.find(start.jobId)?.askedAt != null && !isNotCreated(causeOf(error));
    if (!isUnknown) drop(start);
    const refusal = await refusedRows(error, datasets);
    if (isNotCreated(causeOf(error))) learnFromRefusal(start, diagnosisIn(error), learned);
    plans.setProblem(start.planId, diagnosisIn(error), refusal);
  };

  /** Nothing came of a start: its data is free to change again. */
  const drop = (start: Start) => {
    starts.forget(start.jobId);
    datasets.unuse("job", start.jobId);
  };

  const clear = (planId: string) => rmSync(join(parts.folder, planId), { recursive: true, force: true });

  const end = async (start: Start, one: Running, isResumed: boolean) => {
    const { planId, jobId } = start;
    try {
      const job = await persist(start, one, isResumed);
      starts.setRemote(jobId, job.id);
      plans.setJob(planId, jobId);
      plans.setProblem(planId, null);
      parts.started({ ...start, remoteId: job.id }, job);
    } catch (error) {
      if (isOver) return;
      if (error instanceof NothingCame) return sendInstead(start, one);
      if (one.isStopped && starts.find(jobId)?.askedAt == null) drop(start);
      else await fail(start, error);
    }
    running.delete(planId);
    clear(planId);
    changed();
  };

  /** Nothing came of a start: what is sent in its place begins. */
  const sendInstead = async (start: Start, one: Running) => {
    drop(start);
    clear(start.planId);
    try {
      const next = await one.instead?.();
      if (next && !one.isStopped) return begin(next, false, null);
      if (next) drop(next);
    } catch (error) {
      plans.setProblem(start.planId, diagnosisIn(error));
    }
    running.delete(start.planId);
    changed();
  };

  const begin = (start: Start, isResumed: boolean, instead: Running["instead"]) => {
    const sending: Sending = {
      ...{ phase: "exporting", file: "training", done: 0, total: null, secondsLeft: null },
      begun: isResumed ? "resumed" : "first",
    };
    const one: Running = {
      ...{ sending, problem: null, abort: new AbortController(), parts: 0, isStopped: false, instead },
      ended: Promise.resolve(),
    };
    running.set(start.planId, one);
    one.ended = end(start, one, isResumed).catch((error: unknown) => {
      running.delete(start.planId);
      logFault("Sending a job failed", error);
      changed();
    });
    changed();
  };

  return {
    of: (planId) => {
      const one = running.get(planId);
      return one ? { sending: one.sending, problem: one.problem } : null;
    },
    run: (start, isResumed) => begin(start, isResumed, null),
    runInstead: (start, instead) => begin(start, true, instead),
    stop: async (planId) => {
      const one = running.get(planId);
      if (!one) return;
      one.isStopped = true;
      one.abort.abort();
      await one.ended;
    },
    isBusy: () => running.size > 0,
    sweep: () => {
      const left = existsSync(parts.folder) ? readdirSync(parts.folder) : [];
      for (const planId of left) if (!running.has(planId)) clear(planId);
    },
    interrupt: () => {
      isOver = true;
      for (const { abort } of running.values()) abort.abort();
    },
  };
}

/** A job that was asked for is not there. */
class NothingCame extends Error {}

/** Tries after which it is waited for no longer between two of them: what lies with the network may take its time. */
const mostTries = ({ raw }: Diagnosis) => (raw?.status === undefined ? 8 : Number.POSITIVE_INFINITY);
