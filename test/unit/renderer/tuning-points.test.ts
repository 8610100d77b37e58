import { expect, it } from "vitest";
import type { MetricPoints } from "../../../preload/contract/tuning-jobs.ts";
import { groupsOf, metricName, sharesNone } from "../../../renderer/fine-tuning/jobs/metric-groups.ts";
import {
  aligned,
  extremeOf,
  grown,
  smoothed,
  stepBehind,
  valueAt,
} from "../../../renderer/fine-tuning/jobs/points.ts";

const column = (name: string, points: Record<number, number>): MetricPoints => {
  const steps = Object.keys(points).map(Number);
  return {
    name,
    alias: null,
    points: steps.length,
    steps: Float64Array.from(steps),
    values: Float64Array.from(Object.values(points)),
  };
};

const listed = (columns: readonly ArrayLike<number | null>[]) => columns.map((one) => Array.from(one));

it("new points follow those that are there, and take the place of those they tell again", () => {
  const before = [column("train", { 1: 3, 2: 2, 3: 1 }), column("valid", { 2: 5 })];
  expect(stepBehind(before)).toBe(2);
  expect(stepBehind([])).toBeNull();
  const after = grown(before, [
    column("train", { 3: 1.5, 4: 0.5 }),
    column("valid", {}),
    column("late", { 4: 7 }),
  ]);
  expect(after.map(({ name }) => name)).toEqual(["train", "valid", "late"]);
  expect(listed(after.map(({ values }) => values))).toEqual([[3, 2, 1.5, 0.5], [5], [7]]);
  expect(listed(after.map(({ steps }) => steps))).toEqual([[1, 2, 3, 4], [2], [4]]);
  expect(after[1]).toBe(before[1]);
});

it("columns are put side by side over all their steps, with gaps where there is no number", () => {
  const same = [column("a", { 1: 1, 2: 2 }), column("b", { 1: 3, 2: Number.NaN })];
  expect(listed(aligned(same))).toEqual([
    [1, 2],
    [1, 2],
    [3, null],
  ]);
  const apart = [column("a", { 1: 1, 2: 2, 4: 4 }), column("b", { 2: Number.POSITIVE_INFINITY, 3: 6 })];
  expect(listed(aligned(apart))).toEqual([
    [1, 2, 3, 4],
    [1, 2, null, 4],
    [null, null, 6, null],
  ]);
  expect(listed(aligned([]))).toEqual([[]]);
});

it("of a step that is told twice the last value counts", () => {
  const twice = { steps: Float64Array.of(1, 1, 2), values: Float64Array.of(5, 6, 7) };
  expect(listed(aligned([twice, column("b", { 3: 1 })]))[1]).toEqual([6, 7, null]);
});

it("points that are all numbers are not copied", () => {
  const [one] = [column("a", { 1: 1, 2: 2 })];
  const [steps, values] = aligned([one]);
  expect(steps).toBe(one.steps);
  expect(values).toBe(one.values);
});

it("an average leans to neither side, leaves out what is no number, and keeps it a gap", () => {
  expect([...smoothed(Float64Array.of(0, 3, 6, 9, 12), 3)]).toEqual([0, 3, 6, 9, 12]);
  expect([...smoothed(Float64Array.of(0, 0, 9, 0, 0), 3)]).toEqual([0, 3, 3, 3, 0]);
  expect([...smoothed(Float64Array.of(1, Number.NaN, 3), 3)]).toEqual([1, Number.NaN, 3]);
  const values = Float64Array.of(1, 2);
  expect(smoothed(values, 0)).toBe(values);
});

it("a line tells its value at the pointer or before it, and its best with the step it was first at", () => {
  const line = column("a", { 10: 4, 20: Number.NaN, 30: 2, 40: 2, 50: 9 });
  expect(valueAt(line, 5)).toBeNull();
  expect(valueAt(line, 10)).toEqual({ step: 10, value: 4 });
  expect(valueAt(line, 25)).toEqual({ step: 10, value: 4 });
  expect(valueAt(line, Number.POSITIVE_INFINITY)).toEqual({ step: 50, value: 9 });
  expect(extremeOf(line, "lower")).toEqual({ step: 30, value: 2 });
  expect(extremeOf(line, "higher")).toEqual({ step: 50, value: 9 });
  expect(extremeOf(column("b", { 1: Number.NaN }), "lower")).toBeNull();
});

it("what is trained on comes before what is not, so that their lines look the same in every chart", () => {
  const names = ["valid_loss", "eval_loss", "train_loss"].map((name) => ({ name, alias: null }));
  expect(groupsOf(names)[0]?.names).toEqual(["train_loss", "valid_loss", "eval_loss"]);
});

it("columns of one scale share a chart; one that nobody knows has its own", () => {
  const names = [
    "grad_norm",
    "train_loss",
    "full_valid_mean_token_accuracy",
    "valid_loss",
    "train_mean_reward",
    "reasoning_tokens_mean",
    "train_sample_parse_error_count",
    "mean_unresponsive_rewards",
  ];
  const groups = groupsOf(names.map((name) => ({ name, alias: null })));
  expect(groups.map(({ id, names, better }) => [id, names, better])).toEqual([
    ["loss", ["train_loss", "valid_loss"], "lower"],
    ["accuracy", ["full_valid_mean_token_accuracy"], "higher"],
    ["reward", ["train_mean_reward"], "higher"],
    ["tokens", ["reasoning_tokens_mean"], null],
    ["errors", ["train_sample_parse_error_count", "mean_unresponsive_rewards"], "lower"],
    ["= grad_norm", ["grad_norm"], null],
  ]);
  expect(groups.at(-1)?.title).toBe("grad_norm");
  expect(metricName({ name: "valid_loss", alias: "validLoss" })).toBe("Validation loss");
});

it("a job of another method is told to have none of the metrics", () => {
  const supervised = [{ name: "train_loss" }, { name: "valid_loss" }];
  expect(sharesNone(supervised, [{ name: "train_reward_mean" }])).toBe(true);
  expect(sharesNone(supervised, [{ name: "train_reward_mean" }, { name: "valid_loss" }])).toBe(false);
});
