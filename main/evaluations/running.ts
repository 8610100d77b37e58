import { rmSync } from "node:fs";
import type { RemoteProgress } from "../../preload/contract/evaluations.ts";
import type { WaitingColumn } from "../../preload/contract/series.ts";
import type { Datasets } from "../datasets/datasets.ts";
import { diagnosisOf, FoundryError } from "../foundry/error.ts";
import type { Workers } from "../processes/workers.ts";
import type { Questions } from "../runs/questions.ts";
import { createTasks } from "../tasks.ts";
import type { EmbedTexts, Halt, RemoteServices, SomeRun } from "./engine/ports.ts";
import { cancelRemote, runEvaluation } from "./engine/run.ts";
import type { EvaluationList, ListedEvaluation } from "./list.ts";
import type { EvaluationPlaces } from "./places.ts";
import type { Work } from "./process/work.ts";
import { doneOf, type Live } from "./progress.ts";
import type { Counts } from "./shape.ts";

/** What evaluations are run with. */
export interface RunningParts {
  list: EvaluationList;
  places: EvaluationPlaces;
  /** The processes that write; those that read are others, so that a slow grader holds up no page. */
  writers: Workers<Work>;
  datasets: Pick<Datasets, "extract">;
  questions: Questions;
  embed: EmbedTexts;
  remote: RemoteServices | null;
  /** Told of every change of an evaluation. */
  changed(id: string): void;
  /** Told when one has ended by itself: it is done, or something has to be put right. */
  ended(evaluation: ListedEvaluation): void;
}

/** Milliseconds between two tellings of what has happened. */
const tellInterval = 250;

interface Running {
  /** Whether it has been told to end. */
  isStopped: boolean;
  began: number;
  doneBefore: number;
  waiting: Map<string, WaitingColumn>;
  /** What the service does by itself, by the ids of models. */
  remote: Map<string, readonly RemoteProgress[]>;
  /** As they were told last, and not written down yet. */
  counts: Counts | null;
  timer: NodeJS.Timeout | null;
}

