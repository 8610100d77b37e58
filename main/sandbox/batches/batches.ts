import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { SandboxDeployment } from "../deployments.ts";
import type { Faults } from "../faults.ts";
import type { Files } from "../files.ts";
import { linesIn } from "../json-lines.ts";
import { seededRandom } from "../random.ts";
import { refusedTraining } from "../training-refusals.ts";
import { type Batch, type BatchFault, type BatchStatus, hasEnded } from "./batch.ts";
import { type BatchTask, faultOf, readBatchFile } from "./batch-file.ts";
import { expiredLine, runTask } from "./run-task.ts";

/** The batches of the resource. */
export interface Batches {
  /** The newest first. */
  all(): Batch[];
  /** Throws `Refused` for one that is not there, as does `cancel`. */
  get(id: string): Batch;
  begin(
    asked: Pick<Batch, "endpoint" | "inputFile" | "metadata" | "expiresAfter">,
    isOnDatedRoute: boolean,
  ): Batch;
  /** Throws `Refused` for one that has ended or is being cancelled. */
  cancel(id: string): Batch;
  /** Tokens that wait in batches of a deployment that have not ended. */
  enqueued(deployment: string): number;
  close(): void;
}

/** Tokens that may wait at a time. */
export const mostEnqueued = 50_000_000;

/** Milliseconds of its states, and of each line. */
const lasts = { validating: 5_000, line: 300, finalizing: 4_000, cancelling: 3_000 };

/** What is said where no more may wait (Microsoft Q&A 2285577). */
export const tooManyTokens = (deployment: string): BatchFault =>
  faultOf(
    "token_limit_exceeded",
    `The number of enqueued tokens has surpassed the configured limit of ${mostEnqueued / 1_000_000}M for the ` +
      `deployment '${deployment}'. Please either increase the limit or try again once the current jobs have finished.`,
  );

/** None yet. */
export function createBatches(around: {
  clock: Clock;
  files: Files;
  faults: Faults;
  deployments: () => readonly SandboxDeployment[];
}): Batches {
  const { clock, files, faults, deployments } = around;
  const batches = new Map<string, Batch>();
  const running = new Map<string, AbortController>();
  const ended = new AbortController();

  const get = (id: string) => {
    const found = batches.get(id);
    if (found) return found;
    throw refusedTraining("notFound", `The batch '${id}' was not found.`);
  };
  const become = (batch: Batch, status: BatchStatus) => {
    batch.status = status;
    batch.times[status] = clock.seconds();
    if (hasEnded(batch)) batch.enqueued = 0;
  };
  const enqueued = (deployment: string) =>
    [...batches.values()].reduce((sum, one) => sum + (one.deployment === deployment ? one.enqueued : 0), 0);

  const keep = async (batch: Batch, name: "output" | "error", text: string) => {
    const file = await files.write({ purpose: "batch_output", filename: `${batch.id}_${name}.jsonl` }, text);
    if (batch.expiresAfter !== null) file.expires_at = file.created_at + batch.expiresAfter;
    return file.id;
  };

  /** Runs the lines until there are none, or until it is to stop; gives what was not reached. */
  const runLines = async (batch: Batch, tasks: readonly BatchTask[], stop: AbortSignal, since: number) => {
    const lines = { output: [] as string[], error: [] as string[] };
    const last = faults.batches() === "expires" ? Math.floor(tasks.length / 2) : tasks.length;
    let time = since;
    let reached = 0;
    while (reached < last && !stop.aborted) {
      time = await clock.until(time + lasts.line, stop).catch(() => time);
      const task = tasks[reached];
      const deployment = deployments().find(({ name }) => name === batch.deployment);
      if (stop.aborted || !task || !deployment) break;
      const { line, hasFailed, tokens } = runTask(task, deployment);
      lines[hasFailed ? "error" : "output"].push(line);
      batch.counts[hasFailed ? "failed" : "completed"] += 1;
      for (const of of ["prompt", "completion", "reasoning"] as const) batch.tokens[of] += tokens[of];
      reached += 1;
      if (reached % 50 === 0) await nextTurn();
    }
    return { lines, left: tasks.slice(reached), time };
  };

  const live = async (batch: Batch, isDated: boolean, stop: AbortSignal) => {
    const since = clock.now();
    const found = await readBatchFile(linesIn(files.read(batch.inputFile)), batch.endpoint, deployments());
    batch.deployment = found.deployment;
    batch.enqueued = found.tokens;
    let time = await clock.until(since + lasts.validating, stop).catch(() => since);
    if (faults.batches() === "token-limit-later") found.faults.push(tooManyTokens(batch.deployment));
    if (found.faults.length > 0 && !stop.aborted) {
      batch.faults = found.faults;
      return become(batch, "failed");
    }
    batch.counts.total = found.tasks.length;
    if (!stop.aborted) become(batch, "in_progress");
    const done = await runLines(batch, found.tasks, stop, time);
    const { lines, left } = done;
    time = done.time;
    if (stop.aborted) {
      time = await clock.until(clock.now() + lasts.cancelling, ended.signal);
    } else if (left.length === 0) {
      become(batch, "finalizing");
      time = await clock.until(time + lasts.finalizing, ended.signal);
    } else lines.error.push(...left.map(expiredLine));
    // In whatever order they were done.
    const shuffled = seededRandom(batch.id).shuffled(lines.output);
    if (lines.output.length > 0) batch.outputFile = await keep(batch, "output", shuffled.join(""));
    // A batch without a failure may have an empty file of errors (batch guide); here the dated route's has.
    if (lines.error.length > 0 || isDated) batch.errorFile = await keep(batch, "error", lines.error.join(""));
    become(batch, stop.aborted ? "cancelled" : left.length > 0 ? "expired" : "completed");
  };

  return {
    all: () => [...batches.values()].reverse(),
    get,
    begin: (asked, isOnDatedRoute) => {
      const batch: Batch = {
        ...asked,
        id: `batch_${randomUUID()}`,
        status: "validating",
        times: {},
        created: clock.seconds(),
        faults: [],
        counts: { total: 0, completed: 0, failed: 0 },
        tokens: { prompt: 0, completion: 0, reasoning: 0 },
        enqueued: 0,
        deployment: "",
        outputFile: null,
        errorFile: null,
      };
      batches.set(batch.id, batch);
      const stop = new AbortController();
      running.set(batch.id, stop);
      // Rejects when the sandbox stops, and where its file has been removed meanwhile.
      live(batch, isOnDatedRoute, AbortSignal.any([stop.signal, ended.signal]))
        .catch(() => {
          if (ended.signal.aborted) return;
          batch.faults = [faultOf("input_no_permissions", "The file could not be read.")];
          become(batch, "failed");
        })
        .finally(() => running.delete(batch.id));
      return batch;
    },
    cancel: (id) => {
      const batch = get(id);
      if (hasEnded(batch) || batch.status === "cancelling")
        throw refusedTraining("unexpectedEntityState", `The batch '${id}' is ${batch.status}.`);
      become(batch, "cancelling");
      running.get(id)?.abort();
      return batch;
    },
    enqueued,
    close: () => ended.abort(),
  };
}
