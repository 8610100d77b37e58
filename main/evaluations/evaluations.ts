import { randomUUID } from "node:crypto";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { Evaluation, EvaluationSummary } from "../../preload/contract/evaluations.ts";
import { evaluationPlans } from "../../preload/strings/evaluation-plans.ts";
import { evaluations as words } from "../../preload/strings/evaluations.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Datasets } from "../datasets/datasets.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import type { Before } from "./before/before.ts";
import { emptySettings } from "./drafts.ts";
import type { EvaluationList, ListedEvaluation } from "./list.ts";
import type { EvaluationPlaces } from "./places.ts";
import { summaryOf } from "./progress.ts";
import { createRunning, type RunningParts } from "./running.ts";
import type { Counts } from "./shape.ts";

/** What evaluations stand on. */
export interface EvaluationParts extends Omit<RunningParts, "changed" | "datasets"> {
  list: EvaluationList;
  places: EvaluationPlaces;
  datasets: Pick<Datasets, "get" | "extract" | "use" | "unuse">;
  before: Pick<Before, "blocking" | "refuseLeaks">;
  emit: Emit;
}

const remarkWords: Record<string, string> = { ...words.remarks, ...evaluationPlans.remarks };

const isUnderWay = (state: ListedEvaluation["state"]): boolean =>
  state === "running" || state === "preparing";

/** Rows of a pilot. */
const pilotRows = 30;

