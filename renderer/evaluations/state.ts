import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { Evaluation, EvaluationSummary } from "../../preload/contract/evaluations.ts";
import type { Answer } from "../../preload/contract/index.ts";
import { attempting } from "../calls.ts";
import { undoRemoval } from "../removal.ts";
import { goTo } from "../route.ts";
import { onLeaving } from "../ui/on-leaving.ts";
import { endedText } from "./ended.ts";
import { keepable } from "./whole.ts";

interface EvaluationsState {
  /** Newest first; null until main has answered. */
  list: EvaluationSummary[] | null;
  /** The one that is shown, with what was changed here and is not kept yet; null until it has been read. */
  open: Evaluation | null;
  /** How often what was changed of the one that is shown has been kept: what is known of it counts from then. */
  kept: number;
  /** What ended last, in a sentence for whoever does not see it. */
  ended: string;
  /** The one that was removed last; it can still be restored. */
  removed: { id: string; name: string } | null;
  diagnosis: Diagnosis | null;
}

export const useEvaluations = create<EvaluationsState>(() => ({
  list: null,
  open: null,
  kept: 0,
  ended: "",
  removed: null,
  diagnosis: null,
}));

const { getState, setState } = useEvaluations;

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => setState({ diagnosis }));

/** Milliseconds of silence before what is typed is kept. */
const pause = 400;

/**
 * Drafts as they were changed here, by their ids: what is not kept yet, and what can't be kept since something in it is
 * only half typed.
 */
const typed = new Map<string, EvaluationSettings>();
/** What was kept of a draft last, by its id. */
const lastKept = new Map<string, EvaluationSettings>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** What is being kept, by the evaluation's id: the next comes after it. */
const keeping = new Map<string, Promise<unknown>>();

/** The evaluation that the person has gone to; null for none. */
let wanted: string | null = null;

/** Asks for the evaluations, follows their changes, and keeps what was typed last when the page is left. */
export function listenToEvaluations(): void {
  window.assay.on("evaluations.changed", (summary) => {
    take(summary);
    if (summary.id === wanted) void read();
  });
  window.assay.on("evaluations.removed", ({ id }) => {
    const { list, open } = getState();
    setState({
      list: list?.filter((one) => one.id !== id && one.pilotOf !== id) ?? null,
      open: open?.id === id ? null : open,
    });
  });
  onLeaving(keepAll);
  void window.assay["evaluations.list"]().then((answer) => answer.ok && setState({ list: answer.data }));
}

/** Puts one into the list as it is now. */
function take(summary: EvaluationSummary): void {
  const { list } = getState();
  const before = list?.find(({ id }) => id === summary.id);
  const ended = endedText(before, summary);
  setState({
    list: before
      ? (list?.map((one) => (one === before ? summary : one)) ?? null)
      : [summary, ...(list ?? [])].sort((one, other) => other.createdAt - one.createdAt),
    ...(ended !== null && { ended }),
  });
}

/** Shows one in full. */
function put(evaluation: Evaluation): void {
  if (evaluation.id !== wanted) return;
  lastKept.set(evaluation.id, evaluation.settings);
  const settings = evaluation.state === "draft" ? typed.get(evaluation.id) : undefined;
  setState({ open: settings ? { ...evaluation, settings, name: settings.name } : evaluation });
}

let isReading = false;
let isStale = false;

/** Reads what is shown, one reading at a time: news that come meanwhile are read afterwards, once. */
async function read(): Promise<void> {
  isStale = true;
  if (isReading) return;
  isReading = true;
  while (isStale && wanted !== null) {
    isStale = false;
    const evaluation = await attempt(window.assay["evaluations.get"]({ id: wanted }), "get");
    if (evaluation) put(evaluation);
  }
  isReading = false;
}

/** Shows an evaluation. */
export async function openEvaluation(id: string): Promise<void> {
  wanted = id;
  if (getState().open?.id !== id) setState({ open: null, diagnosis: null });
  await read();
}

/** Leaves what is shown; what was typed last is kept. */
export function leaveEvaluation(): void {
  if (wanted !== null) void keepDraft(wanted);
  wanted = null;
  setState({ open: null, diagnosis: null });
}

