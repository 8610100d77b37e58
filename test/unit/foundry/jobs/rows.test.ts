import { describe, expect, it } from "vitest";
import { numbersIn, numbersOfMessage } from "../../../../main/foundry/jobs/numbers.ts";
import { checkpointIn, copiesIn, eventIn, jobIn } from "../../../../main/foundry/jobs/rows.ts";

describe("a job", () => {
  it("is read with what may be missing, null or a number that is none", () => {
    expect(jobIn({ id: "ft-1" })).toEqual({
      id: "ft-1",
      status: "",
      model: "",
      tunedModel: null,
      trainingFile: null,
      validationFile: null,
      resultFiles: [],
      createdAt: 0,
      finishedAt: null,
      estimatedFinish: null,
      trainedTokens: null,
      error: null,
      method: null,
      hyperparameters: {},
      suffix: null,
      seed: null,
      trainingType: null,
      grader: null,
      integrations: [],
      metadata: {},
    });
    const odd = jobIn({
      id: "ftjob-2",
      status: "pending",
      organization_id: null,
      created_at: "1646126127",
      finished_at: -5,
      trained_tokens: "2342",
      estimated_finish: Number.NaN,
      result_files: null,
      seed: "7",
      error: { code: null, message: null, param: null },
      integrations: null,
      metadata: { a: "b", c: 3 },
      trainingType: 1,
      method: null,
      hyperparameters: { n_epochs: -1, batch_size: "4", learning_rate_multiplier: null, other: {} },
    });
    expect(odd).toMatchObject({
      status: "pending",
      createdAt: 1_646_126_127_000,
      finishedAt: null,
      trainedTokens: 2342,
      estimatedFinish: null,
      resultFiles: [],
      seed: 7,
      error: null,
      metadata: { a: "b" },
      trainingType: "1",
      method: null,
      hyperparameters: { n_epochs: "auto", batch_size: 4 },
    });
  });

  it("is known by its method, and takes what was chosen rather than auto", () => {
    const job = jobIn({
      id: "x",
      hyperparameters: { n_epochs: 3, batch_size: "auto" },
      method: {
        type: "reinforcement",
        reinforcement: {
          grader: { type: "string_check" },
          hyperparameters: { n_epochs: "auto", reasoning_effort: "default", compute_multiplier: 1.5 },
        },
      },
      error: { code: "invalid", message: "No." },
      result_files: ["file-1", { id: "file-2" }, 3],
    });
    expect(job).toMatchObject({
      method: "reinforcement",
      hyperparameters: {
        n_epochs: 3,
        batch_size: "auto",
        reasoning_effort: "default",
        compute_multiplier: 1.5,
      },
      grader: { type: "string_check" },
      error: { code: "invalid", message: "No.", param: null },
      resultFiles: ["file-1", "file-2"],
    });
  });

  it("is none without an id", () => {
    expect(jobIn({})).toBeNull();
    expect(jobIn({ id: 5 })).toBeNull();
  });
});

