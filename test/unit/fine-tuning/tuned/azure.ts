import type { Clock } from "../../../../main/fine-tuning/tuned/clock.ts";
import type { AzureDeployments } from "../../../../main/fine-tuning/tuned/steps.ts";
import type { ManagedDeployment, ManagedDeployments } from "../../../../main/foundry/deployments/managed.ts";
import { diagnosisOf, FoundryError } from "../../../../main/foundry/error.ts";
import type { Diagnosis, DiagnosisCode } from "../../../../preload/contract/diagnosis.ts";

/** A failure as the client of the service makes it. */
export const failure = (code: DiagnosisCode, status?: number): FoundryError =>
  new FoundryError(diagnosisOf(code, {}, status === undefined ? undefined : { status, message: "" }));

export const refusal = (code: DiagnosisCode, status: number): Diagnosis => failure(code, status).diagnosis;

/** A clock that goes on when somebody waits, and at no other time. */
export class FakeClock implements Clock {
  time = 1_800_000_000_000;
  now = () => this.time;
  wait = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    this.time += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  };
}

interface Made extends ManagedDeployment {
  /** When it succeeds, answers, and is gone. */
  succeedsAt: number;
  answersAt: number;
  goneAt: number;
  /** What has become of it, whatever becomes of others. */
  outcome?: string;
}

/** What a call does besides what it should: fails before it has done anything, or after it. */
export type Mishap = "before" | "after" | null;

/**
 * Azure Resource Manager and the deployments behind it, on a clock. Every call is a step that can be counted, and at which
 * the app can die.
 */
export class FakeAzure implements AzureDeployments {
  readonly made = new Map<string, Made>();
  /** Every name that was ever made, once for each time that it was. */
  readonly births: string[] = [];
  readonly calls: string[] = [];
  /** Milliseconds until what was asked for has succeeded, answers, and is gone. */
  slow = { succeed: 60_000, answer: 90_000, remove: 20_000 };
  /** What becomes of what is made. */
  outcome = "Succeeded";
  /** Why it has failed; null where nobody says. */
  reason: Diagnosis | null = null;
  /** The types that are taken, as they are spelled. */
  skus: readonly string[] = ["developertier", "GlobalStandard"];
  /** Milliseconds after which a request arrives that nobody saw answered. */
  late = 0;
  fails: (call: string, name: string) => FoundryError | null = () => null;
  mishap: (call: string) => Mishap = () => null;

  readonly clock: FakeClock;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  /** What is there, as far as the clock has come. */
  there(): string[] {
    return [...this.made.values()].filter((one) => this.clock.time < one.goneAt).map(({ name }) => name);
  }

  private seen(name: string): Made | undefined {
    const one = this.made.get(name);
    return one && this.clock.time < one.goneAt && this.clock.time >= (one.createdAt ?? 0) ? one : undefined;
  }

  private async step<Value>(call: string, name: string, work: () => Value): Promise<Value> {
    this.calls.push(`${call} ${name}`);
    await new Promise((resolve) => setImmediate(resolve));
    const failed = this.fails(call, name);
    if (failed) throw failed;
    const mishap = this.mishap(call);
    if (mishap === "before") throw failure("connection_failed");
    const value = work();
    if (mishap === "after") throw failure("connection_failed");
    return value;
  }

  get = (name: string) =>
    this.step("get", name, () => {
      const one = this.seen(name);
      if (!one) throw failure("deployment_not_found", 404);
      return this.told(one);
    });

  put = (name: string, asked: Parameters<ManagedDeployments["put"]>[1]) =>
    this.step("put", name, () => {
      if (!this.skus.includes(asked.sku)) throw failure("deploy_type_refused", 400);
      const at = this.clock.time + this.late;
      const one: Made = {
        ...{ name, model: asked.model, version: asked.version, format: asked.format },
        ...{ sku: asked.sku, capacity: asked.capacity, state: "Accepted", createdAt: at },
        succeedsAt: at + this.slow.succeed,
        answersAt: at + this.slow.answer,
        goneAt: Number.POSITIVE_INFINITY,
      };
      const before = this.made.get(name);
      // The same again changes what is there, or is on its way.
      if (before && this.clock.time < before.goneAt) return { ...this.told(before), operation: null };
      this.births.push(name);
      this.made.set(name, one);
      return { ...this.told(one), operation: `/operations/${this.births.length}` };
    });

  whyFailed: AzureDeployments["whyFailed"] = (name, { operation }) =>
    this.step(`why ${operation ?? "unknown"}`, name, () => this.reason);

  remove = (name: string) =>
    this.step("remove", name, () => {
      const one = this.seen(name);
      if (!one) throw failure("deployment_not_found", 404);
      one.goneAt = Math.min(one.goneAt, this.clock.time + this.slow.remove);
    });

  private told({ succeedsAt, goneAt, answersAt: _answersAt, outcome, ...one }: Made): ManagedDeployment {
    const state =
      goneAt < Number.POSITIVE_INFINITY
        ? "Deleting"
        : this.clock.time >= succeedsAt
          ? (outcome ?? this.outcome)
          : this.clock.time > (one.createdAt ?? 0)
            ? "Creating"
            : "Accepted";
    return { ...one, state };
  }

  /** Asks one token of it. */
  probe = async (_connection: string, name: string): Promise<Diagnosis | null> => {
    await this.step("probe", name, () => {});
    const one = this.seen(name);
    if (!one) return refusal("deployment_not_found", 404);
    return this.clock.time >= one.answersAt ? null : refusal("deployment_not_ready", 404);
  };
}
