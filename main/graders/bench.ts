import { randomUUID } from "node:crypto";
import type { BenchRow, GraderBench } from "../../preload/contract/graders.ts";
import type { Input } from "../../preload/contract/index.ts";
import { shortenedTo } from "../../preload/cut.ts";
import type { Datasets } from "../datasets/datasets.ts";
import { asObject, type JsonObject, parseJson } from "../foundry/json.ts";
import type { Emit } from "../ipc.ts";
import { logFault } from "../log.ts";
import { agreementOf, failingOf, fitsOf } from "./agreement.ts";
import { type BenchWork, diagnosisIn, runBench } from "./bench-run.ts";
import type { BenchStore, StoredBench } from "./bench-store.ts";
import { promptOf } from "./prompt.ts";

/** What benches stand on. */
export interface BenchParts extends Pick<BenchWork, "questions" | "remote"> {
  store: BenchStore;
  datasets: Pick<Datasets, "draw">;
  emit: Emit;
}

/** A bench that runs. */
interface Run {
  bench: StoredBench;
  rows: BenchRow[];
  abort: AbortController;
}

/** Characters of a question that are shown. */
const askedLength = 300;

/** The benches of plans: some rows of each through a grader, here and at the service. */
export function createBenches({ store, datasets, emit, ...parts }: BenchParts) {
  const running = new Map<string, Run>();

  const whole = (bench: StoredBench, rows: BenchRow[]): GraderBench => ({
    ...bench,
    rows,
    failing: failingOf(rows),
    fits: fitsOf(rows),
    agreement: agreementOf(rows),
  });
  const changeHead = ({ bench, rows }: Run, change: Partial<StoredBench>) => {
    Object.assign(bench, change);
    try {
      store.setHead(bench);
    } finally {
      emit("graders.changed", whole(bench, rows));
    }
  };
  const changeRow = ({ bench, rows, abort }: Run, place: number, change: Partial<BenchRow>) => {
    const row = rows[place];
    if (!row || abort.signal.aborted) return;
    Object.assign(row, change);
    store.setRow(bench.id, place, row);
    emit("graders.changed", whole(bench, rows));
  };

  const end = (planId: string, change: Partial<StoredBench>): void => {
    const run = running.get(planId);
    if (!run) return;
    running.delete(planId);
    run.abort.abort();
    changeHead(run, change);
  };

  /** Runs it until it ends; what keeps it from being kept ends it, too. */
  const go = async (run: Run, items: readonly JsonObject[]): Promise<void> => {
    const { planId } = run.bench;
    const endThis = (change: Partial<StoredBench>) => running.get(planId) === run && end(planId, change);
    const work = {
      ...parts,
      bench: run.bench,
      items,
      signal: run.abort.signal,
      changeHead: (change: Partial<StoredBench>) => {
        if (!run.abort.signal.aborted) changeHead(run, change);
      },
      changeRow: (place: number, change: Partial<BenchRow>) => changeRow(run, place, change),
    };
    try {
      await runBench(work);
      endThis({ state: "done" });
    } catch (error) {
      logFault("graders.startBench", error);
      endThis({ state: "stopped", diagnosis: diagnosisIn(error) });
    }
  };

  return {
    /** The last bench of a plan; null for none. */
    get: (planId: string): GraderBench | null => {
      const run = running.get(planId);
      if (run) return whole(run.bench, run.rows);
      const bench = store.get(planId);
      return bench && whole(bench, store.rows(bench.id));
    },
    /** Begins a bench in the place of the plan's last one. Throws what reading the dataset does, and `storage_failed`. */
    start: async ({ planId, grader, ...asked }: Input<"graders.startBench">): Promise<GraderBench> => {
      const { datasetId, part, rows: count, seed } = asked;
      const drawn = await datasets.draw(datasetId, { version: null, part, rows: count, seed });
      end(planId, { state: "stopped" });
      const items = drawn.map(({ text }) => asObject(parseJson(text)) ?? {});
      const rows = drawn.map(({ key }, place) => nothingYet(key, items[place] ?? {}));
      const [id, startedAt] = [randomUUID(), Date.now()];
      const begun = { state: "running", isValid: null, diagnosis: null } as const;
      const bench: StoredBench = { id, planId, grader, asked, startedAt, ...begun };
      store.begin(bench, rows);
      const run = { bench, rows, abort: new AbortController() };
      running.set(planId, run);
      void go(run, items).catch((error: unknown) => logFault("graders.startBench", error));
      return whole(bench, rows);
    },
    stop: (planId: string): void => end(planId, { state: "stopped" }),
    isBusy: (): boolean => running.size > 0,
    /** Ends all that run: the app is about to end. */
    interrupt: (): void => {
      for (const planId of [...running.keys()]) end(planId, { state: "interrupted" });
    },
  };
}

function nothingYet(key: number, item: JsonObject): BenchRow {
  const asked = promptOf(item)?.findLast(({ role }) => role === "user")?.content ?? "";
  const nothing = { answer: null, diagnosis: null, here: null, there: null, readings: {} };
  return { key, asked: shortenedTo(asked, askedLength), ...nothing };
}