describe("an event", () => {
  it("has a level of three, whatever the service calls it", () => {
    const levels = ["info", "warn", "warning", "error", "fatal", undefined].map(
      (level) => eventIn({ id: "e", level })?.level,
    );
    expect(levels).toEqual(["info", "warning", "warning", "error", "info", "info"]);
  });

  it("has the numbers of its data, however deep, and no others", () => {
    const data = {
      step: "10",
      metrics: { train_loss: 0.5, deep: { valid_loss: "0.25", words: "x" } },
      list: [1, 2],
    };
    expect(eventIn({ id: "e", type: "metrics", data })?.metrics).toEqual({
      step: 10,
      train_loss: 0.5,
      valid_loss: 0.25,
    });
    expect(eventIn({ id: "e", type: "metrics", data: JSON.stringify(data) })?.metrics?.valid_loss).toBe(0.25);
    expect(eventIn({ id: "e", type: "message", data: { position: 3 } })?.metrics).toBeNull();
    expect(
      eventIn({ id: "e", type: "metrics", data: { train_loss: "NaN", valid_loss: null } })?.metrics,
    ).toBeNull();
    expect(eventIn({ id: "e", type: "metrics", data: null })?.metrics).toBeNull();
  });

  it("keeps both of two numbers of the same name", () => {
    expect(numbersIn({ train: { loss: 1 }, valid: { loss: 2 } })).toEqual({ loss: 1, "valid.loss": 2 });
  });

  it("has the numbers of its message where it has no data", () => {
    expect(numbersOfMessage("Step 10: training loss=0.5")).toEqual({ step: 10, train_loss: 0.5 });
    expect(
      numbersOfMessage("Step 100/1000: training loss=0.05, validation loss=1e-3, full validation loss=0.2."),
    ).toEqual({ step: 100, total_steps: 1000, train_loss: 0.05, valid_loss: 0.001, full_valid_loss: 0.2 });
    expect(numbersOfMessage("Step 3: reward mean = 0.75")).toEqual({ step: 3, reward_mean: 0.75 });
    for (const message of ["Job started.", "Step 10 completed", "Steps: 5=6", ""]) {
      expect(numbersOfMessage(message)).toBeNull();
    }
  });

  it("of a message are read in time however long its spaces are", () => {
    const begun = performance.now();
    expect(numbersOfMessage(`Step 1: loss=1${" ".repeat(60_000)}x, reward = 2 . `)).toEqual({
      step: 1,
      reward: 2,
    });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it("is told apart from others without an id", () => {
    const [one, other] = ["Started", "Ended"].map((message) => eventIn({ message, created_at: 5 })?.id);
    expect(one).not.toBe(other);
    expect(eventIn({ message: "Started", created_at: 5 })?.id).toBe(one);
    expect(eventIn({})).toBeNull();
  });
});

describe("a checkpoint", () => {
  it("is read as the specification shows it, and where half of it is missing", () => {
    const row = {
      id: "ftckpt_qtZ5Gyk4BLq1SfLFWp3RtO3P",
      created_at: 1_646_126_127,
      fine_tuned_model_checkpoint: "gpt-35-turbo-0613.ft-72a2792ef7d24ba7b82c7fe4a37e379f:ckpt-step-10",
      step_number: 10,
      metrics: { step: 10, train_loss: 0.478, valid_loss: 10.112, full_valid_loss: null },
      object: "fine_tuning.job.checkpoint",
    };
    expect(checkpointIn(row)).toEqual({
      id: "ftckpt_qtZ5Gyk4BLq1SfLFWp3RtO3P",
      step: 10,
      model: "gpt-35-turbo-0613.ft-72a2792ef7d24ba7b82c7fe4a37e379f:ckpt-step-10",
      metrics: { step: 10, train_loss: 0.478, valid_loss: 10.112 },
      createdAt: 1_646_126_127_000,
    });
    expect(checkpointIn({ id: "ftchkpt-1", metrics: { step: 7 } })).toMatchObject({
      step: 7,
      model: "ftchkpt-1",
    });
    expect(checkpointIn({ metrics: null })).toBeNull();
  });
});

describe("copies of a checkpoint", () => {
  const details = [
    { destinationResourceId: "/a", region: "eastus2", status: "InProgress" },
    { destinationResourceId: null },
    7,
  ];
  const one = { checkpointedModelName: "m:ckpt", fineTuningJobId: "ftjob-1", copiedAccountDetails: details };
  const read = [{ destination: "/a", region: "eastus2", status: "InProgress", copiedModel: "m:ckpt" }];
  it("are read alone and in a list", () => {
    expect(copiesIn(one)).toEqual(read);
    expect(copiesIn({ data: [one, "x"] })).toEqual(read);
    expect(copiesIn({ copiedAccountDetails: [] })).toEqual([]);
    expect(copiesIn({})).toBeNull();
  });
});
