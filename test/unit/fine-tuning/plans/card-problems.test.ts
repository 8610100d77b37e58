import { describe, expect, it } from "vitest";
import { notesOf } from "../../../../main/fine-tuning/plans/card-notes.ts";
import { problemsOf } from "../../../../main/fine-tuning/plans/card-problems.ts";
import type { Known, KnownData } from "../../../../main/fine-tuning/plans/known.ts";
import { limitsIn } from "../../../../main/fine-tuning/plans/resource-limits.ts";
import { findModel, tunableModels } from "../../../../main/fine-tuning/plans/tunable-models.ts";
import { quotasFor, tunedQuotas } from "../../../../main/fine-tuning/plans/tuned-quotas.ts";
import type { RemoteJob } from "../../../../main/foundry/jobs/jobs.ts";
import type { PlanValues, TuningMethod } from "../../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { cardNotes } from "../../../../preload/strings/tuning-codes.ts";

const now = Date.parse("2026-11-29");
const place = { connectionId: "a", name: "My resource", host: "r", isSandbox: false, why: null };
const models = (method: TuningMethod | null) => tunableModels({ catalogue: [], region: [] }, method, now);
const data = (more: Partial<KnownData> = {}): KnownData => ({
  ...{ state: "ready", name: "Numbers", method: "supervised", whole: 0, bytes: 1000, last: null },
  checked: { method: "supervised", model: null, at: 1, isOld: false },
  facts: { name: "Numbers", version: 1, rows: 100, tokens: null, blocks: 0 },
  ...more,
});
const values: PlanValues = {
  ...{ name: "", connectionId: "a", model: "gpt-4.1-mini-2025-04-14", method: "supervised", seed: null },
  ...{ trainingType: "global", training: { datasetId: "d", part: "train" }, suffix: "", hyperparameters: {} },
  ...{ validation: { datasetId: "d", part: "validation" }, grader: null, responseFormat: "", wandb: null },
};
const contents = { files: [], jobs: [], deployed: [], quotas: "not_asked" as const };
const known = (plan: Partial<PlanValues> = {}, more: Partial<Known> = {}): Known => {
  const whole = { ...values, ...plan };
  const offered = models(whole.method);
  return {
    plan: whole,
    ...{ place, endpoint: "https://r", models: offered, region: null, canManage: true },
    model: whole.model === null ? null : (findModel(offered, whole.model) ?? null),
    training: whole.training && data(),
    validation: whole.validation && data(),
    ...{ graderFaults: [], refusedAuto: [], limits: limitsIn("a", contents, now), now },
    cost: { unit: "tokens", tokens: null, epochs: null, hours: null, price: null, total: null },
    ...more,
  };
};
const codes = (one: Known) => problemsOf(one).map(({ code, isHard }) => (isHard ? `${code} hard` : code));
const notes = (one: Known) => notesOf(one).map(({ code }) => code);

