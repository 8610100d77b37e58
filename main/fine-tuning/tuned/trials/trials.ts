import { randomUUID } from "node:crypto";
import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import type { Input } from "../../../../preload/contract/index.ts";
import type { Trial, TrialAnswer, TrialCandidate } from "../../../../preload/contract/tuned-models.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { tunedModels as words } from "../../../../preload/strings/tuned-models.ts";
import { tunedNotices as notices } from "../../../../preload/strings/tuned-notices.ts";
import type { Datasets } from "../../../datasets/datasets.ts";
import { diagnosisOf, FoundryError, problem } from "../../../foundry/error.ts";
import { askedIn, questionIn } from "../../../graders/graders.ts";
import { keep } from "../../../keep.ts";
import type { Tasks } from "../../../tasks.ts";
import type { StoredDeployment } from "../deployments-store.ts";
import type { Notify } from "../facts.ts";
import { accountOf } from "../ledger.ts";
import { developerSku } from "../skus.ts";
import { type RunParts, removeLeft, runTrial } from "./run.ts";
import type { StoredTrial } from "./store.ts";
import { flatteryOf, tallyOf } from "./tally.ts";
import { createWeighing, type WeighParts } from "./weigh.ts";

export interface TrialParts extends RunParts, WeighParts {
  datasets: Pick<Datasets, "get" | "draw" | "open" | "use" | "unuse">;
  tasks: Tasks;
  /** Told of every change of a trial. */
  changed(id: string): void;
  removed(id: string): void;
  /** The ledger has changed. */
  ledgerChanged(): void;
  notify: Notify;
}

export interface Trials {
  list(jobId: string | null): Trial[];
  /** Throws `not_found`. */
  get(id: string): Trial;
  weigh(input: Input<"trials.weigh">): ReturnType<ReturnType<typeof createWeighing>["weigh"]>;
  /** Throws `trial_overlaps`, `trial_not_possible`, `not_found`. */
  start(input: Input<"trials.start">): Promise<Trial>;
  /** Each of these throws `not_found`. */
  stop(id: string): Trial;
  resume(id: string): Trial;
  clean(id: string): Trial;
  /** Hides one until `purge`; throws `trial_busy` as long as it is at work, or has left deployments. */
  remove(id: string): void;
  restore(id: string): Trial;
  /** Deletes what was removed: rows, answers, grades. */
  purge(): void;
  answers(input: Input<"trials.answers">): { answers: TrialAnswer[]; total: number };
  recover(): void;
  wake(): void;
  isBusy(): boolean;
}

/** States of a candidate in which it holds its deployment. */
const holding: readonly TrialCandidate["state"][] = ["deploying", "starting", "asking", "removing"];

