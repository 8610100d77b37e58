import { join } from "node:path";
import { afterEach, vi } from "vitest";
import { type Datasets, openDatasets } from "../../../../main/datasets/datasets.ts";
import type { FineTuningParts } from "../../../../main/fine-tuning/parts.ts";
import { valuesOf } from "../../../../main/fine-tuning/plans/plan-list.ts";
import { openPlans, type PlanPorts, type Plans } from "../../../../main/fine-tuning/plans/plans.ts";
import type { Start } from "../../../../main/fine-tuning/plans/starts.ts";
import type { ManagedDeployments } from "../../../../main/foundry/deployments/managed.ts";
import { understood } from "../../../../main/foundry/endpoints/parse.ts";
import { problem } from "../../../../main/foundry/error.ts";
import type { Fetch, Target } from "../../../../main/foundry/http/send.ts";
import type { RemoteJob } from "../../../../main/foundry/jobs/jobs.ts";
import { createWorkers } from "../../../../main/processes/workers.ts";
import { openDatabase } from "../../../../main/storage/database.ts";
import type { Connection } from "../../../../preload/contract/connections.ts";
import type { PlanValues, TuningPlan } from "../../../../preload/contract/tuning-plans.ts";
import { localWorkers } from "../../../fakes/dataset-workers.ts";
import { connection } from "../../models/model.ts";
import { temporaryProfiles } from "../../profile.ts";
import { type FakeService, fakeService } from "./service.ts";

export const resource: Connection = connection("a", { endpoint: "https://r.services.ai.azure.com" });

/** A row that can be trained on. */
export const example = (question: string, answer: string): string =>
  JSON.stringify({
    messages: [
      { role: "user", content: question },
      { role: "assistant", content: answer },
    ],
  });

/** Twelve rows that are not alike. */
export const rows: string[] = "one two three four five six seven eight nine ten eleven twelve"
  .split(" ")
  .map((word) => example(`Which number is called ${word} in English?`, `It is ${word}.`));

export interface Opened {
  plans: Plans;
  datasets: Datasets;
  service: FakeService;
  events: TuningPlan[][];
  started: { start: Start; job: RemoteJob }[];
  /** A dataset with these rows, checked. */
  dataset(lines?: readonly string[], name?: string): Promise<string>;
  plan(values?: Partial<PlanValues>): Promise<TuningPlan>;
  /** Changes a plan, as its page does. */
  keep(plan: TuningPlan, values: Partial<PlanValues>): TuningPlan;
  start(plan: TuningPlan): Promise<TuningPlan>;
  /** The plan when nothing is being sent any more. */
  settled(id: string): Promise<TuningPlan>;
  /** Ends the app as a crash would, and starts it again. */
  restart(): Opened;
  /** The same with a last word. */
  close(): void;
}

/** The catalogue that the fake service has. */
const catalogue = [
  { id: "gpt-4.1-mini-2025-04-14", capabilities: { fine_tune: true } },
  { id: "gpt-4.1-2025-04-14", capabilities: { fine_tune: true } },
  { id: "gpt-oss-20b", capabilities: { fine_tune: false } },
];

/** Opens plans for the tests of a file, and closes after each what is open still. */
export function openedPlans() {
  const profiles = temporaryProfiles();
  const open = new Set<Opened>();
  afterEach(() => {
    for (const one of open) one.close();
    open.clear();
  });
  const opened = (given: Parameters<typeof openedIn>[1] = {}, profile = profiles()) => {
    const app = { ...openedIn(profile, given), profile };
    open.add(app);
    return app;
  };
  const restarted = (app: Opened): Opened => {
    open.delete(app);
    const again = app.restart();
    open.add(again);
    return again;
  };
  return { opened, restarted, profiles };
}

