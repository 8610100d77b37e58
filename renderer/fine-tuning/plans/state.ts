import { create } from "zustand";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Answer, Input } from "../../../preload/contract/index.ts";
import type { PlanValues, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { attempting } from "../../calls.ts";
import { undoRemoval } from "../../removal.ts";
import { goTo } from "../../route.ts";
import { onLeaving } from "../../ui/on-leaving.ts";

interface PlansState {
  /** The one changed last first; null until main has answered. */
  list: TuningPlan[] | null;
  /** How often what was changed here has been kept, by the plan's id: what is known of a plan counts from then. */
  kept: Record<string, number>;
  /** What ended last, in a sentence for whoever does not see it. */
  ended: string;
  /** The plan that was removed last; it can still be restored. */
  removed: TuningPlan | null;
  diagnosis: Diagnosis | null;
}

export const usePlans = create<PlansState>(() => ({
  list: null,
  kept: {},
  ended: "",
  removed: null,
  diagnosis: null,
}));

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => usePlans.setState({ diagnosis }));

/** Milliseconds of silence before what is typed is kept. */
const pause = 400;

/** What was changed here and is not kept yet, by the plan's id. */
const changes = new Map<string, Change>();

interface Change {
  values: Partial<PlanValues>;
  timer: ReturnType<typeof setTimeout>;
}

/** What is being kept, by the plan's id: the next comes after it. */
const keeping = new Map<string, Promise<unknown>>();

/** Asks for the plans, follows their changes, and keeps what was typed last when the page is left. */
export function listenToPlans(): void {
  window.assay.on("tuningPlans.changed", take);
  onLeaving(keepAll);
  void window.assay["tuningPlans.list"]().then((answer) => answer.ok && take(answer.data));
}

/** Shows the list as it is now, with what was changed here and is still on its way. */
function take(list: TuningPlan[]): void {
  usePlans.setState({ list: list.map((plan) => ({ ...plan, ...changes.get(plan.id)?.values })) });
}

const put = (plan: TuningPlan) => {
  const list = usePlans.getState().list ?? [];
  take(
    list.some(({ id }) => id === plan.id)
      ? list.map((one) => (one.id === plan.id ? plan : one))
      : [plan, ...list],
  );
};

/** A plan of the list; null while it is not there. */
export const usePlan = (id: string): TuningPlan | null =>
  usePlans(({ list }) => list?.find((plan) => plan.id === id) ?? null);

/** Begins a plan, and shows it. */
export async function beginPlan(): Promise<void> {
  const plan = await attempt(window.assay["tuningPlans.begin"]({ connectionId: null }));
  if (!plan) return;
  put(plan);
  goTo("fineTuning", `plan:${plan.id}`);
}

/** Shows a change at once, and keeps it when nothing more is changed for a moment. */
export function changePlan(id: string, values: Partial<PlanValues>): void {
  const before = changes.get(id);
  if (before) clearTimeout(before.timer);
  changes.set(id, {
    values: { ...before?.values, ...values },
    timer: setTimeout(() => void keepPlan(id), pause),
  });
  take(usePlans.getState().list ?? []);
}

/** Keeps what was changed of a plan now. Gives whether all of it is kept. */
export async function keepPlan(id: string): Promise<boolean> {
  await keeping.get(id);
  const change = changes.get(id);
  if (!change) return true;
  clearTimeout(change.timer);
  const plan = usePlans.getState().list?.find((one) => one.id === id);
  if (!plan) {
    changes.delete(id);
    return true;
  }
  const work = attempt(window.assay["tuningPlans.keep"](valuesOf(plan)), "keep");
  keeping.set(id, work);
  const kept = await work;
  keeping.delete(id);
  if (kept === null) return false;
  // What was changed meanwhile is kept by its own timer.
  if (changes.get(id) === change) changes.delete(id);
  put(kept);
  usePlans.setState(({ kept }) => ({ kept: { ...kept, [id]: (kept[id] ?? 0) + 1 } }));
  return true;
}

/** Keeps all that was changed, also behind what is being kept: there is no time to wait for that. */
function keepAll(): void {
  for (const plan of usePlans.getState().list ?? [])
    if (changes.has(plan.id)) void window.assay["tuningPlans.keep"](valuesOf(plan));
}

const fields: Record<keyof PlanValues, true> = {
  name: true,
  connectionId: true,
  model: true,
  method: true,
  trainingType: true,
  training: true,
  validation: true,
  suffix: true,
  seed: true,
  hyperparameters: true,
  grader: true,
  responseFormat: true,
  wandb: true,
};

const valuesOf = (plan: TuningPlan) =>
  Object.fromEntries(
    Object.entries(plan).filter(([name]) => name === "id" || Object.hasOwn(fields, name)),
  ) as Input<"tuningPlans.keep">;

/** Waits for what is done to a plan once all that was typed is kept, shows why where it fails, and gives what came of it. */
export async function actOn<Value>(id: string, act: () => Promise<Answer<Value>>): Promise<Value | null> {
  return (await keepPlan(id)) ? attempt(act()) : null;
}

/** Gives what is asked about plans by the place itself, or null, and then shows why. */
export const ask = <Value>(work: Promise<Answer<Value>>, byItself: string): Promise<Value | null> =>
  attempt(work, byItself);

/** Sends a plan's data and starts its job. */
export async function startPlan(id: string): Promise<boolean> {
  const plan = await actOn(id, () => window.assay["tuningPlans.start"]({ id }));
  if (plan) put(plan);
  return plan !== null;
}

/** Ends the sending of a plan. */
export async function stopPlan(id: string): Promise<void> {
  const plan = await attempt(window.assay["tuningPlans.stop"]({ id }));
  if (plan) put(plan);
}

/** Takes a plan away; it can be brought back. Gives whether it is gone. */
export async function removePlan(plan: TuningPlan): Promise<boolean> {
  const gone = await actOn(plan.id, () => window.assay["tuningPlans.remove"]({ id: plan.id }));
  if (gone === null) return false;
  const list = usePlans.getState().list ?? [];
  usePlans.setState({ list: list.filter(({ id }) => id !== plan.id), removed: plan });
  return true;
}

/** Brings the plan back that was removed last, and shows it. */
export const undoRemovePlan = (): Promise<void> =>
  undoRemoval(usePlans, async ({ id }) => {
    const plan = await attempt(window.assay["tuningPlans.restore"]({ id }));
    if (!plan) return false;
    put(plan);
    goTo("fineTuning", `plan:${id}`);
    return true;
  });
