import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { problem } from "../../../main/foundry/error.ts";
import type { Dataset, Intake, OpenDataset } from "../../../preload/contract/datasets.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import {
  discardIntake,
  importIntake,
  mapIntake,
  pasteText,
  pickFiles,
  useIntake,
} from "../../../renderer/datasets/intake.ts";
import {
  change,
  leaveDataset,
  listenToDatasets,
  openDataset,
  removeDataset,
  renameDataset,
  undoRemove,
  useDatasets,
} from "../../../renderer/datasets/state.ts";

const dataset = (more: Partial<Dataset> = {}): Dataset => ({
  id: "d",
  name: "Assays",
  method: "supervised",
  state: "ready",
  rows: 2,
  size: 40,
  version: 1,
  findings: null,
  uses: [],
  job: null,
  leftOut: 0,
  problem: null,
  createdAt: 1,
  updatedAt: 1,
  ...more,
});

const openOf = (one: Dataset): OpenDataset => ({
  dataset: one,
  versions: [],
  parts: { train: 0, validation: 0, test: 0, none: one.rows },
  tags: [],
  languages: [],
  origins: [],
  findings: [],
  checked: null,
  tokens: null,
  undo: null,
  redo: null,
});

const intake: Intake = {
  id: "i",
  name: "Assays",
  files: [],
  refused: [],
  isCut: false,
  guesses: [],
  mapping: { shape: "messages", method: "supervised", fields: {}, keep: [] },
  columns: [],
  preview: [],
  needs: null,
};

const good = <Value>(data: Value): Answer<Value> => ({ ok: true, data });
const bad = (): Answer<never> => {
  const { diagnosis } = problem("dataset_busy");
  return { ok: false, error: { code: diagnosis.code, message: "", diagnosis } };
};

const calls: [name: string, input: unknown][] = [];
const answers = new Map<string, () => Answer<unknown> | Promise<Answer<unknown>>>();
let changed: (list: Dataset[]) => void = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  calls.length = 0;
  answers.clear();
  answers.set("datasets.list", () => good([dataset()]));
  const assay = new Proxy(
    {},
    {
      get: (_target, name: string) =>
        name === "on"
          ? (_event: string, listener: typeof changed) => {
              changed = listener;
            }
          : (input: unknown) => {
              calls.push([name, input]);
              return Promise.resolve(answers.get(name)?.() ?? good(undefined));
            },
    },
  );
  vi.stubGlobal("window", { assay, location: { hash: "" } });
  useDatasets.setState({ list: null, open: null, ended: "", removed: null, diagnosis: null });
  useIntake.setState({ intake: null, isReading: false, isMapping: false, isPasting: false, diagnosis: null });
});