/** Evaluations that are under way. */
export function createRunning(parts: RunningParts) {
  const { list, places, writers, datasets } = parts;
  const tasks = createTasks("evaluations");
  const running = new Map<string, Running>();
  let isOver = false;

  const later = (id: string) => {
    const one = running.get(id);
    if (!one || isOver) return;
    one.timer ??= setTimeout(() => {
      one.timer = null;
      tell(id, one);
    }, tellInterval);
  };
  const keepCounts = (id: string, one: Running) => {
    if (one.counts && list.has(id)) list.change(id, { counts: one.counts });
    one.counts = null;
  };
  /** One that was removed meanwhile is told no more. */
  const tell = (id: string, one: Running) => {
    keepCounts(id, one);
    if (list.has(id)) parts.changed(id);
  };

  /** Copies the rows from the dataset, where that has not been done. */
  const prepare = async (evaluation: ListedEvaluation, signal: AbortSignal) => {
    const { id, settings, version } = evaluation;
    if (evaluation.state !== "preparing" || !settings.data) return;
    const { datasetId, part, rows, seed } = settings.data;
    const path = places.extracted(id);
    const options = { signal, onProgress: () => {} };
    const isGrouped = settings.clusters.kind === "found";
    await datasets.extract(datasetId, { version, part, rows, seed, isGrouped, path }, options);
    await writers.job("prepare", { file: places.file(id), settings, path }, options);
    rmSync(path, { force: true });
    const counts = await writers.desk().ask("counts", { file: places.file(id) });
    // Paused or removed meanwhile, it stays so.
    signal.throwIfAborted();
    list.change(id, { state: "running", counts });
    parts.changed(id);
  };

  /** What one is run with. */
  const partsOf = (id: string): SomeRun => ({
    file: places.file(id),
    settings: list.find(id).settings,
    writer: writers.desk(),
    questions: parts.questions,
    embed: parts.embed,
    remote: parts.remote,
  });

  const work = async (id: string, signal: AbortSignal) => {
    const one: Running = {
      ...{ isStopped: false, began: Date.now(), doneBefore: 0, counts: null, timer: null },
      ...{ waiting: new Map(), remote: new Map() },
    };
    running.set(id, one);
    const halts: Halt[] = [];
    const counted = (counts: Counts) => {
      one.counts = counts;
      later(id);
    };
    await prepare(list.find(id), signal);
    one.began = Date.now();
    one.doneBefore = workOf(list.find(id)).done;
    await runEvaluation(
      {
        ...partsOf(id),
        counted,
        waiting: (of, until, isLimited) => {
          if (until === null) one.waiting.delete(of);
          else one.waiting.set(of, { columnId: of, until, isLimited });
          later(id);
        },
        followed: (modelId, works) => {
          one.remote.set(modelId, works);
          later(id);
        },
        halted: (halt) => {
          halts.push(halt);
          if (halts.length === 1 && list.has(id)) list.change(id, { problem: halt });
          later(id);
        },
      },
      signal,
    );
    keepCounts(id, one);
    signal.throwIfAborted();
    const change = halts.length > 0 ? ({ state: "paused" } as const) : done();
    parts.ended(list.change(id, change));
  };
  /** A person who believes that it was cancelled would pay for what goes on. */
  const notCancelled = (id: string, error: unknown, signal: AbortSignal) => {
    if (!(error instanceof FoundryError) || signal.aborted || isOver) throw error;
    const { place, models } = list.find(id).settings;
    const connectionId = place.kind === "foundry" ? place.connectionId : (models[0]?.connectionId ?? "");
    list.change(id, { problem: { diagnosis: error.diagnosis, connectionId, modelId: null } });
    parts.changed(id);
    throw error;
  };
  const done = () => ({ state: "done", endedAt: Date.now() }) as const;

  const begin = (id: string, run: (id: string, signal: AbortSignal) => Promise<void>) =>
    tasks.replace(id, async (signal) => {
      try {
        await run(id, signal);
      } catch (error) {
        if (signal.aborted || isOver) throw error;
        const diagnosis = error instanceof FoundryError ? error.diagnosis : diagnosisOf("unexpected");
        list.change(id, { state: "paused", problem: { diagnosis, connectionId: "", modelId: null } });
        throw error;
      } finally {
        const one = running.get(id);
        if (one?.timer) clearTimeout(one.timer);
        running.delete(id);
        if (!isOver && one) tell(id, one);
      }
    });

  return {
    /** Goes on with an evaluation in the state that it is in. */
    start: (id: string): void => begin(id, work),
    /** Ends what is under way, here and at the service: the state is what it was set to before. */
    stop: (id: string): void => {
      const { settings, counts } = list.find(id);
      const one = running.get(id);
      if (one) one.isStopped = true;
      const isElsewhere = counts !== null && settings.place.kind !== "here";
      const own = partsOf(id);
      if (tasks.isRunning(id) || isElsewhere)
        tasks.replace(id, async (signal) => {
          if (isElsewhere)
            await cancelRemote(own, signal).catch((error: unknown) => notCancelled(id, error, signal));
        });
    },
    /** What is known of one while it runs; null while it does not. */
    live: (id: string): Live | null => {
      const one = running.get(id);
      if (!one) return null;
      const remote = [...one.remote.values()].flat();
      return {
        waiting: [...one.waiting.values()],
        // What the service does by itself has a pace of its own.
        timeLeft: remote.length > 0 ? null : timeLeftOf(list.find(id), one),
        remote,
      };
    },
    /** Not where it was told to end, and has not yet. */
    isRunning: (id: string): boolean => running.get(id)?.isStopped === false,
    isBusy: (): boolean => running.size > 0,
    interrupt: (): void => {
      isOver = true;
      for (const { timer } of running.values()) if (timer) clearTimeout(timer);
      tasks.endAll();
    },
    settled: tasks.settled,
  };
}

/** Answers, and grades by models: how many there are, and how many there are to be. */
function workOf({ counts, settings }: ListedEvaluation): { done: number; of: number } {
  const { answers, judged } = doneOf(settings, counts);
  return { done: answers.done + judged.done, of: answers.of + judged.of };
}

/** Milliseconds until all of it is there, at the pace so far; null before there is any. */
function timeLeftOf(evaluation: ListedEvaluation, { began, doneBefore }: Running): number | null {
  const { done, of } = workOf(evaluation);
  if (done <= doneBefore) return null;
  return ((Date.now() - began) / (done - doneBefore)) * Math.max(0, of - done);
}
