import { openDeployments } from "../../../../main/fine-tuning/tuned/deployments-store.ts";
import { createRaising } from "../../../../main/fine-tuning/tuned/raising.ts";
import { openTrials } from "../../../../main/fine-tuning/tuned/trials/store.ts";
import {
  createTrials,
  type TrialParts,
  type Trials,
} from "../../../../main/fine-tuning/tuned/trials/trials.ts";
import type { TokenPrices } from "../../../../main/foundry/deployments/prices.ts";
import type { Database } from "../../../../main/storage/database.ts";
import { createTasks } from "../../../../main/tasks.ts";
import type { Input } from "../../../../preload/contract/index.ts";
import type { Overlap, Trial } from "../../../../preload/contract/tuned-models.ts";
import type { TuningJob } from "../../../../preload/contract/tuning-jobs.ts";
import { FakeAzure, FakeClock } from "./azure.ts";

const grader = {
  type: "string_check",
  name: "same",
  input: "{{sample.output_text}}",
  reference: "{{item.reference}}",
  operation: "eq",
} as const;

/** A row that is answered rightly with its own number. */
const rowOf = (number: number) => ({
  key: number + 1,
  text: JSON.stringify({
    messages: [
      { role: "user", content: `Say ${number}` },
      { role: "assistant", content: String(number) },
    ],
  }),
});

export const asked = (more: Partial<Input<"trials.start">> = {}): Input<"trials.start"> => ({
  jobId: "j",
  candidates: [
    { kind: "base", model: "base-deployment", step: null },
    { kind: "checkpoint", model: "gpt-4.1-mini.ft-1:ckpt-step-10", step: 10 },
    { kind: "final", model: "gpt-4.1-mini.ft-1", step: null },
  ],
  datasetId: "d",
  part: "test",
  rows: 6,
  seed: 1,
  grader,
  sku: null,
  judge: null,
  ...more,
});

const job = { id: "j", connectionId: "a", model: "gpt-4.1-mini", name: "Support", jobId: "ftjob-1" };

/** Azure, a dataset, and what deployments answer: what stays when the app dies. */
export class TrialWorld {
  readonly clock = new FakeClock();
  readonly azure = new FakeAzure(this.clock);
  overlap: Overlap = { same: 0, near: 0, rows: 6, examples: [], unknown: 0 };
  rows = 40;
  tokenPrice: TokenPrices | null = { currency: "USD", input: 1, cachedInput: null, output: 4 };
  way: "here" | "portal" | "unknown" = "here";
  types = ["DeveloperTier", "GlobalStandard"];
  hasManagement = true;
  readonly asks: { deployment: string; text: string }[] = [];
  readonly notices: string[] = [];
  readonly uses = new Set<string>();
  /** How many of a deployment's answers are right, by what it serves. */
  right: (model: string, number: number) => boolean = () => true;
  /** Whether every change is looked at. */
  isWatched = false;
  /** What an answer fails with. */
  failing: TrialParts["ask"] | null = null;

  readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** The app, until it dies: then none of its calls ever comes back. */
  start() {
    const { clock, azure, database } = this;
    const life = { isDead: false, steps: 0, diesAt: Number.POSITIVE_INFINITY, diesAfter: false };
    const never = () => new Promise<never>(() => {});
    const step = async <Value>(work: () => Promise<Value>): Promise<Value> => {
      if (life.isDead) return never();
      life.steps += 1;
      const dies = life.steps === life.diesAt;
      if (dies && !life.diesAfter) {
        life.isDead = true;
        return never();
      }
      try {
        return await work();
      } finally {
        if (dies) life.isDead = true;
        // biome-ignore lint/correctness/noUnsafeFinally: nothing comes back to the dead, neither a value nor an error.
        if (life.isDead) return never();
      }
    };
    const store = openTrials(database);
    const deployments = openDeployments(database);
    const tasks = createTasks("trial");
    const raising = createRaising({
      store: deployments,
      managed: () =>
        step(async () => ({
          get: (name: string) => step(() => azure.get(name)),
          put: (...given: Parameters<FakeAzure["put"]>) => step(() => azure.put(...given)),
          remove: (name: string) => step(() => azure.remove(name)),
          whyFailed: (...given: Parameters<FakeAzure["whyFailed"]>) => step(() => azure.whyFailed(...given)),
        })),
      probe: (...given) => step(() => azure.probe(given[0], given[1])),
      clock: { now: clock.now, wait: (...given) => step(() => clock.wait(...given)) },
      changed: () => {},
    });
    const told: Trial[] = [];
    const trials: Trials = createTrials({
      store,
      deployments,
      raising,
      tasks,
      clock: { now: clock.now, wait: (...given) => step(() => clock.wait(...given)) },
      ask: (deployed, question, position, signal) =>
        step(async () => {
          await new Promise((resolve) => setImmediate(resolve));
          const { deployment } = deployed;
          const text = question.messages.at(-1)?.content ?? "";
          this.asks.push({ deployment, text });
          const failed = await this.failing?.(deployed, question, position, signal);
          if (failed) return failed;
          const model = azure.made.get(deployment)?.model ?? deployment;
          const number = Number(text.replace("Say ", ""));
          return { text: this.right(model, number) ? String(number) : "no", diagnosis: null };
        }),
      grade: (_grader, sample, item) =>
        step(async () => {
          const score = Number(sample === item.reference);
          return { score, passed: score === 1, parts: {}, error: null, said: null };
        }),
      resources: { hasManagement: () => this.hasManagement },
      job: () => job as TuningJob,
      factsOf: () => ({
        deploy: { way: this.way, types: this.types, format: "OpenAI", listedAt: "2026-10-06" },
        hosting: { amount: 2, currency: "USD", at: 1, from: "typed" },
        deploymentsEnd: null,
      }),
      baseOf: (model) => model.split(".ft-")[0] ?? model,
      overlap: async () => this.overlap,
      tokenPrice: async () => ({ price: this.tokenPrice, pricedAs: "base-deployment" }),
      // Only what trials use of them.
      datasets: {
        get: () => ({ name: "Tickets" }),
        open: async () => ({ tokens: { tokens: 1000, error: 0 }, dataset: { size: 4000 } }),
        draw: async (_id: string, { rows }: { rows: number }) =>
          Array.from({ length: Math.min(rows, this.rows) }, (_, number) => rowOf(number)),
        use: async (_id: string, { usedBy }: { usedBy: string }) => {
          this.uses.add(usedBy);
          return 3;
        },
        unuse: (_kind: string, usedBy: string) => void this.uses.delete(usedBy),
      } as unknown as TrialParts["datasets"],
      changed: (id) => void (this.isWatched && told.push(trials.get(id))),
      removed: () => {},
      ledgerChanged: () => {},
      notify: ({ title }) => void this.notices.push(title),
    });
    return { life, trials, tasks, deployments, store, told };
  }

  /** Forgets all that was. */
  clear(): void {
    this.database.exec("delete from trials; delete from tuned_deployments; delete from tuned_facts;");
    this.azure.made.clear();
    for (const list of [this.azure.births, this.azure.calls, this.asks, this.notices]) list.length = 0;
  }
}