afterEach(() => {
  leaveDataset();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const asked = (name: string) => calls.filter(([one]) => one === name).map(([, input]) => input);

it("what is open is read again when its rows change, not with every step of a job", async () => {
  answers.set("datasets.open", () => good(openOf(dataset())));
  listenToDatasets();
  await vi.runAllTimersAsync();
  await openDataset("d");
  const job = { id: "j", kind: "check", phase: "checking", done: 1, total: 9, secondsLeft: 3 } as const;
  changed([dataset({ job })]);
  expect(asked("datasets.open")).toHaveLength(2);
  await vi.runAllTimersAsync();
  changed([dataset({ job })]);
  const before = asked("datasets.open").length;
  changed([dataset({ job: { ...job, done: 8 } })]);
  expect(asked("datasets.open")).toHaveLength(before);
  expect(useDatasets.getState().open?.dataset.job?.done).toBe(8);
  changed([dataset({ findings: { blocks: 1, warns: 0, whole: 0 } })]);
  expect(asked("datasets.open")).toHaveLength(before + 1);
  expect(useDatasets.getState().ended).toBe("Checked Assays.");
});

it("what takes long to open is opened, whatever is told meanwhile", async () => {
  listenToDatasets();
  await vi.runAllTimersAsync();
  let answer: (open: Answer<OpenDataset>) => void = () => {};
  answers.set("datasets.open", () => new Promise<Answer<OpenDataset>>((resolve) => (answer = resolve)));
  void openDataset("d");
  const other = { id: "j", kind: "import", phase: "reading", total: 9, secondsLeft: 3 } as const;
  for (const done of [1, 2]) changed([dataset(), dataset({ id: "e", job: { ...other, done } })]);
  expect(asked("datasets.open")).toHaveLength(1);
  changed([dataset({ rows: 3, updatedAt: 2 })]);
  answer(good(openOf(dataset())));
  await vi.runAllTimersAsync();
  expect(useDatasets.getState().open?.dataset.rows).toBe(2);
  expect(asked("datasets.open")).toHaveLength(2);
  answer(good(openOf(dataset({ rows: 3, updatedAt: 2 }))));
  await vi.runAllTimersAsync();
  expect(useDatasets.getState().open?.dataset.rows).toBe(3);
  expect(asked("datasets.open")).toHaveLength(2);
});

it("what is open is read again after what was done to it, also where the list says nothing of that", async () => {
  answers.set("datasets.open", () => good(openOf(dataset())));
  listenToDatasets();
  await vi.runAllTimersAsync();
  await openDataset("d");
  expect(await change(window.assay["datasets.seal"]({ id: "d" }))).toBe(true);
  expect(asked("datasets.open")).toHaveLength(2);
  answers.set("datasets.seal", bad);
  expect(await change(window.assay["datasets.seal"]({ id: "d" }))).toBe(false);
  expect(asked("datasets.open")).toHaveLength(2);
});

it("what is open goes when it is removed elsewhere", async () => {
  answers.set("datasets.open", () => good(openOf(dataset())));
  listenToDatasets();
  await vi.runAllTimersAsync();
  await openDataset("d");
  expect(useDatasets.getState().open).not.toBeNull();
  changed([]);
  expect(useDatasets.getState().open).toBeNull();
});

it("what has no rows yet is read when they have come", async () => {
  answers.set("datasets.list", () => good([dataset({ state: "importing" })]));
  answers.set("datasets.open", () => good(openOf(dataset())));
  await openDataset("d");
  listenToDatasets();
  await vi.runAllTimersAsync();
  expect(asked("datasets.open")).toEqual([]);
  changed([dataset()]);
  await vi.runAllTimersAsync();
  expect(useDatasets.getState().open?.dataset.id).toBe("d");
  leaveDataset();
  changed([dataset({ rows: 3 })]);
  expect(asked("datasets.open")).toHaveLength(1);
});

it("of two that are opened the last is shown, whichever is read first", async () => {
  useDatasets.setState({ list: [dataset(), dataset({ id: "e" })] });
  let first: (answer: Answer<OpenDataset>) => void = () => {};
  answers.set("datasets.open", () => new Promise((resolve) => (first = resolve)));
  const slow = openDataset("d");
  answers.set("datasets.open", () => good(openOf(dataset({ id: "e" }))));
  await openDataset("e");
  first(good(openOf(dataset())));
  await slow;
  expect(useDatasets.getState().open?.dataset.id).toBe("e");
});

it("what was removed can be brought back; what could not be removed is not offered", async () => {
  answers.set("datasets.remove", bad);
  expect(await removeDataset(dataset())).toBe(false);
  expect(useDatasets.getState()).toMatchObject({ removed: null, diagnosis: { code: "dataset_busy" } });
  answers.set("datasets.remove", () => good(undefined));
  expect(await removeDataset(dataset())).toBe(true);
  answers.set("datasets.restore", () => good(dataset()));
  await undoRemove();
  expect(asked("datasets.restore")).toEqual([{ id: "d" }]);
  expect(useDatasets.getState().removed).toBeNull();
});

it("a name is kept without the space around it, and an empty one not at all", async () => {
  await renameDataset("d", "  ");
  await renameDataset("d", " Ore ");
  expect(asked("datasets.rename")).toEqual([{ id: "d", name: "Ore" }]);
});

it("files become the dataset that whoever asked is given", async () => {
  answers.set("datasets.pick", () => good(intake));
  answers.set("datasets.import", () => good(dataset()));
  const made = pickFiles("files");
  await vi.runAllTimersAsync();
  expect(useIntake.getState().intake?.id).toBe("i");
  await importIntake({ name: "Assays", into: null, mayNeedMuch: false });
  expect((await made)?.id).toBe("d");
  expect(useIntake.getState().intake).toBeNull();
});

it("files that are put aside become none, and what could not be imported can be tried again", async () => {
  answers.set("datasets.paste", () => good(intake));
  answers.set("datasets.import", bad);
  const made = pasteText("{}");
  await vi.runAllTimersAsync();
  await importIntake({ name: "Assays", into: null, mayNeedMuch: false });
  expect(useIntake.getState()).toMatchObject({ intake: { id: "i" }, diagnosis: { code: "dataset_busy" } });
  discardIntake();
  expect(await made).toBeNull();
  expect(asked("datasets.discard")).toEqual([{ intakeId: "i" }]);
});

it("nothing is asked twice at once: other files wait until these are settled", async () => {
  answers.set("datasets.pick", () => good(intake));
  void pickFiles("files");
  await vi.runAllTimersAsync();
  expect(await pasteText("{}")).toBeNull();
  expect(asked("datasets.paste")).toEqual([]);
  discardIntake();
  expect(await pasteText("  ")).toBeNull();
});

it("the preview follows what is chosen last, when it has rested", async () => {
  answers.set("datasets.pick", () => good(intake));
  void pickFiles("files");
  await vi.runAllTimersAsync();
  answers.set("datasets.map", () => good({ ...intake, columns: ["mapped"] }));
  mapIntake({ ...intake.mapping, method: "vision" });
  mapIntake({ ...intake.mapping, method: "evaluation" });
  expect(useIntake.getState()).toMatchObject({
    isMapping: true,
    intake: { mapping: { method: "evaluation" } },
  });
  await vi.runAllTimersAsync();
  expect(asked("datasets.map")).toEqual([
    { intakeId: "i", mapping: { ...intake.mapping, method: "evaluation" } },
  ]);
  expect(useIntake.getState()).toMatchObject({ isMapping: false, intake: { columns: ["mapped"] } });
  discardIntake();
});
