import { DatabaseSync } from "@photostructure/sqlite";
import {
  openTunedModels,
  type TunedModels,
  type TunedParts,
} from "../../../../main/fine-tuning/tuned/tuned-models.ts";
import { problem } from "../../../../main/foundry/error.ts";
import type { CopiedTo, Jobs } from "../../../../main/foundry/jobs/jobs.ts";
import type { Database } from "../../../../main/storage/database.ts";
import { migrations } from "../../../../main/storage/migrations/index.ts";
import type { Connection } from "../../../../preload/contract/connections.ts";
import type { Deployment, DeploymentList } from "../../../../preload/contract/deployments.ts";
import type { Input, MethodName, Result } from "../../../../preload/contract/index.ts";
import type { RegisteredModel } from "../../../../preload/contract/models.ts";
import type { Overlap, TunedDeployment } from "../../../../preload/contract/tuned-models.ts";
import type { Checkpoint, JobData, TuningJob } from "../../../../preload/contract/tuning-jobs.ts";
import type { Price } from "../../../../preload/contract/tuning-plans.ts";
import { connection, deployment, listOf } from "../../models/model.ts";
import { FakeAzure, FakeClock } from "./azure.ts";

type TunedMethod = Extract<MethodName, `tunedModels.${string}` | `trials.${string}`>;

/** A database in memory: what a test ends is the app, not the computer. */
export function memoryDatabase(): Database {
  const database = new DatabaseSync(":memory:");
  database.exec(`pragma foreign_keys = on; ${migrations.join(";")}`);
  return database;
}

export const dataOf = (datasetId: string, more: Partial<JobData> = {}): JobData => ({
  datasetId,
  part: "train",
  name: `Data ${datasetId}`,
  version: 2,
  isHere: true,
  ...more,
});

export const jobOf = (id: string, more: Partial<TuningJob> = {}): TuningJob =>
  ({
    id,
    connectionId: "key",
    jobId: `ftjob-${id}`,
    resource: "lab.openai.azure.com",
    project: null,
    name: `Job ${id}`,
    model: "gpt-4.1-mini-2025-04-14",
    tunedModel: `gpt-4.1-mini-2025-04-14.ft-${id}`,
    suffix: null,
    state: "succeeded",
    data: dataOf(id),
    validation: null,
    createdAt: 1,
    ...more,
  }) as TuningJob;

/** What a test has around what became of jobs. */
export class TunedWorld {
  readonly database = memoryDatabase();
  readonly clock = new FakeClock();
  readonly azure = new FakeAzure(this.clock);
  readonly endpoint = "https://lab.openai.azure.com";
  /** One connection by a key and one by a sign-in, both to the same resource. */
  connections: Connection[] = [
    connection("key", { endpoint: this.endpoint }),
    connection("account", {
      endpoint: this.endpoint,
      kind: "oauth",
      resourceId: "/subscriptions/s/accounts/lab",
    }),
  ];
  jobs: TuningJob[] = [jobOf("one")];
  checkpoints = new Map<string, Checkpoint[]>();
  price: Price | null = { amount: 1.7, currency: "USD", at: 1, from: "typed" };
  deploymentsEnd: number | null = null;
  way: "here" | "portal" | "unknown" = "here";
  types = ["Standard", "GlobalStandard", "DeveloperTier"];
  overlap: Omit<Overlap, "unknown"> = { same: 0, near: 0, rows: 5, examples: [] };
  readonly overlapAsked: unknown[] = [];
  readonly notices: { title: string; text: string }[] = [];
  readonly clicks: (() => void)[] = [];
  readonly events: { name: string; payload: unknown }[] = [];
  readonly registered: RegisteredModel[] = [];
  copied: CopiedTo[] = [];
  readonly copyCalls: string[] = [];
  copyFails: (call: string) => Error | null = () => null;
  /** Somebody has signed in, or something else has changed about the connections; the jobs have changed. */
  signedIn = () => {};
  jobsChanged = () => {};
  /** What a list has when it is read again. */
  onList: (id: string) => void = () => {};
  private opened: TunedModels[] = [];
  private lists = new Map<string, DeploymentList>();
  private heard: (() => void)[] = [];
  private answered: ((id: string, deployment: string) => void)[] = [];