/** Begins an evaluation, and shows it. */
export async function beginEvaluation(settings: EvaluationSettings | null = null): Promise<void> {
  show(await attempt(window.assay["evaluations.create"]({ settings })));
}

/** Begins another with the same settings, and shows it. */
export async function repeatEvaluation(id: string): Promise<void> {
  show(await actOn(id, () => window.assay["evaluations.duplicate"]({ id })));
}

function show(evaluation: Evaluation | null): void {
  if (evaluation) goTo("evaluations", evaluation.id);
}

/** Changes the draft that is shown: at once here, and after a moment of silence where it is kept. */
export function changeDraft(change: Partial<EvaluationSettings>): void {
  const { open } = getState();
  if (open?.state !== "draft") return;
  const { id } = open;
  const settings = { ...open.settings, ...change };
  typed.set(id, settings);
  setState({ open: { ...open, settings, name: settings.name } });
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => void keepDraft(id), pause),
  );
}

/** Keeps what was changed of a draft now. Gives whether all of it is kept. */
async function keepDraft(id: string): Promise<boolean> {
  await keeping.get(id);
  clearTimeout(timers.get(id));
  const settings = typed.get(id);
  if (!settings) return true;
  const { settings: whole, isAll } = keepable(settings, lastKept.get(id) ?? null);
  const work = attempt(window.assay["evaluations.set"]({ id, settings: whole }), "set");
  keeping.set(id, work);
  const kept = await work;
  keeping.delete(id);
  if (kept === null) return false;
  lastKept.set(id, kept.settings);
  // What was changed meanwhile is kept by its own timer, and what is half typed stays as it is typed.
  if (isAll && typed.get(id) === settings) typed.delete(id);
  put(kept);
  setState(({ kept }) => ({ kept: kept + 1 }));
  return isAll;
}

/** Keeps all that was changed, also behind what is being kept: there is no time to wait for that. */
function keepAll(): void {
  for (const [id, settings] of typed)
    void window.assay["evaluations.set"]({
      id,
      settings: keepable(settings, lastKept.get(id) ?? null).settings,
    });
}

/** Waits for what is done to an evaluation once all that was typed is kept, shows why where it fails, and gives what came of it. */
export async function actOn<Value>(id: string, act: () => Promise<Answer<Value>>): Promise<Value | null> {
  await keepDraft(id);
  return attempt(act());
}

/** Gives what is asked about an evaluation by the place itself, or null, and then shows why. */
export const ask = <Value>(work: Promise<Answer<Value>>, byItself: string): Promise<Value | null> =>
  attempt(work, byItself);

/** Starts a draft, where all that was typed could be kept. Gives whether it runs. */
export async function startEvaluation(id: string): Promise<boolean> {
  if (!(await keepDraft(id))) return false;
  const started = await attempt(window.assay["evaluations.start"]({ id }));
  if (started) put(started);
  return started !== null;
}

/** Gives an evaluation that is no draft any more another name. */
export async function renameEvaluation(id: string, name: string): Promise<void> {
  await attempt(window.assay["evaluations.rename"]({ id, name }));
}

/** Takes an evaluation away; it can be brought back. Gives whether it is gone. */
export async function removeEvaluation({ id, name }: Pick<Evaluation, "id" | "name">): Promise<boolean> {
  const gone = await actOn(id, () => window.assay["evaluations.remove"]({ id }));
  if (gone === null) return false;
  setState({ removed: { id, name } });
  return true;
}

/** Brings back the one that was removed last, and shows it. */
export const undoRemoveEvaluation = (): Promise<void> =>
  undoRemoval(useEvaluations, async ({ id }) => {
    const restored = await attempt(window.assay["evaluations.restore"]({ id }));
    if (restored) goTo("evaluations", id);
    return restored !== null;
  });

/** The ids of the graders of a draft as it was kept last, in their order. */
export const keptGraders = (id: string): string[] =>
  lastKept.get(id)?.graders.map((grader) => grader.id) ?? [];

/** Says that something was kept that is no part of a draft's settings, and that what is known of it may be other. */
export const tellKept = (): void => setState(({ kept }) => ({ kept: kept + 1 }));