/** The evaluations of a profile: drafts, what is under way, and results. Calls are as the contract says. */
export function createEvaluations(parts: EvaluationParts) {
  const { list, places, datasets, writers, emit, before } = parts;
  const summary = (one: ListedEvaluation): EvaluationSummary => summaryOf(one, running.live(one.id));
  const told = (id: string): EvaluationSummary => {
    const now = summary(list.find(id));
    emit("evaluations.changed", now);
    return now;
  };
  const running = createRunning({ ...parts, changed: (id) => void told(id) });

  const whole = (one: ListedEvaluation): Evaluation => ({
    ...summary(one),
    settings: one.settings,
    version: one.version,
    rows: one.counts?.rows ?? null,
    spent: one.counts?.spent ?? [],
    stamp: one.counts?.stamp ?? 0,
  });
  const get = (id: string): Evaluation => whole(list.find(id));

  const add = (
    settings: EvaluationSettings,
    pilotOf: string | null = null,
    more: Partial<ListedEvaluation> = {},
  ): ListedEvaluation => {
    const evaluation: ListedEvaluation = {
      id: randomUUID(),
      name: settings.name,
      state: "draft",
      origin: "here",
      pilotOf,
      settings,
      datasetName: nameOf(settings),
      version: null,
      counts: null,
      problem: null,
      createdAt: Date.now(),
      startedAt: null,
      endedAt: null,
      ...more,
    };
    list.add(evaluation);
    return evaluation;
  };
  const withPilots = (id: string): ListedEvaluation[] =>
    list.all().filter((one) => one.id === id || one.pilotOf === id);
  const nameOf = ({ data }: EvaluationSettings): string | null => {
    try {
      return data && datasets.get(data.datasetId).name;
    } catch {
      return null;
    }
  };
  const begun = (settings: EvaluationSettings, pilotOf: string | null = null): Evaluation => {
    const { id } = add(settings, pilotOf);
    told(id);
    return get(id);
  };

  /** Drafts that are about to begin: what was checked is what is asked. */
  const starting = new Set<string>();
  const assertDraft = (id: string): ListedEvaluation => {
    const found = list.find(id);
    if (found.state !== "draft" || starting.has(id)) throw problem("evaluation_started");
    return found;
  };
  const start = async (id: string): Promise<Evaluation> => {
    assertDraft(id);
    starting.add(id);
    try {
      return await startChecked(id);
    } finally {
      starting.delete(id);
    }
  };

  /** Seals the data of a draft and begins. */
  const startChecked = async (id: string): Promise<Evaluation> => {
    const { settings, name } = list.find(id);
    const { data } = settings;
    const [why] = await before.blocking(settings);
    if (why || !data)
      throw problem("evaluation_not_ready", {
        why: fill(remarkWords[why?.code ?? "no_data"] ?? "", why?.parameters ?? {}),
      });
    // Sealed first: what is compared is what is asked.
    const version = await datasets.use(data.datasetId, { kind: "evaluation", usedBy: id, name });
    try {
      await before.refuseLeaks(settings, version);
    } catch (error) {
      datasets.unuse("evaluation", id);
      throw error;
    }
    // Throws where it was removed meanwhile.
    list.find(id);
    list.change(id, {
      state: "preparing",
      version,
      datasetName: datasets.get(data.datasetId).name,
      startedAt: Date.now(),
    });
    running.start(id);
    told(id);
    return get(id);
  };

  return {
    list: (): EvaluationSummary[] => list.all().map(summary),
    get,
    create: ({ settings }: { settings: EvaluationSettings | null }): Evaluation =>
      begun(settings ?? emptySettings(words.untitled)),
    set: (id: string, settings: EvaluationSettings): Evaluation => {
      assertDraft(id);
      list.change(id, { settings, name: settings.name, datasetName: nameOf(settings) });
      told(id);
      return get(id);
    },
    duplicate: (id: string): Evaluation => {
      const { settings } = list.find(id);
      return begun({ ...settings, name: fill(words.again, { name: settings.name }) });
    },
    /** Lists past results whose file is written already. */
    keep: (settings: EvaluationSettings, more: Partial<ListedEvaluation>): EvaluationSummary =>
      told(add(settings, null, { ...more, state: "kept" }).id),
    start,
    /** Runs the first rows of a draft as an evaluation of its own. */
    pilot: (id: string): Promise<Evaluation> => {
      const { settings } = assertDraft(id);
      const name = fill(words.pilotName, { name: settings.name });
      const { data } = settings;
      const few = data && { ...data, rows: Math.min(pilotRows, data.rows ?? pilotRows) };
      const { id: pilot } = add({ ...settings, name, data: few }, id);
      return start(pilot).catch((error: unknown) => {
        list.setRemoved(pilot, Date.now());
        throw error;
      });
    },
    pause: (id: string): void => {
      const { state } = list.find(id);
      if (!isUnderWay(state)) return;
      // Rows that are still being copied are copied anew.
      list.change(id, { state: "paused" });
      running.stop(id);
      told(id);
    },
    resume: async (id: string, failed: boolean): Promise<void> => {
      const { state, counts, problem: why } = list.find(id);
      if (!["paused", "done"].includes(state) || running.isRunning(id)) return;
      const isPrepared = counts !== null;
      if (why?.diagnosis.code === "evaluation_graders_differ")
        await writers.desk().ask("acceptTwins", { file: places.file(id) });
      if (failed && isPrepared) {
        const forgotten = await writers.desk().ask("forgetFailed", { file: places.file(id) });
        list.change(id, { counts: forgotten });
      }
      list.change(id, { state: isPrepared ? "running" : "preparing", problem: null, endedAt: null });
      running.start(id);
      told(id);
    },
    rename: (id: string, name: string): EvaluationSummary => {
      const { settings } = list.find(id);
      list.change(id, { name, settings: { ...settings, name } });
      return told(id);
    },
    remove: (id: string): void => {
      list.find(id);
      const all = withPilots(id);
      for (const one of all) running.stop(one.id);
      list.setRemoved(id, Date.now());
      for (const one of all) emit("evaluations.removed", { id: one.id });
    },
    restore: (id: string): EvaluationSummary => {
      list.setRemoved(id, null);
      for (const one of withPilots(id)) {
        if (isUnderWay(one.state)) list.change(one.id, { state: "paused" });
        told(one.id);
      }
      return summary(list.find(id));
    },
    /** The file of an evaluation that has rows. Throws `not_found`, and `evaluation_not_ready`. */
    fileOf: (id: string): string => {
      const { counts } = list.find(id);
      if (!counts) throw problem("evaluation_not_ready", { why: words.noRowsYet });
      return places.file(id);
    },
    find: list.find,
    /** Takes what has been counted outside of a run, such as what measuring a judge has cost. */
    counted: (id: string, counts: Counts): void => {
      if (!list.has(id)) return;
      list.change(id, { counts });
      told(id);
    },
    /** What the end of the app has cut goes on when the person says so. */
    recover: (): void => {
      for (const one of list.all()) if (isUnderWay(one.state)) list.change(one.id, { state: "paused" });
    },
    /**
     * Deletes what was removed. Throws what keeps a file from being deleted, once the others are: the next time finds it
     * among those that are not listed.
     */
    purge: (): void => {
      for (const id of list.purge()) datasets.unuse("evaluation", id);
      const known = list.ids();
      const failed: unknown[] = [];
      for (const id of places.ids().filter((one) => !known.has(one)))
        try {
          places.remove(id);
        } catch (error) {
          failed.push(error);
        }
      if (failed.length > 0) throw failed[0];
    },
    isBusy: running.isBusy,
    interrupt: running.interrupt,
    settled: running.settled,
  };
}

export type Evaluations = ReturnType<typeof createEvaluations>;