/** Checkpoints, final models and bases, asked the same rows. */
export function createTrials(parts: TrialParts): Trials {
  const { store, deployments, datasets, tasks, clock, notify } = parts;
  const weighing = createWeighing(parts);

  const found = (id: string): StoredTrial => {
    const trial = store.get(id);
    if (!trial) throw problem("not_found");
    return trial;
  };

  const endOf = (row: StoredDeployment) =>
    accountOf(
      row,
      { price: null, hasDeveloper: true, retiresAt: null, registeredAs: null, isConnected: true },
      clock.now(),
    ).endsAt;

  const told = (trial: StoredTrial): Trial => {
    const { judge: _judge, format: _format, ...kept } = trial;
    const made = deployments.ofTrial(trial.id);
    const candidates = store.candidates(trial.id).map((one) => {
      const row = made.findLast(({ model, state }) => model === one.model && state !== "gone");
      const grades = store.grades(trial.id, one.number);
      const { kind, model, step, diagnosis } = one;
      // What the app's end has cut holds nothing any more: what it had is among what is left.
      const isCut = trial.state === "interrupted" && holding.includes(one.state);
      const isStarting = !isCut && one.state === "deploying" && row?.state === "starting";
      const holds = !isCut && holding.includes(one.state);
      const candidate: TrialCandidate = {
        kind,
        model,
        step,
        state: isCut ? "waiting" : isStarting ? "starting" : one.state,
        deployment: kind === "base" ? model : (holds && row?.deployment) || null,
        endsAt: (holds && row && endOf(row)) || null,
        ...tallyOf(grades),
        diagnosis: diagnosis ?? (holds ? (row?.diagnosis ?? null) : null),
      };
      return { candidate, grades };
    });
    const isOver = trial.state === "done" || trial.state === "stopped";
    const chosen = candidates.filter(
      ({ candidate }) => candidate.kind !== "base" && candidate.state === "done",
    );
    const isHeld = (row: StoredDeployment) =>
      trial.state === "running" &&
      candidates.some(({ candidate }) => candidate.deployment === row.deployment);
    return {
      ...kept,
      rows: store.rowCount(trial.id),
      candidates: candidates.map(({ candidate }) => candidate),
      flattery: isOver
        ? flatteryOf(
            chosen.map(({ candidate: { model }, grades }) => ({ model, grades })),
            trial.seed,
          )
        : null,
      isCleaning: trial.state !== "running" && tasks.isRunning(trial.id),
      left: made
        .filter((row) => row.state !== "gone" && !isHeld(row))
        .map((row) => ({ deployment: row.deployment, endsAt: endOf(row), diagnosis: row.diagnosis })),
    };
  };

  const { changed } = parts;
  const setState = (id: string, state: Trial["state"], diagnosis: Diagnosis | null = null) => {
    store.setState(id, state, diagnosis);
    changed(id);
  };

  /** Runs it to its end. What was stopped, and what the app's end has cut, is left to whoever goes on with it. */
  const run = async (id: string, signal: AbortSignal) => {
    let diagnosis: Diagnosis | null;
    try {
      diagnosis = await runTrial(parts, id, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      diagnosis = error instanceof FoundryError ? error.diagnosis : diagnosisOf("unexpected");
      setState(id, "cleaning", diagnosis);
      await removeLeft(parts, id, signal);
      setState(id, "interrupted", diagnosis);
      throw error;
    }
    const name = found(id).datasetName;
    setState(id, diagnosis ? "stopped" : "done", diagnosis);
    parts.ledgerChanged();
    notify({
      title: fill(diagnosis ? notices.trialStopped : notices.trialDone, { name }),
      text: diagnosis
        ? notices.trialStoppedText
        : fill(notices.trialDoneText, { count: store.candidates(id).length }),
      shown: `trial:${id}`,
    });
  };

  /** Removes what it has deployed; it is in the state then. */
  const clean = async (id: string, state: Trial["state"], signal: AbortSignal) => {
    await removeLeft(parts, id, signal);
    setState(id, state, found(id).diagnosis);
    parts.ledgerChanged();
  };

  /** What a trial is when what it has deployed is gone. */
  const afterwards = (state: Trial["state"]) => (state === "cleaning" ? "stopped" : state);

  const isLeft = (id: string) => deployments.ofTrial(id).some(({ state }) => state !== "gone");

  /** The rows that would be asked. Throws what keeps a trial from being started. */
  const possible = async (input: Input<"trials.start">, version: number) => {
    const { overlap, why, rows } = await weighing.asked(input, version);
    const count = overlap.same + overlap.near;
    const dataset = datasets.get(input.datasetId).name;
    if (count > 0) throw problem("trial_overlaps", { count: String(count), dataset });
    if (why !== null) throw problem("trial_not_possible", { why: words.notHere[why] });
    return { rows };
  };

  return {
    list: (jobId) => store.list(jobId).map(told),
    get: (id) => told(found(id)),
    weigh: (input) => weighing.weigh(input),
    start: async (input) => {
      const { connectionId, format } = weighing.place(input);
      const id = randomUUID();
      const { name } = datasets.get(input.datasetId);
      // Sealed first: what is compared and drawn is what is kept.
      const version = await datasets.use(input.datasetId, { kind: "evaluation", usedBy: id, name });
      const { rows } = await possible(input, version).catch((error: unknown) => {
        datasets.unuse("evaluation", id);
        throw error;
      });
      const trial: StoredTrial = {
        id,
        jobId: input.jobId,
        connectionId,
        datasetId: input.datasetId,
        datasetName: name,
        version,
        part: input.part,
        seed: input.seed,
        grader: input.grader,
        sku: input.sku ?? developerSku,
        state: "running",
        diagnosis: null,
        createdAt: clock.now(),
        judge: input.judge,
        format,
      };
      keep(() => store.add(trial, input.candidates, rows));
      tasks.begin(id, (signal) => run(id, signal));
      changed(id);
      return told(trial);
    },
    stop: (id) => {
      if (found(id).state !== "running") return told(found(id));
      setState(id, "cleaning");
      tasks.replace(id, async (signal) => {
        for (const { number, state } of store.candidates(id))
          if (holding.includes(state) || state === "waiting") store.setCandidate(id, number, "skipped");
        await clean(id, "stopped", signal);
      });
      return told(found(id));
    },
    resume: (id) => {
      const { state } = found(id);
      if (state === "running" || state === "done") return told(found(id));
      for (const { number, state } of store.candidates(id))
        if (state !== "done") store.setCandidate(id, number, "waiting");
      setState(id, "running");
      tasks.replace(id, async (signal) => {
        await removeLeft(parts, id, signal);
        await run(id, signal);
      });
      return told(found(id));
    },
    clean: (id) => {
      const { state } = found(id);
      if (state !== "running" && isLeft(id))
        tasks.begin(id, (signal) => clean(id, afterwards(state), signal));
      return told(found(id));
    },
    remove: (id) => {
      const { state } = found(id);
      if (state === "running" || state === "cleaning" || tasks.isRunning(id) || isLeft(id))
        throw problem("trial_busy");
      keep(() => store.setRemoved(id, true));
      parts.removed(id);
    },
    restore: (id) => {
      found(id);
      keep(() => store.setRemoved(id, false));
      changed(id);
      return told(found(id));
    },
    purge: () => {
      for (const id of store.purge()) datasets.unuse("evaluation", id);
    },
    answers: ({ id, from, count }) => {
      found(id);
      const candidates = store.candidates(id);
      const given = store.answers(id, from, count);
      const answers = store.rows(id, from, count).map(
        ({ number, key, text }): TrialAnswer => ({
          key,
          asked: askedIn(text),
          reference: questionIn(text)?.reference ?? null,
          answers: candidates.map((candidate) => {
            const own = given.find((one) => one.number === number && one.candidate === candidate.number);
            const { text, grade, diagnosis } = own ?? { text: null, grade: null, diagnosis: null };
            return { model: candidate.model, text, grade, diagnosis };
          }),
        }),
      );
      return { answers, total: store.rowCount(id) };
    },
    recover: () => {
      for (const { id, state, datasetName, diagnosis } of store.list(null)) {
        const before = state === "running" ? "interrupted" : state;
        if (before !== state) store.setState(id, before, null);
        if (!isLeft(id)) {
          if (state === "cleaning") store.setState(id, "stopped", diagnosis);
          continue;
        }
        const count = deployments.ofTrial(id).filter((row) => row.state !== "gone").length;
        if (state === "running" || state === "cleaning")
          notify({
            title: count === 1 ? notices.left.one : fill(notices.left.many, { count }),
            text: fill(notices.leftText, { name: datasetName }),
            shown: `trial:${id}`,
          });
        tasks.begin(id, (signal) => clean(id, afterwards(before), signal));
      }
    },
    wake: () => {
      for (const { id, state } of store.list(null))
        if (state !== "running" && isLeft(id))
          tasks.begin(id, (signal) => clean(id, afterwards(state), signal));
    },
    isBusy: () => store.list(null).some(({ id }) => tasks.isRunning(id)),
  };
}
