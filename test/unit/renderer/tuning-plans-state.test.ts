import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { problem } from "../../../main/foundry/error.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import type { PlanValues, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import {
  actOn,
  beginPlan,
  changePlan,
  keepPlan,
  listenToPlans,
  removePlan,
  startPlan,
  undoRemovePlan,
  usePlans,
} from "../../../renderer/fine-tuning/plans/state.ts";

const plan = (more: Partial<TuningPlan> = {}): TuningPlan => ({
  id: "p",
  name: "Support",
  connectionId: "c",
  model: null,
  method: null,
  trainingType: null,
  training: null,
  validation: null,
  suffix: "",
  seed: null,
  hyperparameters: {},
  grader: null,
  responseFormat: "",
  wandb: null,
  sending: null,
  problem: null,
  refusal: null,
  jobId: null,
  createdAt: 1,
  updatedAt: 1,
  ...more,
});

const good = <Value>(data: Value): Answer<Value> => ({ ok: true, data });
const bad = (): Answer<never> => {
  const { diagnosis } = problem("storage_failed");
  return { ok: false, error: { code: diagnosis.code, message: "", diagnosis } };
};

const calls: [name: string, input: unknown][] = [];
const answers = new Map<string, (input: PlanValues & { id: string }) => unknown>();
let changed: (list: TuningPlan[]) => void = () => {};
const location = { hash: "" };
let page = new EventTarget();

beforeEach(async () => {
  vi.useFakeTimers();
  calls.length = 0;
  answers.clear();
  answers.set("tuningPlans.list", () => good([plan()]));
  answers.set("tuningPlans.keep", ({ id, ...values }) => good(plan({ id, ...values, updatedAt: 2 })));
  const assay = new Proxy(
    {},
    {
      get: (_target, name: string) =>
        name === "on"
          ? (_event: string, listener: typeof changed) => {
              changed = listener;
            }
          : (input: PlanValues & { id: string }) => {
              calls.push([name, input]);
              return Promise.resolve(answers.get(name)?.(input) ?? good(undefined));
            },
    },
  );
  location.hash = "";
  page = new EventTarget();
  vi.stubGlobal("window", Object.assign(page, { assay, location }));
  usePlans.setState({ list: null, kept: {}, ended: "", removed: null, diagnosis: null });
  listenToPlans();
  await vi.runAllTimersAsync();
});