  /** Opens it on what is kept, as the app does when it starts. */
  open() {
    const { clock, azure, database } = this;
    this.heard = [];
    this.answered = [];
    const parts = {
      database,
      clock,
      emit: (name: string, payload: unknown) => void this.events.push({ name, payload }),
      connections: {
        list: () => this.connections,
        planned: () => ({ managed: async () => null }),
        target: async (id: string) => id,
        follow: (listener: () => void) => {
          this.signedIn = listener;
        },
      },
      deployments: {
        list: async (id: string, refresh: boolean) => {
          if (refresh) this.onList(id);
          const list = this.lists.get(id);
          if (!list) throw problem("connection_refused");
          return list;
        },
        reading: (id: string) => ({ list: this.lists.get(id) ?? null, diagnosis: null }),
        find: (id: string, name: string) => this.lists.get(id)?.deployments.find((one) => one.name === name),
        follow: (listener: () => void) => void this.heard.push(listener),
        followAnswers: (listener: (id: string, name: string) => void) => void this.answered.push(listener),
      },
      models: {
        list: () => this.registered,
        create: (model: object, ancestry: unknown) => {
          const made = { id: `m${this.registered.length}`, ...model, ancestry } as RegisteredModel;
          this.registered.push(made);
          return made;
        },
      },
      prices: { of: async () => null },
      questions: {
        ask: async function* ({ deployment: name }: { connectionId: string; deployment: string }) {
          const diagnosis = await azure.probe("", name);
          yield { type: "end", at: 0, end: diagnosis ? "failed" : "stop", usage: null, diagnosis };
        },
      },
      datasets: {
        get: () => ({ name: "Held out", updatedAt: 1 }),
        overlap: async (...given: unknown[]) => {
          this.overlapAsked.push(given);
          return this.overlap;
        },
        use: async () => 4,
        unuse: () => {},
      },
      jobs: {
        get: (id: string) => {
          const job = this.jobs.find((one) => one.id === id);
          if (!job) throw problem("not_found");
          return job;
        },
        list: () => this.jobs,
        follow: (listener: () => void) => {
          this.jobsChanged = listener;
        },
        checkpoints: (id: string) => this.checkpoints.get(id) ?? [],
        byTunedModel: (model: string) => {
          for (const job of this.jobs) {
            if (job.tunedModel === model) return { job, step: null };
            const checkpoint = this.checkpoints.get(job.id)?.find((one) => one.model === model);
            if (checkpoint) return { job, step: checkpoint.step };
          }
          return null;
        },
      },
      plans: {
        factsOf: () => ({
          deploy: { way: this.way, types: this.types, format: "OpenAI", listedAt: "2026-10-06" },
          hosting: this.price,
          deploymentsEnd: this.deploymentsEnd,
        }),
      },
      notifier: {
        show: (told: { title: string; text: string }, click: () => void) => {
          this.notices.push(told);
          this.clicks.push(click);
        },
        isLookedAt: () => false,
      },
      managed: async () => (this.connections.some(({ kind }) => kind === "oauth") ? azure : null),
      createJobs: () => this.client(),
    };
    const tuned = openTunedModels(parts as unknown as TunedParts);
    this.opened.push(tuned);
    const ask = async <Name extends TunedMethod>(name: Name, input: Input<Name>): Promise<Result<Name>> =>
      (tuned.handlers[name] as unknown as (input: Input<Name>) => Promise<Result<Name>>)(input);
    const ledger = () => tuned.handlers["tunedModels.list"](undefined) as TunedDeployment[];
    return { tuned, ask, ledger };
  }

  /** Ends all that is open. */
  close(): void {
    for (const { life } of this.opened) life.interrupt();
    this.database.close();
  }

  private client(): Pick<Jobs, "copy" | "copies"> {
    const step = async (call: string, id: string, checkpoint: string) => {
      this.copyCalls.push(`${call} ${id} ${checkpoint}`);
      await new Promise((resolve) => setImmediate(resolve));
      const failed = this.copyFails(call);
      if (failed) throw failed;
      return this.copied;
    };
    return {
      copy: (id, checkpoint) => step("copy", id, checkpoint),
      copies: (id, checkpoint) => step("copies", id, checkpoint),
    };
  }

  /** A list of a connection was read. */
  read(id: string, deployments: Deployment[], isWhole = true): void {
    const route = (name: "management" | "legacy", answered: boolean) => ({
      ...{ route: name, path: "/", answered, count: 1 },
      diagnosis: answered ? null : problem("timed_out").diagnosis,
    });
    const routes = [route("management", isWhole), route("legacy", true)];
    this.lists.set(id, listOf(id, deployments, { readAt: this.clock.time, routes }));
    for (const listener of this.heard) listener();
  }

  /** A deployment has begun to answer. */
  answer(id: string, name: string): void {
    for (const listener of this.answered) listener(id, name);
  }
}

export const listed = (name: string, model: string, more: Partial<Deployment> = {}) =>
  deployment(name, { model, version: "1", sku: "GlobalStandard", capacity: 50, ...more });

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("It never came to that.");
}
