import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptySettings } from "../../../main/evaluations/drafts.ts";
import { problem } from "../../../main/foundry/error.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Evaluation, EvaluationSummary } from "../../../preload/contract/evaluations.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import { newGrader } from "../../../renderer/evaluations/graders/new-grader.ts";
import {
  changeDraft,
  leaveEvaluation,
  listenToEvaluations,
  openEvaluation,
  removeEvaluation,
  startEvaluation,
  undoRemoveEvaluation,
  useEvaluations,
} from "../../../renderer/evaluations/state.ts";

const good = <Value>(data: Value): Answer<Value> => ({ ok: true, data });
const bad = (): Answer<never> => {
  const { diagnosis } = problem("storage_failed");
  return { ok: false, error: { code: diagnosis.code, message: "", diagnosis } };
};

/** What main has of the one draft there is. */
let kept: EvaluationSettings;
let state: Evaluation["state"];
const calls: string[] = [];
const answers = new Map<string, () => unknown>();
const events = new Map<string, (value: unknown) => void>();
const location = { hash: "" };
let page = new EventTarget();

const summary = (): EvaluationSummary => ({
  ...{ id: "e", name: kept.name, state, origin: "here", pilotOf: null, createdAt: 1, startedAt: null },
  ...{ endedAt: null, datasetName: null, models: [], problem: null },
  progress: {
    answers: { done: 0, failed: 0, of: 0 },
    judged: { done: 0, failed: 0, of: 0 },
    ...{ timeLeft: null, waiting: [], remote: [] },
  },
});
const whole = (): Evaluation => ({
  ...summary(),
  ...{ settings: kept, version: null, rows: null, spent: [], stamp: 0 },
});

beforeEach(async () => {
  vi.useFakeTimers();
  calls.length = 0;
  answers.clear();
  kept = emptySettings("Ores");
  state = "draft";
  page = new EventTarget();
  location.hash = "";
  const assay = new Proxy(
    {},
    {
      get: (_, name: string) => {
        if (name === "on")
          return (event: string, take: (value: unknown) => void) => void events.set(event, take);
        return async (input: { settings?: EvaluationSettings }) => {
          calls.push(name);
          const refused = answers.get(name)?.();
          if (refused) return refused;
          if (name === "evaluations.list") return good([summary()]);
          if (name === "evaluations.set" && input.settings) kept = input.settings;
          if (name === "evaluations.start") state = "running";
          return good(whole());
        };
      },
    },
  );
  vi.stubGlobal("window", Object.assign(page, { assay, location }));
  listenToEvaluations();
  await openEvaluation("e");
});

afterEach(() => {
  leaveEvaluation();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const open = () => useEvaluations.getState().open;
const later = () => vi.advanceTimersByTimeAsync(500);
const regex = newGrader("regex", { fields: null, references: [] }, [], null);

it("shows a change at once, and keeps several together a moment later", async () => {
  changeDraft({ repeats: 2 });
  changeDraft({ atOnce: 3 });
  expect(open()?.settings).toMatchObject({ repeats: 2, atOnce: 3 });
  expect(kept.repeats).toBe(1);
  const before = useEvaluations.getState().kept;
  await later();
  expect(kept).toMatchObject({ repeats: 2, atOnce: 3 });
  expect(calls.filter((name) => name === "evaluations.set")).toHaveLength(1);
  expect(useEvaluations.getState().kept).toBe(before + 1);
});

it("shows what is half typed also after what main says, and starts nothing with it", async () => {
  changeDraft({ graders: [regex], repeats: 2 });
  await later();
  expect(kept).toMatchObject({ graders: [], repeats: 2 });
  events.get("evaluations.changed")?.(summary());
  await later();
  expect(open()?.settings.graders).toEqual([regex]);
  expect(await startEvaluation("e")).toBe(false);
  expect(calls).not.toContain("evaluations.start");
  // It is still there when it is opened again.
  leaveEvaluation();
  await openEvaluation("e");
  expect(open()?.settings.graders).toEqual([regex]);
  changeDraft({ graders: [] });
  await later();
});

it("keeps what was typed before it starts, and when it is left or the window goes", async () => {
  changeDraft({ repeats: 2 });
  expect(await startEvaluation("e")).toBe(true);
  expect(kept.repeats).toBe(2);
  expect(open()?.state).toBe("running");
  state = "draft";
  await openEvaluation("e");
  changeDraft({ repeats: 3 });
  page.dispatchEvent(new Event("beforeunload"));
  await vi.advanceTimersByTimeAsync(0);
  expect(kept.repeats).toBe(3);
  changeDraft({ repeats: 4 });
  leaveEvaluation();
  await vi.advanceTimersByTimeAsync(0);
  expect(kept.repeats).toBe(4);
});

it("tries again what could not be kept, and says why it could not", async () => {
  answers.set("evaluations.set", bad);
  changeDraft({ repeats: 5 });
  await later();
  expect(useEvaluations.getState().diagnosis?.code).toBe("storage_failed");
  expect(open()?.settings.repeats).toBe(5);
  answers.clear();
  changeDraft({ atOnce: 2 });
  await later();
  expect(kept).toMatchObject({ repeats: 5, atOnce: 2 });
  expect(useEvaluations.getState().diagnosis).toBeNull();
});

it("takes one from the list with its pilots, and brings it back", async () => {
  const pilot = { ...summary(), id: "p", pilotOf: "e" };
  events.get("evaluations.changed")?.(pilot);
  expect(
    useEvaluations
      .getState()
      .list?.map(({ id }) => id)
      .sort(),
  ).toEqual(["e", "p"]);
  await removeEvaluation({ id: "e", name: "Ores" });
  events.get("evaluations.removed")?.({ id: "e" });
  expect(useEvaluations.getState()).toMatchObject({
    list: [],
    open: null,
    removed: { id: "e", name: "Ores" },
  });
  await undoRemoveEvaluation();
  expect(location.hash).toContain("evaluations/e");
  expect(useEvaluations.getState().removed).toBeNull();
});

it("tells what has ended, and nothing that was over before", () => {
  const told = () => useEvaluations.getState().ended;
  state = "running";
  events.get("evaluations.changed")?.(summary());
  const before = told();
  state = "done";
  events.get("evaluations.changed")?.(summary());
  expect(told()).not.toBe(before);
  expect(told()).toContain("Ores");
});