afterEach(async () => {
  answers.delete("tuningPlans.keep");
  await keepPlan("p");
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const asked = (name: string) => calls.filter(([one]) => one === name).map(([, input]) => input);
const first = () => usePlans.getState().list?.[0];

it("what is typed is shown at once and kept once, when nothing more is typed for a moment", async () => {
  for (const suffix of ["a", "ab", "abc"]) changePlan("p", { suffix });
  expect(first()?.suffix).toBe("abc");
  expect(asked("tuningPlans.keep")).toEqual([]);
  await vi.advanceTimersByTimeAsync(400);
  expect(asked("tuningPlans.keep")).toHaveLength(1);
  expect(asked("tuningPlans.keep")[0]).toMatchObject({ id: "p", suffix: "abc", name: "Support" });
  expect(usePlans.getState().kept).toEqual({ p: 1 });
});

it("only what a person sets is sent: the contract takes no more", async () => {
  changePlan("p", { seed: 7 });
  await vi.advanceTimersByTimeAsync(400);
  const sent = Object.keys(asked("tuningPlans.keep")[0] as object);
  expect(sent).not.toContain("sending");
  expect(sent).not.toContain("refusal");
  expect(sent).not.toContain("updatedAt");
  expect(sent).toContain("wandb");
});

it("news of a plan doesn't take away what is being typed", async () => {
  changePlan("p", { suffix: "new" });
  const sending = {
    phase: "uploading",
    file: "training",
    done: 1,
    total: 2,
    secondsLeft: null,
    begun: "first",
  } as const;
  changed([plan({ suffix: "old", sending })]);
  expect(first()).toMatchObject({ suffix: "new", sending });
  await vi.advanceTimersByTimeAsync(400);
  changed([plan({ suffix: "other" })]);
  expect(first()?.suffix).toBe("other");
});

it("what is typed while something is being kept is kept after it", async () => {
  let answer: (value: unknown) => void = () => {};
  answers.set("tuningPlans.keep", () => new Promise((resolve) => (answer = resolve)));
  changePlan("p", { suffix: "one" });
  await vi.advanceTimersByTimeAsync(400);
  changePlan("p", { suffix: "two" });
  answer(good(plan({ suffix: "one" })));
  await vi.advanceTimersByTimeAsync(0);
  expect(first()?.suffix).toBe("two");
  answers.set("tuningPlans.keep", ({ id, ...values }) => good(plan({ id, ...values })));
  await vi.advanceTimersByTimeAsync(400);
  expect(asked("tuningPlans.keep").at(-1)).toMatchObject({ suffix: "two" });
});

it("what was typed last is kept when the window goes, also behind what is being kept", async () => {
  page.dispatchEvent(new Event("beforeunload"));
  expect(asked("tuningPlans.keep")).toEqual([]);
  const waiting: ((value: unknown) => void)[] = [];
  answers.set("tuningPlans.keep", () => new Promise((resolve) => waiting.push(resolve)));
  changePlan("p", { suffix: "one" });
  await vi.advanceTimersByTimeAsync(400);
  changePlan("p", { suffix: "two" });
  page.dispatchEvent(new Event("beforeunload"));
  // At once: nobody waits for an answer.
  expect(asked("tuningPlans.keep")).toMatchObject([{ suffix: "one" }, { suffix: "two" }]);
  answers.set("tuningPlans.keep", ({ id, ...values }) => good(plan({ id, ...values })));
  for (const answer of waiting) answer(good(plan({ suffix: "two" })));
  await vi.advanceTimersByTimeAsync(400);
});

it("what couldn't be kept stays on the screen, and nothing is started with what is older", async () => {
  answers.set("tuningPlans.keep", bad);
  changePlan("p", { suffix: "kept back" });
  expect(await startPlan("p")).toBe(false);
  expect(asked("tuningPlans.start")).toEqual([]);
  expect(first()?.suffix).toBe("kept back");
  expect(usePlans.getState().diagnosis?.code).toBe("storage_failed");
  answers.set("tuningPlans.keep", ({ id, ...values }) => good(plan({ id, ...values })));
  answers.set("tuningPlans.start", () => good(plan({ suffix: "kept back" })));
  expect(await startPlan("p")).toBe(true);
  expect(calls.slice(-2).map(([name]) => name)).toEqual(["tuningPlans.keep", "tuningPlans.start"]);
});

it("a plan that is begun is shown, and one that is removed can be brought back", async () => {
  answers.set("tuningPlans.begin", () => good(plan({ id: "q" })));
  await beginPlan();
  expect(location.hash).toBe("#/fineTuning/plan%3Aq");
  expect(usePlans.getState().list?.map(({ id }) => id)).toEqual(["q", "p"]);
  expect(await removePlan(plan({ id: "q" }))).toBe(true);
  expect(usePlans.getState()).toMatchObject({ list: [{ id: "p" }], removed: { id: "q" } });
  answers.set("tuningPlans.restore", bad);
  await undoRemovePlan();
  expect(usePlans.getState().removed?.id).toBe("q");
  answers.set("tuningPlans.restore", () => good(plan({ id: "q" })));
  await undoRemovePlan();
  expect(usePlans.getState()).toMatchObject({ list: [{ id: "q" }, { id: "p" }], removed: null });
});

it("what is done to a plan waits until what was typed is kept", async () => {
  changePlan("p", { name: "Renamed" });
  await actOn("p", () => window.assay["tuningPlans.request"]({ id: "p" }));
  expect(calls.slice(-2).map(([name]) => name)).toEqual(["tuningPlans.keep", "tuningPlans.request"]);
});
