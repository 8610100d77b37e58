import { join } from "node:path";
import { expect, it } from "vitest";
import { openLearnedSettings } from "../../../../main/fine-tuning/plans/learned.ts";
import { openDatabase } from "../../../../main/storage/database.ts";
import { temporaryProfiles } from "../../profile.ts";

const profile = temporaryProfiles();
const model = "gpt-4.1-mini-2025-04-14";
const job = (jobId: string, rows: number, n_epochs: number | string, hours: number | null = null) => ({
  ...{ jobId, model, method: "supervised" as const, rows, hours },
  hyperparameters: { n_epochs, batch_size: 4, unheard_of: 3, learning_rate_multiplier: "auto" },
});

it("what the service chose is told for the most similar size, of the same model and method, tuned or not", () => {
  const learned = openLearnedSettings(openDatabase(join(profile(), "assay.db")));
  expect(learned.of(model, "supervised", 100)).toBeNull();
  learned.learn(job("small", 100, 3));
  learned.learn(job("large", 100_000, 1));
  const at = (rows: number) => learned.of(model, "supervised", rows);
  expect(at(120)).toMatchObject({
    rows: 100,
    hyperparameters: { n_epochs: 3, batch_size: 4 },
    refusedAuto: [],
  });
  expect(at(120)?.hyperparameters).toEqual({ n_epochs: 3, batch_size: 4 });
  // By ratio: 5,000 is 50 times 100, and a twentieth of 100,000.
  expect(at(5000)?.rows).toBe(100_000);
  expect(learned.of(`${model}.ft-1`, "supervised", 1)?.rows).toBe(100);
  expect(learned.of(model, "preference", 100)).toBeNull();
  expect(learned.of("gpt-4.1-2025-04-14", "supervised", 100)).toBeNull();
});

it("a job that is told again replaces what it told before; one that says nothing teaches nothing", () => {
  const learned = openLearnedSettings(openDatabase(join(profile(), "assay.db")));
  learned.learn({ ...job("a", 10, "auto"), hyperparameters: { n_epochs: -1, batch_size: "auto" } });
  expect(learned.of(model, "supervised", 10)).toBeNull();
  learned.learn(job("a", 10, 3));
  learned.learn(job("a", 10, 4, 2.5));
  expect(learned.of(model, "supervised", 10)).toMatchObject({ hyperparameters: { n_epochs: 4 }, hours: 2.5 });
});

it("a hyperparameter that the service does not choose is remembered, also without any job", () => {
  const learned = openLearnedSettings(openDatabase(join(profile(), "assay.db")));
  learned.refuseAuto(model, "supervised", "batch_size");
  learned.refuseAuto(`${model}.ft-2`, "supervised", "batch_size");
  expect(learned.of(model, "supervised", 10)).toMatchObject({
    hyperparameters: {},
    refusedAuto: ["batch_size"],
  });
  expect(learned.refused(model, "preference")).toEqual([]);
});