/** Plans of a profile, at a service in memory, with a clock that only waiting moves. */
function openedIn(
  profile: string,
  given: {
    service?: FakeService;
    connections?: Connection[];
    clock?: { at: number };
    asking?: { key: string; fetch: Fetch };
    /** What Azure Resource Manager says; nobody can ask it unless given. */
    azure?: Pick<ManagedDeployments, "models" | "usages" | "region">;
  } & PlanPorts = {},
): Opened {
  const { service = fakeService(), connections = [resource], clock = { at: Date.now() }, ...others } = given;
  const { asking, azure, ...ports } = others;
  service.now = () => clock.at;
  const database = openDatabase(join(profile, "assay.db"));
  const events: TuningPlan[][] = [];
  const emit = (event: string, value: unknown) =>
    void (event === "tuningPlans.changed" && events.push(value as TuningPlan[]));
  const datasets = openDatasets({
    ...{ database, folder: join(profile, "datasets"), emit },
    workers: createWorkers(localWorkers),
  });
  const get = (id: string) => {
    const found = connections.find((one) => one.id === id);
    if (!found) throw problem("not_found");
    return found;
  };
  const target = async (id: string): Promise<Target> => ({
    endpoint: understood(get(id).endpoint),
    credential: { kind: "api_key", secret: asking?.key ?? "s3cr3t-key-of-the-test" },
    ...{ consent: null, apiVersion: null },
    fetch: asking?.fetch ?? (async () => new Response(JSON.stringify({ data: catalogue }))),
  });
  const address = (id: string) => {
    const { keyHeader, extraHeaders, apiVersion, endpoint } = get(id);
    return { keyHeader, extraHeaders, apiVersion, endpoint: understood(endpoint) };
  };
  const plans = openPlans({
    ...{ database, profile, emit, datasets },
    connections: {
      ...{ list: () => connections, get, target, address },
      planned: () => ({ managed: async () => (azure ? { asked: {}, resourceId: "" } : null) }),
    },
    deployments: { list: async () => ({ deployments: [] }) },
    createFiles: () => service.files,
    createJobs: () => service.jobs,
    ...(azure && { createManaged: () => azure }),
    now: () => clock.at,
    wait: async (milliseconds: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      clock.at += milliseconds;
      await new Promise(setImmediate);
    },
    ...ports,
  } as unknown as FineTuningParts & PlanPorts);
  const started: Opened["started"] = [];
  plans.followStarts((start, job) => started.push({ start, job }));

  const quiet = (id: string) =>
    vi.waitFor(
      () => {
        const { job, state } = datasets.get(id);
        if (job !== null || state !== "ready") throw new Error("Still at work");
      },
      { timeout: 60_000, interval: 2 },
    );
  const dataset = async (lines: readonly string[] = rows, name = "Numbers") => {
    const bytes = new TextEncoder().encode(lines.join("\n"));
    const intake = await datasets.intake([{ name: "rows.jsonl", bytes }]);
    const { id } = await datasets.importIntake({ intakeId: intake.id, name, into: null, mayNeedMuch: false });
    await quiet(id);
    datasets.check({ id, method: "supervised", model: null });
    await quiet(id);
    return id;
  };
  return {
    ...{ plans, datasets, service, events, started, dataset },
    plan: async (values = {}) =>
      plans.handlers["tuningPlans.begin"]({
        name: "Support",
        connectionId: "a",
        model: "gpt-4.1-mini-2025-04-14",
        method: "supervised",
        trainingType: "global",
        training: values.training ?? { datasetId: await dataset(), part: null },
        ...values,
      }) as TuningPlan,
    keep: ({ sending: _sending, ...plan }, values) =>
      plans.handlers["tuningPlans.keep"]({ id: plan.id, ...valuesOf(plan), ...values }) as TuningPlan,
    start: async ({ id }) => plans.handlers["tuningPlans.start"]({ id }),
    settled: (id) =>
      vi.waitFor(
        () => {
          const plan = plans.get(id);
          if (plan.sending !== null) throw new Error("Still sending");
          return plan;
        },
        { timeout: 60_000, interval: 2 },
      ),
    restart: () => {
      plans.life.interrupt();
      datasets.interrupt();
      database.close();
      const again = openedIn(profile, { ...given, service, clock });
      again.plans.life.recover();
      return again;
    },
    close: () => {
      plans.life.interrupt();
      datasets.interrupt();
      database.close();
    },
  };
}
