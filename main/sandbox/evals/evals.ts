import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { SandboxDeployment } from "../deployments.ts";
import type { Faults } from "../faults.ts";
import type { Json } from "../json.ts";
import { refusedTraining } from "../training-refusals.ts";
import { type Asking, type EvalItem, type EvalRow, gradeRows } from "./eval-run.ts";

/** What answers are measured by. Times in seconds since the epoch. */
export interface Eval {
  id: string;
  name: string | null;
  created: number;
  dataSource: Json;
  criteria: Json[];
  metadata: Json;
  runs: EvalRun[];
}

/** A measurement. */
export interface EvalRun {
  id: string;
  name: string | null;
  created: number;
  status: "queued" | "in_progress" | "completed" | "failed" | "canceled";
  model: string | null;
  /** As it was sent. */
  dataSource: Json;
  metadata: Json;
  error: { code: string; message: string } | null;
  items: EvalItem[];
}

/** The evaluations of the resource. */
export interface Evals {
  /** The newest first. */
  all(): Eval[];
  /** Throws `Refused` for one that is not there, as do the others that take an id. */
  get(id: string): Eval;
  run(id: string, runId: string): EvalRun;
  add(given: Pick<Eval, "name" | "dataSource" | "criteria" | "metadata">): Eval;
  remove(id: string): void;
  begin(
    id: string,
    given: Pick<EvalRun, "name" | "model" | "dataSource" | "metadata">,
    work: { rows: () => Promise<EvalRow[]>; asking: Asking | null },
  ): EvalRun;
  cancel(id: string, runId: string): EvalRun;
  removeRun(id: string, runId: string): void;
  close(): void;
}

/** Milliseconds before a run begins, and for each of its rows. */
const lasts = { queue: 5_000, row: 500 };

const idOf = (kind: string) => `${kind}_${randomBytes(16).toString("hex")}`;

/** Criteria as they grade: a pattern without a wildcard is the whole text. */
const asGraded = (criteria: readonly Json[], fault: ReturnType<Faults["evaluation"]>): readonly Json[] =>
  fault === "like-is-pattern"
    ? criteria.map((one) => (one.operation === "like" ? { ...one, operation: "eq" } : one))
    : criteria;

/** None yet. */
export function createEvals({
  clock,
  faults,
  deployments,
}: {
  clock: Clock;
  faults: Faults;
  deployments: () => readonly SandboxDeployment[];
}): Evals {
  const evals = new Map<string, Eval>();
  const running = new Map<EvalRun, AbortController>();

  const get = (id: string) => {
    const found = evals.get(id);
    if (found) return found;
    throw refusedTraining("notFound", `The evaluation '${id}' was not found.`);
  };
  const run = (id: string, runId: string) => {
    const found = get(id).runs.find((one) => one.id === runId);
    if (found) return found;
    throw refusedTraining("notFound", `The evaluation run '${runId}' was not found.`);
  };
  const end = (one: EvalRun) => {
    running.get(one)?.abort();
    running.delete(one);
  };

  return {
    all: () => [...evals.values()].reverse(),
    get,
    run,
    add: (given) => {
      const made: Eval = { ...given, id: idOf("eval"), created: clock.seconds(), runs: [] };
      evals.set(made.id, made);
      return made;
    },
    remove: (id) => {
      for (const one of get(id).runs) end(one);
      evals.delete(id);
    },
    begin: (id, given, { rows, asking }) => {
      const { runs, criteria } = get(id);
      const began = clock.now();
      const made: EvalRun = {
        ...given,
        ...{ id: idOf("evalrun"), created: clock.seconds(), status: "queued", error: null, items: [] },
      };
      runs.unshift(made);
      const ended = new AbortController();
      running.set(made, ended);
      const live = async () => {
        let time = await clock.until(began + lasts.queue, ended.signal);
        made.status = "in_progress";
        const fault = faults.evaluation();
        if (fault === "stuck") await clock.until(Number.MAX_SAFE_INTEGER, ended.signal);
        if (fault === "run-fails") throw new Error("The run is to fail.");
        for await (const item of gradeRows(await rows(), asGraded(criteria, fault), asking, deployments())) {
          time = await clock.until(time + lasts.row, ended.signal);
          made.items.push(item);
        }
        made.status = "completed";
      };
      live()
        .catch(() => {
          if (ended.signal.aborted) return;
          made.status = "failed";
          made.error = { code: "internalFailure", message: "The evaluation run has failed." };
        })
        .finally(() => running.delete(made));
      return made;
    },
    cancel: (id, runId) => {
      const one = run(id, runId);
      if (!running.has(one))
        throw refusedTraining("unexpectedEntityState", `The evaluation run '${runId}' is ${one.status}.`);
      end(one);
      one.status = "canceled";
      return one;
    },
    removeRun: (id, runId) => {
      const one = run(id, runId);
      end(one);
      const { runs } = get(id);
      runs.splice(runs.indexOf(one), 1);
    },
    close: () => {
      for (const one of [...running.keys()]) end(one);
    },
  };
}
