import { describe, expect, it } from "vitest";
import { costOf, hoursOf } from "../../../../main/fine-tuning/jobs/cost.ts";
import type { Mark } from "../../../../main/fine-tuning/jobs/event-store.ts";
import type { StoredJob } from "../../../../main/fine-tuning/jobs/job-store.ts";
import { blank } from "./remote.ts";

const hour = 3_600_000;
const started = (at: number): Mark => ({ mark: "started", at, message: "Job started." });
const price = { amount: 2, currency: "USD", at: 0, from: "typed" as const };

const job = (remote: Partial<StoredJob["remote"]>, more: Partial<StoredJob> = {}): StoredJob => ({
  number: 1,
  id: "a",
  resource: "r",
  host: "h",
  project: null,
  remote: { ...blank, ...remote },
  sent: null,
  told: "",
  seen: [],
  progress: { step: null, steps: null, trainLoss: null, validLoss: null },
  files: [],
  diagnosis: null,
  olderEvents: null,
  readAt: 0,
  detailedAt: null,
  isRemoved: false,
  ...more,
});

describe("the hours of a job", () => {
  const seen = (...states: [said: string, hours: number][]) =>
    states.map(([said, at]) => ({ said, at: at * hour }));

  it("begin when it starts, not in the queue, and leave out pauses", () => {
    const running = job({ status: "running" }, { seen: seen(["queued", 0], ["running", 2]) });
    expect(hoursOf(running, [], 5 * hour)).toEqual({ hours: 3, isSaid: false });
    expect(hoursOf(running, [started(1.5 * hour)], 5 * hour)?.hours).toBe(3.5);
    const states = seen(["running", 0], ["paused", 1], ["resuming", 4], ["running", 4.5]);
    expect(hoursOf(job({ status: "running" }, { seen: states }), [], 6 * hour)?.hours).toBe(3);
    const paused = seen(["running", 0], ["paused", 1]);
    expect(hoursOf(job({ status: "paused" }, { seen: paused }), [], 90 * hour)?.hours).toBe(1);
  });

  it("are the service's, whose clock may be ahead of this one", () => {
    const ahead = seen(["running", 0], ["paused", 1]).map((one) => ({ ...one, time: one.at + 8 * hour }));
    const paused = job({ status: "paused" }, { seen: ahead });
    expect(hoursOf(paused, [started(8 * hour)], 9 * hour)?.hours).toBe(1);
  });

  it("end with the job, and are what the service says it bills", () => {
    const states = seen(["running", 0], ["succeeded", 9]);
    const over = job({ status: "succeeded", finishedAt: 4 * hour }, { seen: states });
    expect(hoursOf(over, [], 100 * hour)?.hours).toBe(4);
    const billed: Mark = { mark: "billed", at: 0, message: "Training hours billed: 24.750" };
    expect(hoursOf(over, [billed], 100 * hour)).toEqual({ hours: 24.75, isSaid: true });
    expect(hoursOf(job({ status: "queued" }, { seen: seen(["queued", 0]) }), [], hour)).toBeNull();
  });
});

describe("what a job has cost", () => {
  it("is tokens as far as it is, then those the service says", () => {
    const progress = { step: 25, steps: 100, trainLoss: null, validLoss: null };
    const running = job({ hyperparameters: { n_epochs: 4 } }, { progress });
    expect(costOf({ job: running, hours: null, tokens: 1_000_000, price })).toMatchObject({
      unit: "tokens",
      amount: 1_000_000,
      missing: [],
      total: 2,
      isEstimate: true,
    });
    const over = job({ status: "succeeded", trainedTokens: 3_000_000 });
    expect(costOf({ job: over, hours: null, tokens: 4_000_000, price })).toMatchObject({
      amount: 3_000_000,
      missing: [],
      total: 6,
      isEstimate: false,
    });
  });

  it("is unknown by what is missing, whether there is a price or not", () => {
    const of = (said: Parameters<typeof job>[0], tokens: number | null) =>
      costOf({ job: job(said), hours: null, tokens, price });
    expect(of({ hyperparameters: { n_epochs: "auto" } }, null)).toMatchObject({
      ...{ amount: null, total: null, price, missing: ["tokens", "epochs", "steps"] },
    });
    expect(of({ hyperparameters: { n_epochs: 2 } }, 10).missing).toEqual(["steps"]);
    for (const method of ["reinforcement", "Reinforcement"])
      expect(of({ method }, null)).toMatchObject({ unit: "hours", missing: ["start"] });
  });

  it("is hours for reinforcement, and nothing where it failed", () => {
    const hours = { hours: 3, isSaid: false };
    const running = job({ method: "reinforcement" });
    expect(costOf({ job: running, hours, tokens: null, price })).toMatchObject({
      unit: "hours",
      total: 6,
      isEstimate: true,
    });
    const failed = job({ method: "reinforcement", status: "failed" });
    expect(costOf({ job: failed, hours, tokens: null, price })).toMatchObject({ amount: 3, total: 0 });
  });
});
