import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import type { MatrixView } from "../../preload/contract/evaluation-results.ts";
import type { Comparison, Setting } from "./bench.ts";
import { evaluationProcess, fillEvaluation } from "./evaluation-file.ts";
import { measurePairs } from "./pairs.ts";

export const name = "evaluations";
/** Of opening a large matrix to opening a small one. */
export const limit = 1.5;

const [many, some, few] = [100_000, 10_000, 1_000];
/** What n log n allows for ten times as many rows. */
const allowedGrowth = (many * Math.log(many)) / (some * Math.log(some));
/** Bytes that the process that reads may take. */
const allowedMemory = 400 * 2 ** 20;
/** Milliseconds that the main process may be held up, and that somebody else may wait for the process that reads. */
const allowedHold = 50;
const allowedWait = 500;
/** Milliseconds for which nothing is asked. */
const idleFor = 5_000;

const plain: MatrixView = {
  search: "",
  graderId: "equals",
  baseline: null,
  filter: "all",
  modelId: null,
  tag: null,
  label: null,
  sort: "row",
  isDescending: false,
  groupBy: "none",
};

/** 100,000 rows by four models and three graders, in a process of its own as the app starts it, against fewer rows. */
export async function run({ root, pairs, folder }: Setting): Promise<Comparison[]> {
  const at = folder();
  const large = await fillEvaluation(root, at, many);
  const middle = await fillEvaluation(root, at, some);
  const small = await fillEvaluation(root, at, few);
  const opening = await measurePairs(
    pairs,
    () => opened(root, large),
    () => opened(root, small),
  );
  const statistics = await measurePairs(
    Math.ceil(pairs / 4),
    () => counted(root, large),
    () => counted(root, middle),
  );
  const whole = await readAll(root, large, small);
  const once = (ours: number, reference: number) => ({ ours: [ours], reference: [reference] });
  return [
    { what: "opening the matrix, 100,000 rows to 1,000", unit: "ms", compared: "ratio", ...opening },
    {
      ...{ what: "the verdict, 100,000 rows to 10,000", unit: "ms", compared: "ratio", ...statistics },
      limit: allowedGrowth,
    },
    {
      ...{ what: "peak memory of the process that reads", unit: "bytes", compared: "ratio" },
      ...once(whole.memory, allowedMemory),
      limit: 1,
      notes: whole.times,
    },
    {
      ...{ what: "longest hold of the process that asks", unit: "ms", compared: "difference" },
      ...once(whole.held, whole.idle),
      limit: allowedHold,
    },
    {
      ...{ what: "longest wait for a small matrix meanwhile", unit: "ms", compared: "difference" },
      ...once(whole.waited, 0),
      limit: allowedWait,
    },
  ];
}

/** Milliseconds from the first question about a file to its first rows, in a process that has just started. */
async function opened(root: string, file: string): Promise<number> {
  const worker = evaluationProcess(root);
  try {
    // Once it answers, it has started.
    await worker.ask("note", { file: "", row: 0, note: "", label: null }).catch(() => {});
    const begun = performance.now();
    await worker.ask("matrix", { file, view: plain, from: 0, count: 60 });
    return performance.now() - begun;
  } finally {
    worker.end();
  }
}

/** Milliseconds that a verdict takes which nobody has counted before. */
async function counted(root: string, file: string): Promise<number> {
  const worker = evaluationProcess(root);
  try {
    await worker.ask("matrix", { file, view: plain, from: 0, count: 1 });
    const begun = performance.now();
    await worker.ask("verdict", { file, isDone: false, baseline: null, lead: null });
    return performance.now() - begun;
  } finally {
    worker.end();
  }
}

/** All that a large evaluation is asked, one after the other, while a small one is asked again and again. */
async function readAll(root: string, large: string, small: string) {
  const worker = evaluationProcess(root);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const times: Record<string, number> = {};
  const timed = async (what: string, ask: () => Promise<unknown>) => {
    const begun = performance.now();
    await ask();
    times[what] = Math.round(performance.now() - begun);
  };
  const matrix = (view: Partial<MatrixView>) =>
    worker.ask("matrix", { file: large, view: { ...plain, ...view }, from: 0, count: 60 });
  let [isOver, waited] = [false, 0];
  const others = async () => {
    while (!isOver) {
      const begun = performance.now();
      await worker.ask("matrix", { file: small, view: plain, from: 0, count: 60 });
      waited = Math.max(waited, performance.now() - begun);
    }
  };
  try {
    await matrix({});
    await worker.ask("matrix", { file: small, view: plain, from: 0, count: 60 });
    // What holds up this process while it has nothing to do: other programs.
    delays.enable();
    await wait(idleFor);
    const idle = delays.max / 1e6;
    delays.reset();
    const meanwhile = others();
    await timed("verdict", () =>
      worker.ask("verdict", { file: large, isDone: false, baseline: null, lead: null }),
    );
    await timed("worse", () => matrix({ filter: "worse" }));
    await timed("difference", () => matrix({ sort: "difference", groupBy: "tag" }));
    await timed("search", () => matrix({ search: "number 4242" }));
    const slices = { graderId: "equals", modelId: "tuned", baseline: null } as const;
    await timed("slices by tag", () => worker.ask("slices", { file: large, by: "tag", ...slices }));
    await timed("slices by length", () => worker.ask("slices", { file: large, by: "length", ...slices }));
    await timed("against itself", () =>
      worker.ask("against", { file: large, other: large, modelId: "tuned", otherModelId: "base" }),
    );
    isOver = true;
    await meanwhile;
    return { memory: worker.peakMemory(), held: delays.max / 1e6, idle, waited, times };
  } finally {
    delays.disable();
    worker.end();
  }
}
