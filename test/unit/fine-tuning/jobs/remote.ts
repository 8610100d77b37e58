import { type FoundryError, problem } from "../../../../main/foundry/error.ts";
import type { Files } from "../../../../main/foundry/files/files.ts";
import type {
  Jobs,
  RemoteCheckpoint,
  RemoteEvent,
  RemoteJob,
  RemotePage,
} from "../../../../main/foundry/jobs/jobs.ts";
import type { Connection } from "../../../../preload/contract/connections.ts";

/** A job at a service that a test has in its hands. */
export interface FakeJob {
  job: RemoteJob;
  /** Oldest first. */
  events: RemoteEvent[];
  /** Oldest first. */
  checkpoints: RemoteCheckpoint[];
}

/** Stands for a resource: its jobs and files, and what was asked of it. */
export class FakeResource {
  readonly jobs = new Map<string, FakeJob>();
  readonly files = new Map<string, { name: string; text: string }>();
  readonly asked: string[] = [];
  pageSize = 100;
  isOldestFirst = false;
  /** What every request fails with. */
  failure: FoundryError | null = null;
  /** What happens while an answer is on its way. */
  meanwhile: ((what: string) => Promise<void>) | null = null;

  add(id: string, said: Partial<RemoteJob> = {}): FakeJob {
    const job = { job: { ...blank, ...said, id }, events: [], checkpoints: [] };
    this.jobs.set(id, job);
    return job;
  }

  /** How often requests of a kind were made since the last time. */
  count(kind: string): number {
    const count = this.asked.filter((one) => one.startsWith(kind)).length;
    this.asked.splice(0, this.asked.length, ...this.asked.filter((one) => !one.startsWith(kind)));
    return count;
  }

  client(): Jobs {
    const find = (id: string): FakeJob => {
      const found = this.jobs.get(id);
      if (!found) throw problem("training_not_found", { name: id });
      return found;
    };
    const ask = async <Value>(what: string, work: () => Value): Promise<Value> => {
      this.asked.push(what);
      if (this.failure) throw this.failure;
      const answer = work();
      await this.meanwhile?.(what);
      return answer;
    };
    const page = <Row extends { id: string }>(oldestFirst: readonly Row[], after: string | null) =>
      this.page(oldestFirst, after);
    const turn = (id: string, status: string) => {
      const { job } = find(id);
      Object.assign(job, { status });
      return structuredClone(job);
    };
    return {
      address: () => ({ url: "https://example.openai.azure.com", keyHeader: "api-key" }),
      create: () => Promise.reject(problem("unexpected")),
      list: (after) =>
        ask("list", () =>
          page(
            [...this.jobs.values()].map(({ job }) => structuredClone(job)),
            after,
          ),
        ),
      get: (id) => ask(`get ${id}`, () => structuredClone(find(id).job)),
      events: (id, after) => ask(`events ${id}`, () => page(find(id).events, after)),
      checkpoints: (id, after) => ask(`checkpoints ${id}`, () => page(find(id).checkpoints, after)),
      pause: (id) => ask(`pause ${id}`, () => turn(id, "pausing")),
      resume: (id) => ask(`resume ${id}`, () => turn(id, "resuming")),
      cancel: (id) => ask(`cancel ${id}`, () => turn(id, "cancelled")),
      remove: (id) => ask(`remove ${id}`, () => void this.jobs.delete(id)),
      copy: () => Promise.reject(problem("unexpected")),
      copies: () => Promise.reject(problem("unexpected")),
    };
  }

  filesClient(): Pick<Files, "get" | "content"> {
    const { files, asked } = this;
    return {
      get: async (id) => {
        asked.push(`file ${id}`);
        const file = files.get(id);
        if (!file) throw problem("training_not_found", { name: id });
        const bytes = Buffer.byteLength(file.text);
        return {
          id,
          name: file.name,
          purpose: "fine-tune-results",
          bytes,
          createdAt: 0,
          status: "processed",
          details: null,
        };
      },
      async *content(id) {
        asked.push(`content ${id}`);
        const bytes = Buffer.from(files.get(id)?.text ?? "");
        for (let from = 0; from < bytes.length; from += 1_000) yield bytes.subarray(from, from + 1_000);
      },
    };
  }

  private page<Row extends { id: string }>(
    oldestFirst: readonly Row[],
    after: string | null,
  ): RemotePage<Row> {
    const rows = this.isOldestFirst ? oldestFirst : oldestFirst.toReversed();
    const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1;
    const some = rows.slice(from, from + this.pageSize);
    const isLast = from + this.pageSize >= rows.length;
    return { rows: some, after: isLast ? null : (some.at(-1)?.id ?? null) };
  }
}

export const blank: RemoteJob = {
  id: "",
  status: "running",
  model: "gpt-4.1-mini-2025-04-14",
  tunedModel: null,
  trainingFile: "file-train",
  validationFile: null,
  resultFiles: [],
  createdAt: 1_000,
  finishedAt: null,
  estimatedFinish: null,
  trainedTokens: null,
  error: null,
  method: "supervised",
  hyperparameters: {},
  suffix: null,
  seed: 42,
  trainingType: "GlobalStandard",
  grader: null,
  integrations: [],
  metadata: {},
};

/** Events of steps, one a second, with a loss that falls. */
export const stepEvents = (from: number, to: number): RemoteEvent[] =>
  Array.from({ length: to - from }, (_, place) => {
    const step = from + place + 1;
    return {
      id: `ftevent-${step}`,
      at: 10_000 + step * 1_000,
      level: step % 1_000 === 0 ? "warning" : "info",
      message: `Step ${step}/200000: training loss=${(1 / step).toFixed(4)}`,
      metrics: { step, train_loss: 1 / step, total_steps: 200_000 },
    };
  });

/** A connection to an endpoint. */
export const connectionTo = (id: string, endpoint: string): Connection => ({
  id,
  name: id,
  kind: "api_key",
  account: null,
  endpoint,
  sandbox: false,
  key: "stored",
  isLocal: false,
  isDefault: false,
  createdAt: 0,
  apiVersion: null,
  keyHeader: null,
  extraHeaders: [],
  deployment: null,
  gateway: null,
  resourceId: null,
});
