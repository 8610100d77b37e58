import { describe, expect, it } from "vitest";
import { findingsOf, type Run } from "../../../../main/fine-tuning/jobs/findings.ts";
import { aliasOf } from "../../../../main/fine-tuning/jobs/metric-names.ts";
import { normal, seededRandom } from "../../../../main/statistics/random.ts";
import type { CostClock, MetricPoints } from "../../../../preload/contract/tuning-jobs.ts";

const noCost: CostClock = {
  unit: "tokens",
  amount: null,
  missing: [],
  price: null,
  total: null,
  isEstimate: true,
};

const column = (name: string, values: readonly number[], every = 1): MetricPoints => ({
  name,
  alias: aliasOf(name),
  points: values.length,
  steps: Float64Array.from(values, (_, place) => (place + 1) * every),
  values: Float64Array.from(values),
});

const found = (run: Partial<Run>) =>
  findingsOf({
    state: "running",
    isReinforcement: false,
    metrics: [],
    hours: null,
    cost: noCost,
    ...run,
  });
const codes = (run: Partial<Run>) => found(run).map(({ code }) => code);

const random = seededRandom(3);
const noisy = (length: number, shape: (place: number) => number) =>
  Array.from({ length }, (_, place) => shape(place) + 0.02 * normal(random));
const falling = noisy(40, (place) => 0.4 + 2 * Math.exp(-place / 6));

describe("what is found about a run", () => {
  it("is nothing of a run that learns, or of one without numbers", () => {
    const valid = noisy(40, (place) => 0.45 + 2 * Math.exp(-place / 6));
    expect(codes({ metrics: [column("train_loss", falling), column("valid_loss", valid)] })).toEqual([]);
    expect(codes({})).toEqual([]);
    expect(codes({ metrics: [column("mystery", [1, 2, 900])] })).toEqual([]);
  });

  it("is where validation turned up, from the loss of all rows where there are enough of it", () => {
    const over = noisy(40, (place) => 0.5 + 2 * Math.exp(-place / 4) + Math.max(0, place - 15) * 0.02);
    const metrics = [column("train_loss", falling), column("full_valid_loss", over, 10)];
    const [first] = found({ metrics: [...metrics, column("valid_loss", falling)] });
    expect(first).toMatchObject({ code: "validation_rising", level: "stop" });
    expect(first?.step).toBeGreaterThan(100);
    expect(first?.step).toBeLessThan(220);
    // What is over cannot be stopped.
    expect(found({ metrics, state: "succeeded" })[0]).toMatchObject({ level: "warning" });
  });

  it("is a loss that is no number, at its step, or has risen above where it began", () => {
    const broken = [...falling.slice(0, 10), Number.NaN, Number.NaN];
    expect(found({ metrics: [column("train_loss", broken)] })).toMatchObject([
      { code: "loss_not_a_number", level: "stop", step: 11 },
    ]);
    const diverged = noisy(40, (place) => (place < 20 ? 2 - place * 0.05 : 1 + (place - 20) * 0.3));
    expect(codes({ metrics: [column("train_loss", diverged)] })).toEqual(["loss_diverged"]);
  });

  it("is Microsoft's band of validation to training loss, as a note", () => {
    const metrics = [
      column("train_loss", falling),
      column(
        "valid_loss",
        falling.map((loss) => loss * 1.7),
      ),
    ];
    expect(found({ metrics })).toMatchObject([
      { code: "validation_above_training", level: "note", parameters: { band: "moderate" } },
    ]);
  });

  it.each([
    ["train_reward_mean", "valid_reward_mean"],
    ["train_mean_reward", "full_valid_mean_reward"],
  ])("is a gap of rewards, by either set of names: %s, %s", (train, valid) => {
    const rewards = (gap: number) => [
      column(
        train,
        Array.from({ length: 30 }, () => 0.7),
      ),
      column(
        valid,
        Array.from({ length: 6 }, () => 0.7 - gap),
        5,
      ),
    ];
    expect(codes({ metrics: rewards(0.08) })).toEqual([]);
    expect(found({ metrics: rewards(0.15) })).toMatchObject([
      { code: "reward_gap", level: "stop", parameters: { gap: "0.15", limit: "0.10" } },
    ]);
  });

  it("is answers that grow, and not one that was long", () => {
    const grows = Array.from({ length: 20 }, (_, place) => 200 + 20 * place);
    expect(codes({ metrics: [column("completion_tokens_mean", grows)] })).toEqual(["tokens_growing"]);
    const single = Array.from({ length: 20 }, (_, place) => (place === 18 ? 4_000 : 200));
    expect(codes({ metrics: [column("train_reasoning_tokens_mean", single)] })).toEqual([]);
  });

  it("is what failed of late: parsing, graders, answers without a reward", () => {
    const late = (value: number) => Array.from({ length: 30 }, (_, place) => (place < 25 ? 0 : value));
    const early = Array.from({ length: 30 }, (_, place) => (place < 5 ? 3 : 0));
    const metrics = [
      column("train_sample_parse_error_count", late(2)),
      column("python_grader_runtime_error_count", late(1)),
      column("mean_unresponsive_rewards", late(0.3)),
    ];
    expect(codes({ metrics })).toEqual(["parse_errors", "grader_errors", "unresponsive"]);
    expect(found({ metrics })[0]?.parameters).toEqual({ count: "10", steps: "10" });
    expect(codes({ metrics: [column("train_sample_parse_error_count", early)] })).toEqual([]);
  });

  it("is the limit of time or money, before it is reached and while it can be paused", () => {
    expect(codes({ hours: 640 })).toEqual([]);
    expect(found({ hours: 700 })).toMatchObject([{ code: "time_limit_near", level: "stop" }]);
    expect(codes({ hours: 700, state: "succeeded" })).toEqual([]);
    const price = { amount: 100, currency: "USD", at: 0, from: "typed" as const };
    const cost = { ...noCost, unit: "hours" as const, amount: 48, price, total: 4_800 };
    expect(codes({ cost, isReinforcement: true })).toEqual(["cost_limit_near"]);
    expect(codes({ cost })).toEqual([]);
    expect(codes({ cost: { ...cost, price: { ...price, currency: "EUR" } }, isReinforcement: true })).toEqual(
      [],
    );
  });
});