describe("the problems of a plan", () => {
  it("are none where all fits", () => {
    expect(codes(known())).toEqual([]);
    expect(notes(known())).toEqual(["only_listed", "deployments_end"]);
  });

  it("keep it from being started where something is missing", () => {
    const nothing = known(
      { connectionId: null, model: null, method: null, trainingType: null, training: null, validation: null },
      { place: null },
    );
    expect(codes(nothing)).toEqual([
      ...["no_connection hard", "no_model hard", "no_method hard", "no_training_type hard", "no_data hard"],
    ]);
    const reward = known({
      method: "reinforcement",
      model: "o4-mini",
      validation: null,
      responseFormat: "{",
    });
    expect(codes({ ...reward, training: data({ method: "reinforcement" }) })).toEqual([
      ...["validation_missing hard", "grader_missing hard", "response_format_wrong hard"],
    ]);
    const wandb = { project: " ", name: "", entity: "", tags: [] };
    expect(codes(known({ wandb, suffix: "no.dot" }))).toEqual(["suffix_wrong hard", "wandb_incomplete hard"]);
    expect(codes(known({ suffix: "a".repeat(41) }))).toEqual(["suffix_wrong hard"]);
    expect(codes(known({}, { place: { ...place, why: "gateway" } }))).toEqual(["cannot_train hard"]);
  });

  it("tell of a model what only a list says, without forbidding it", () => {
    expect(codes(known({ model: "o4-mini" }))).toEqual(["model_cannot"]);
    expect(codes(known({ model: "gpt-9" }))).toEqual(["model_not_here"]);
    expect(codes(known({}, { models: null }))).toEqual(["model_unreadable"]);
    expect(codes(known({ model: "gpt-oss-20b", trainingType: "developer" }))).toEqual(["type_not_offered"]);
    expect(codes(known({ trainingType: "standard" }, { region: "westeurope" }))).toEqual([
      "region_not_offered",
    ]);
    expect(codes(known({ trainingType: "standard" }, { region: "swedencentral" }))).toEqual([]);
  });

  it("tell of the data what a check has found, and whether it still holds", () => {
    const checked = { method: "supervised" as const, model: null, at: 1, isOld: false };
    const facts = { name: "Numbers", version: 1, rows: 100, tokens: null, blocks: 0 };
    const cases: [Partial<KnownData>, string[]][] = [
      [{ state: "gone" }, ["data_gone hard"]],
      [{ state: "waiting" }, ["data_not_ready hard"]],
      [{ facts: { ...facts, rows: 0 } }, ["data_empty hard"]],
      [{ method: "preference" }, ["data_method hard"]],
      [{ checked: null }, ["data_unchecked"]],
      [{ checked: { ...checked, isOld: true } }, ["data_check_old"]],
      [{ checked: { ...checked, model: "gpt-4.1-nano" } }, ["data_check_other"]],
      [{ checked: { ...checked, model: "gpt-4.1-mini" } }, []],
      [{ facts: { ...facts, blocks: 3 }, whole: 1 }, ["data_blocks", "data_whole"]],
      [{ facts: { ...facts, rows: 9 } }, ["too_few_rows"]],
      [{ method: "vision" }, ["images_not_learned"]],
      [{ bytes: 600 * 1024 * 1024 }, ["file_too_large"]],
    ];
    for (const [more, expected] of cases)
      expect(codes(known({}, { training: data(more) }))).toEqual(expected);
    expect(codes(known({ model: "gpt-4.1" }, { training: data({ method: "vision" }) }))).toEqual([]);
    expect(codes(known({}, { validation: data({ facts: { ...facts, rows: 3 } }) }))).toEqual([]);
  });

  it("tell of hyperparameters what the service would refuse", () => {
    const wrong = { n_epochs: 1.5, batch_size: 0, learning_rate_multiplier: -1, prompt_loss_weight: 2 };
    expect(codes(known({ hyperparameters: wrong }))).toEqual(Array(4).fill("hyperparameter_wrong hard"));
    const right = { n_epochs: 3, batch_size: "auto", learning_rate_multiplier: 0.02, beta: 9 };
    expect(codes(known({ hyperparameters: right }))).toEqual([]);
    expect(notes(known({ hyperparameters: right }))).toContain("hyperparameter_unused");
    const needed = { refusedAuto: ["n_epochs", "beta"] as const };
    expect(codes(known({}, needed))).toEqual(["hyperparameter_needed"]);
    expect(codes(known({ hyperparameters: { n_epochs: 2 } }, needed))).toEqual([]);
    const cost = {
      ...{ unit: "tokens" as const, hours: null, price: null, total: null },
      tokens: { tokens: 1_100_000_000, error: 0, counted: 1, seed: 0 },
      epochs: { count: 2, from: "plan" as const },
    };
    expect(codes(known({}, { cost }))).toEqual(["too_many_tokens"]);
  });

  it("tell how full the resource is", () => {
    const file = {
      id: "f",
      name: "n",
      purpose: "fine-tune",
      createdAt: 1,
      status: "processed",
      details: null,
    };
    const job = (status: string) => ({ status, trainingType: null }) as RemoteJob;
    const full = limitsIn(
      "a",
      {
        files: Array(100).fill({ ...file, bytes: 10_737_418 }),
        jobs: [
          ...Array(20).fill(job("queued")),
          ...Array(3).fill(job("running")),
          ...Array(77).fill(job("failed")),
        ],
        deployed: [
          ...Array(5).fill("gpt-4.1-2025-04-14.ft-1"),
          ...Array(5).fill("ftchkpt-0a1b"),
          ...Array(9).fill("gpt-4.1"),
        ],
        quotas: "not_asked",
      },
      now,
    );
    expect(codes(known({}, { limits: full }))).toEqual([
      "files_full",
      "bytes_full",
      "jobs_full",
      "queue_full",
    ]);
    expect(notes(known({}, { limits: full }))).toEqual(
      expect.arrayContaining(["running_full", "deployments_full"]),
    );
    expect(full.deployments.used).toBe(10);
    const rows = tunedQuotas([
      { name: "OpenAI.Standard.gpt-4.1-mini-finetune", used: 250, limit: 250 },
      { name: "OpenAI.GlobalStandard.gpt-4.1-mini-FineTune", used: 499, limit: 500 },
      { name: "OpenAI.Standard.gpt-4.1-finetune", used: 0, limit: 250 },
      { name: "OpenAI.Standard.gpt-4.1-mini", used: 9, limit: 9 },
      { name: "AccountCount", used: 1, limit: 30 },
    ]);
    const own = quotasFor(rows, "gpt-4.1-mini-2025-04-14.ft-0a1b");
    expect(own.map(({ sku, model }) => [sku, model])).toEqual([
      ["Standard", "gpt-4.1-mini"],
      ["GlobalStandard", "gpt-4.1-mini"],
    ]);
    const withQuotas = (quotas: typeof own) => ({
      limits: limitsIn("a", { ...contents, quotas: { region: "swedencentral", rows: quotas } }, now),
    });
    expect(notes(known({}, withQuotas(own)))).not.toContain("quota_full");
    expect(notes(known({}, withQuotas(own.slice(0, 1))))).toContain("quota_full");
    expect(notes(known({}, withQuotas([])))).not.toContain("quota_full");
    const nobodyKnows = limitsIn("a", { files: null, jobs: null, deployed: null, quotas: "refused" }, now);
    expect(codes(known({}, { limits: nobodyKnows }))).toEqual([]);
    const others = limitsIn(
      "a",
      { ...contents, files: Array(100).fill({ ...file, bytes: 1, purpose: "batch" }) },
      now,
    );
    expect(others.files.used).toBe(0);
  });
});

