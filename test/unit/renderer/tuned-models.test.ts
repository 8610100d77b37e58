import { expect, it } from "vitest";
import type { Deployment } from "../../../preload/contract/deployments.ts";
import type { Trial, TrialCandidate, TunedDeployment } from "../../../preload/contract/tuned-models.ts";
import type { Checkpoint, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { scaleAround, scaleBetween } from "../../../renderer/charts/scale.ts";
import { rowsAddress, shownDataset } from "../../../renderer/datasets/shown.ts";
import { baseDeployments } from "../../../renderer/fine-tuning/tuned/base-deployments.ts";
import { candidateName, candidatesOf } from "../../../renderer/fine-tuning/tuned/candidates.ts";
import { countdown, timeText } from "../../../renderer/fine-tuning/tuned/countdown.ts";
import { hostingText } from "../../../renderer/fine-tuning/tuned/hosting.tsx";
import { skuName } from "../../../renderer/fine-tuning/tuned/sku-name.ts";
import { changeOf, withTrial } from "../../../renderer/fine-tuning/tuned/state.ts";
import { flatteryText } from "../../../renderer/fine-tuning/tuned/trial.tsx";

const deployment = (name: string, model: string | null, version: string | null, usable = true) =>
  ({
    name,
    model,
    version,
    speaks: { what: "chat" },
    chat: usable ? { usable } : { usable, reason: "status" },
  }) as Deployment;

it("deployments of a base are found by its name with and without its version, the certain ones first", () => {
  const found = baseDeployments(
    [
      deployment("maybe", "gpt-4.1-mini", null),
      deployment("other version", "gpt-4.1-mini", "2026-01-01"),
      deployment("larger", "gpt-4.1", null),
      deployment("sure", "GPT-4.1-mini", "2025-04-14"),
      deployment("broken", "gpt-4.1-mini", "2025-04-14", false),
      deployment("whole", "gpt-4.1-mini-2025-04-14", null),
      deployment("tuned", "gpt-4.1-mini-2025-04-14.ft-0a", "1"),
      deployment("unknown", null, null),
    ],
    "gpt-4.1-mini-2025-04-14",
  );
  expect(found.map(({ name }) => name)).toEqual(["sure", "whole", "maybe"]);
});

it("the base of a model that was tuned on is that one, and else what it was tuned from first", () => {
  const tuned = "gpt-4.1-mini-2025-04-14.ft-0a";
  const both = [deployment("first", "gpt-4.1-mini", "2025-04-14"), deployment("tuned", tuned, "1")];
  expect(baseDeployments(both, tuned).map(({ name }) => name)).toEqual(["tuned", "first"]);
});

it("a Developer deployment has no hosting fee, whether a price is known or not", () => {
  const free = { price: null, perDay: 0, perMonth: 0, hasDeveloper: true };
  expect(hostingText(free)).toBe("No hosting fee");
  expect(hostingText({ ...free, perDay: null, perMonth: null })).toBeNull();
});

it("what can be tried is every checkpoint by its step, and the final model where it is not one of them", () => {
  const checkpoint = (step: number, model: string) => ({ step, model }) as Checkpoint;
  const checkpoints = [checkpoint(20, "m:20"), checkpoint(10, "m:10")];
  const of = (tunedModel: string | null) =>
    candidatesOf({ job: { tunedModel } as TuningJob, checkpoints }).map(({ model }) => model);
  expect(of(null)).toEqual(["m:10", "m:20"]);
  expect(of("m")).toEqual(["m:10", "m:20", "m"]);
  expect(of("m:20")).toEqual(["m:10", "m:20"]);
  expect(candidateName({ kind: "checkpoint", model: "m", step: 1200 })).toBe("Checkpoint, step 1,200");
  expect(candidateName({ kind: "base", model: "mini", step: null })).toBe("Base, through mini");
});

it("a countdown goes by the minute until it is close, and says what is past", () => {
  const hour = 3_600_000;
  expect(countdown(24 * hour, 0)).toBe("in 1 d");
  expect(countdown(1.5 * hour + 20_000, 0)).toBe("in 1 h 30 min");
  expect(countdown(90_000, 0)).toBe("in 1 min 30 s");
  expect(countdown(5, 10)).toBe("should be gone by now");
  expect(timeText(120)).toBe("2 min");
});

it("hosting is told a day and a month, that there is none, or not at all", () => {
  const price = { amount: 1.7, currency: "USD", at: 1, from: "typed" as const };
  const hosting = { price, perDay: 40.8, perMonth: 1224, hasDeveloper: true };
  expect(hostingText(hosting)).toBe("$40.80 a day, $1,224.00 a month");
  expect(hostingText({ ...hosting, perDay: 0 })).toBe("No hosting fee");
  expect(hostingText({ ...hosting, price: null })).toBeNull();
  expect(hostingText({ ...hosting, price: null, perDay: 0 })).toBe("No hosting fee");
  expect(hostingText(null)).toBeNull();
});

it("deployment types have their names, and unknown ones their own", () => {
  expect(["DeveloperTier", "GlobalStandard", "constructor", "Odd"].map(skuName)).toEqual([
    "Developer",
    "Global Standard",
    "constructor",
    "Odd",
  ]);
});

it("a change of a deployment is told; a trial takes its place in the list", () => {
  const one = { id: "1", deployment: "ores", state: "starting" } as TunedDeployment;
  expect(changeOf([], [one])).toBeNull();
  expect(changeOf([one], [{ ...one, state: "ready" }])).toBe("ores is ready.");
  const trial = (id: string, state: Trial["state"]) => ({ id, state }) as Trial;
  const list = withTrial([trial("a", "running"), trial("b", "done")], trial("a", "done"));
  expect(list.map(({ id, state }) => `${id} ${state}`)).toEqual(["a done", "b done"]);
  expect(withTrial(list, trial("c", "running")).map(({ id }) => id)).toEqual(["c", "a", "b"]);
});

it("a scale of scores that may lie below 0 begins at a round number below them", () => {
  expect(scaleAround([0.2, 0.9]).ticks[0]).toBe(0);
  const { ticks, at } = scaleAround([-0.7, 0.4]);
  expect(ticks[0]).toBeLessThanOrEqual(-0.7);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(0.4);
  expect(at(ticks[0] ?? 0)).toBeCloseTo(0);
  expect(at(ticks.at(-1) ?? 0)).toBeCloseTo(100);
  expect(scaleAround([-1, -0.5]).ticks.at(-1)).toBeGreaterThanOrEqual(0);
});

it("a scale between two scores begins at the lower one, not at 0", () => {
  const { ticks, at } = scaleBetween([1, 5, 2.5]);
  expect(ticks).toEqual([1, 2, 3, 4, 5]);
  expect([at(1), at(3), at(5)]).toEqual([0, 50, 100]);
  expect(scaleBetween([3]).ticks.length).toBeGreaterThan(1);
});

it("an address leads to a dataset, to a row of it by its key, and to the rows of a version", () => {
  const shown = { datasetId: "abc", rowKey: null, version: null, part: null };
  expect(shownDataset(null)).toEqual({ ...shown, datasetId: null });
  expect(shownDataset("abc")).toEqual(shown);
  expect(shownDataset("abc:174")).toEqual({ ...shown, rowKey: 174 });
  for (const odd of ["abc:0x1", "abc:v", "abc:v0", "abc:vv2", "abc::train"])
    expect(shownDataset(odd)).toEqual(shown);
  for (const part of ["train", null] as const)
    expect(shownDataset(rowsAddress({ datasetId: "abc", version: 2, part }))).toEqual({
      ...{ ...shown, version: 2, part },
    });
});

it("the best of several is said to be the highest only where it is so alone", () => {
  const tried = ["a", "b", "c"].map(
    (model, at) => ({ kind: "checkpoint", model, step: at + 1 }) as TrialCandidate,
  );
  const text = (best: string[], value: number) => flatteryText({ best, value, corrected: 0.5 }, tried);
  expect(text(["b"], 0.1)).toMatch(
    /^Checkpoint, step 2 scored highest of 3 .* by about 0\.1; corrected, it's 0\.5\.$/,
  );
  expect(text(["b"], 0)).toContain("luck plays no part");
  expect(text(["a", "c"], 0)).toBe(
    "2 of 3 tuned models share the highest mean, 0.5: these rows don't tell them apart.",
  );
});
