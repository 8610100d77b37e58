import { join } from "node:path";
import { vi } from "vitest";
import type { StartedJob } from "../../../../main/fine-tuning/jobs/job-store.ts";
import { openTuningJobs } from "../../../../main/fine-tuning/jobs/tuning-jobs.ts";
import { problem } from "../../../../main/foundry/error.ts";
import type { RemoteJob } from "../../../../main/foundry/jobs/jobs.ts";
import { openDatabase } from "../../../../main/storage/database.ts";
import type { Connection } from "../../../../preload/contract/connections.ts";
import type { Input, MethodName, Result } from "../../../../preload/contract/index.ts";
import { connectionTo, FakeResource } from "./remote.ts";

type JobMethod = Extract<MethodName, `tuningJobs.${string}`>;
type Parts = Parameters<typeof openTuningJobs>[0];

/** What a job that was started here was asked for with. */
export const request = { url: "https://one.openai.azure.com", json: "{}", curl: "curl", python: "import os" };

/** What a test has around the jobs: resources by the host of their endpoint, and all that was told. */
export class World {
  readonly resources = new Map<string, FakeResource>();
  readonly starts = new Map<string, StartedJob & { values: object }>();
  readonly notices: { title: string; text: string; click(): void }[] = [];
  readonly events: { name: string; payload: unknown }[] = [];
  readonly learned: Parameters<Parts["plans"]["learn"]>[0][] = [];
  readonly refusals: unknown[] = [];
  readonly begun: unknown[] = [];
  connections: Connection[] = [connectionTo("one", "https://one.openai.azure.com")];
  /** Datasets that are here. */
  datasets = new Set(["rows"]);
  isLookedAt = false;
  price: number | null = null;
  target: string | null = null;
  changed = () => {};
  /** Tells that the service has taken a job. */
  started: (start: { connectionId: string }, job: RemoteJob) => void = () => {};

  readonly profile: string;

  constructor(profile: string) {
    this.profile = profile;
    this.resources.set("one.openai.azure.com", new FakeResource());
  }

  resource(host = "one.openai.azure.com"): FakeResource {
    const found = this.resources.get(host);
    if (!found) throw problem("host_not_found", { host });
    return found;
  }

  /** Marks a job as started here, with data of a dataset that is known. */
  start(remoteId: string, name = "Support v3"): void {
    const training = { datasetId: "rows", part: "train" as const, name: "Rows", version: 3 };
    const validation = { ...training, part: "validation" as const };
    const values = { hyperparameters: { n_epochs: 2 }, wandb: null };
    const job = { jobId: `here-${remoteId}`, planId: "plan", name, training, validation };
    this.starts.set(remoteId, { ...job, values });
  }

  /** Opens the jobs on the profile, as the app does when it starts. */
  open() {
    const database = openDatabase(join(this.profile, "assay.db"));
    const hostOf = (id: string) => {
      const connection = this.connections.find((one) => one.id === id);
      if (!connection) throw problem("not_found");
      return new URL(connection.endpoint).host;
    };
    // Only what jobs use of each.
    const parts = {
      database,
      profile: this.profile,
      emit: (name: string, payload: unknown) => void this.events.push({ name, payload }),
      connections: {
        list: () => this.connections,
        get: (id: string) => this.connections.find((one) => one.id === id),
        target: async (id: string) => ({ host: hostOf(id) }),
        follow: (listener: () => void) => {
          this.changed = listener;
        },
      },
      datasets: {
        list: () => [...this.datasets].map((id) => ({ id })),
        partFacts: async () => ({ rows: 200, tokens: { tokens: 50_000 } }),
        refusal: async (asked: unknown) => {
          this.refusals.push(asked);
          return { rows: [{ key: 7, number: 12, from: null }], harms: [], rule: null, isLearned: false };
        },
      },
      plans: {
        canTrain: ({ endpoint }: Connection) => !endpoint.includes("gateway"),
        startOf: (id: string) => this.starts.get(id) ?? null,
        requestOf: (id: string) => (this.starts.has(id) ? request : null),
        followStarts: (listener: typeof this.started) => {
          this.started = listener;
        },
        priceOf: () => this.price && { amount: this.price, currency: "USD", at: 0, from: "typed" as const },
        learn: (settings: (typeof this.learned)[number]) => void this.learned.push(settings),
        handlers: {
          "tuningPlans.begin": (values: unknown) => {
            this.begun.push(values);
            return { id: "plan" };
          },
        },
      },
      createJobs: ({ host }: { host: string }) => this.resource(host).client(),
      createFiles: ({ host }: { host: string }) => this.resource(host).filesClient(),
      notifier: {
        show: (notice: { title: string; text: string }, click: () => void) =>
          void this.notices.push({ ...notice, click }),
        isLookedAt: () => this.isLookedAt,
      },
      pickTarget: async () => this.target,
    };
    const jobs = openTuningJobs(parts as unknown as Parts);
    jobs.life.recover();
    const ask = async <Name extends JobMethod>(name: Name, input: Input<Name>): Promise<Result<Name>> => {
      const handler = jobs.handlers[name] as unknown as (input: Input<Name>) => Promise<Result<Name>>;
      return handler(input);
    };
    const end = () => {
      jobs.life.close();
      database.close();
    };
    /** Looks at the section, and waits until everything that was not read is. */
    const look = async () => {
      await ask("tuningJobs.list", undefined);
      await vi.waitFor(async () => {
        const { places } = await ask("tuningJobs.list", undefined);
        if (places.some(({ isReading, readAt, diagnosis }) => isReading || (!readAt && !diagnosis)))
          throw new Error("It is still being read.");
      });
      return ask("tuningJobs.list", undefined);
    };
    return { jobs, database, ask, end, look };
  }
}
