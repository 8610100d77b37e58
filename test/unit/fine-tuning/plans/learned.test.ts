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
  const when = expect.any(Number);
  expect(at(120)).toEqual({
    hyperparameters: {
      n_epochs: { value: 3, rows: 100, at: when },
      batch_size: { value: 4, rows: 100, at: when },
    },
    refusedAuto: [],
    hours: null,
  });
  // By ratio: 5,000 is 50 times 100, and a twentieth of 100,000.
  expect(at(5000)?.hyperparameters.n_epochs?.rows).toBe(100_000);
  expect(learned.of(`${model}.ft-1`, "supervised", 1)?.hyperparameters.n_epochs?.rows).toBe(100);
  expect(learned.of(model, "preference", 100)).toBeNull();
  expect(learned.of("gpt-4.1-2025-04-14", "supervised", 100)).toBeNull();
});

it("a job that is told again replaces what it told before; one that says nothing teaches nothing", () => {
  const learned = openLearnedSettings(openDatabase(join(profile(), "assay.db")));
  learned.learn({ ...job("a", 10, "auto"), hyperparameters: { n_epochs: -1, batch_size: "auto" } });
  expect(learned.of(model, "supervised", 10)).toBeNull();
  learned.learn(job("a", 10, 3));
  learned.learn(job("a", 10, 4, 2.5));
  expect(learned.of(model, "supervised", 10)).toMatchObject({
    hyperparameters: { n_epochs: { value: 4 } },
    hours: 2.5,
  });
});

it("each is told as it was for the nearest size at which the service chose it", () => {
  const learned = openLearnedSettings(openDatabase(join(profile(), "assay.db")));
  learned.learn(job("all", 1000, 2, 1.5));
  learned.learn({ ...job("one", 100, "auto"), hyperparameters: { batch_size: 1 } });
  expect(learned.of(model, "supervised", 100)).toMatchObject({
    hyperparameters: { batch_size: { value: 1, rows: 100 }, n_epochs: { value: 2, rows: 1000 } },
    hours: 1.5,
  });
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
