import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { hasFailed } from "../../preload/ends.ts";
import type { Bundle, BundleRun } from "../bundles/pack.ts";
import type { Fetch } from "../foundry/http/send.ts";
import { createQuestions } from "../runs/questions.ts";
import { runSeries } from "../series/engine.ts";
import { placesOf } from "../series/plan.ts";
import type { Asked } from "./asked.ts";
import type { Progress } from "./progress.ts";
import type { Service } from "./service.ts";
import { nameOf } from "./summary.ts";

/** What came of asking. */
export interface Outcome {
  bundle: Bundle;
  /** Why the rest of some columns was not asked: of each kind the first, and the columns by their names in results. */
  problems: { diagnosis: Diagnosis; names: string[] }[];
  /** What went wrong with single requests: of each kind the first, and how many. */
  failures: { diagnosis: Diagnosis; count: number }[];
}

/** Asks everything that is to be asked, until it has ended or the signal aborts. */
export async function askAll(
  asked: Asked,
  { service, progress, fetch }: { service: Service; progress: Progress<"requests">; fetch: Fetch },
  signal: AbortSignal,
): Promise<Outcome> {
  const { title, conditions, columns, prompts } = asked;
  const createdAt = Date.now();
  // Node's own fetch opens as many connections as it needs.
  const questions = createQuestions(service, () => fetch);
  const runs: BundleRun[] = [];
  const failures = new Map<string, Outcome["failures"][number]>();
  const problems = new Map<string, Outcome["problems"][number]>();

  const positions = new Map(columns.map(({ id }, index) => [id, index]));
  const texts = new Map(prompts.map(({ id, text }) => [id, text]));
  const whom = new Map(columns.map((column) => [column.id, { ...column, ...service.reached(column.alias) }]));
  const askedIn = (columnId: string) => {
    const found = whom.get(columnId);
    if (!found) throw new Error("A run of a column that is not there");
    return found;
  };

  const places = placesOf({
    columnIds: columns.map(({ id }) => id),
    promptIds: prompts.map(({ id }) => id),
    conditions,
  });
  let failed = 0;
  await runSeries(
    {
      places,
      atOnce: conditions.atOnce,
      limitOf: (columnId) => questions.limitOf(askedIn(columnId)),
      pacing: questions.pacing,
      ask: ({ columnId, promptId }, ends) =>
        questions.ask(askedIn(columnId), positions.get(columnId) ?? 0, texts.get(promptId) ?? "", ends),
      conditions: (columnId) => questions.conditions(askedIn(columnId)),
      cost: (columnId, measured, region) => questions.cost(askedIn(columnId), measured, region),
      ended: (run, diagnosis) => {
        runs.push(run);
        if (hasFailed(run)) failed += 1;
        progress.done({ requests: { done: runs.length, failed, of: places.length } });
        if (!diagnosis) return;
        const known = failures.get(diagnosis.code) ?? { diagnosis, count: 0 };
        failures.set(diagnosis.code, { ...known, count: known.count + 1 });
      },
      halted: ({ diagnosis, columnId }) => {
        const known = problems.get(diagnosis.code) ?? { diagnosis, names: [] };
        problems.set(diagnosis.code, { ...known, names: [...known.names, nameOf(columns, columnId)] });
      },
      waiting: (waits) =>
        progress.waiting(waits.map((wait) => ({ ...wait, name: nameOf(columns, wait.columnId) }))),
    },
    signal,
  );

  const { version: node } = process;
  const app = { version: __APP_VERSION__, platform: process.platform, node: node.slice(1), electron: null };
  const deployments = [...asked.deployments.keys()].map((alias) => {
    const own = new Set(columns.filter((column) => column.alias === alias).map(({ id }) => id));
    return service.about(
      alias,
      runs.filter(({ columnId }) => own.has(columnId)),
    );
  });
  const empty = { votes: [], edits: [] };
  const bundle = { title, createdAt, app, conditions, deployments, columns, prompts, ...empty, runs };
  return { bundle, problems: [...problems.values()], failures: [...failures.values()] };
}