describe("the notes of a plan", () => {
  it("tell before anything is paid whether the result can be deployed, and from where", () => {
    expect(notes(known({ model: "gpt-oss-120b" }))).toContain("deploy_in_portal");
    expect(notes(known({ model: "gpt-4o-2024-08-06" }))).toContain("no_developer_deployment");
    expect(notes(known({}, { canManage: false }))).toContain("key_cannot_deploy");
    expect(notes(known({ model: "gpt-5", method: "reinforcement" }))).toContain("by_invitation");
  });

  it("tell when training ends soon", () => {
    const late = Date.parse("2027-03-01");
    expect(notes(known({}, { now: late }))).toContain("training_ends_soon");
  });

  it("tell where the same rows are measured that were learned, and where the data went before", () => {
    expect(notes(known({ validation: { datasetId: "d", part: null } }))).toContain("same_rows");
    expect(notes(known({ validation: null }))).toContain("no_validation");
    const last = { place: "https://other", host: "other" };
    expect(notes(known({}, { training: data({ last }) }))).toContain("other_place");
    expect(notes(known({}, { training: data({ last: { place: "https://r", host: "r" } }) }))).not.toContain(
      "other_place",
    );
    expect(notes(known({ trainingType: "standard" }))).toContain("region_unknown");
  });
});

it("everything that is told has all that its words need", () => {
  const everything = [
    ...["gpt-oss-120b", "gpt-5", "gpt-4o", "o4-mini", "gpt-9"].flatMap((model) => {
      const one = known(
        { model, trainingType: "standard", suffix: ".", hyperparameters: { n_epochs: 0, beta: 1 } },
        {
          region: null,
          training: data({
            checked: null,
            whole: 1,
            last: { place: "x", host: "x" },
            bytes: 6e8,
            method: "vision",
          }),
          refusedAuto: ["batch_size"],
        },
      );
      return [...problemsOf(one), ...notesOf(one)];
    }),
    ...problemsOf(known({}, { place: { ...place, why: "signed_out" } })),
    ...problemsOf(known({}, { training: data({ state: "waiting" }) })),
  ];
  for (const { code, parameters } of everything)
    expect(fill(cardNotes[code], parameters), code).not.toMatch(/[{}]|undefined|NaN/);
});
