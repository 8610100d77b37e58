import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Files } from "./files.ts";
import type { Checkpoint, Job } from "./job.ts";
import { type JobEvent, jobEvent, stepEvent } from "./job-events.ts";
import type { Json } from "./json.ts";
import { resultsOf } from "./results-file.ts";
import { chosenFor } from "./training/chosen.ts";
import type { Lesson, Metrics, Trainer, Weights } from "./training/trainer.ts";
import { checkTraining, examplesIn, type TrainingChecked } from "./training-data.ts";
import type { Slots } from "./training-slots.ts";
import type { TunedModels } from "./tuned-models.ts";

/** What the life of a job needs of the resource. */
export interface Surroundings {
  clock: Clock;
  files: Files;
  faults: Faults;
  slots: Slots;
  models: TunedModels;
  trainer: Trainer;
  /** What a grader gives for an answer to an example; null where it cannot. */
  grade(grader: Json, output: string, item: Json): Promise<number | null>;
}

/** What a person can do about a job that has begun. */
export interface Life {
  /** After the step that is being done. */
  pause(): void;
  resume(): void;
  end(): void;
}

class Failed extends Error {
  readonly error: NonNullable<Job["error"]>;

  constructor(error: NonNullable<Job["error"]>) {
    super(error.message);
    this.error = error;
  }
}

const internal = (message: string) => new Failed({ code: "internalFailure", message, param: null });

/** Milliseconds that each part of a job takes, beside its steps. */
const lasts = {
  pending: 2_000,
  checking: 3_000,
  checkingByte: 1 / 20_000,
  queue: 12_000,
  preparing: 15_000,
  pausing: 5_000,
  resuming: 10_000,
  interruption: 60_000,
  evaluation: 15_000,
};

/** A plain upload above this seems to work, and then the job fails with a 500 (microsoft/azure-skills, large-file-uploads.md). */
const mostWholeBytes = 150 * 1024 * 1024;
/** Tokens times epochs of a job (Azure OpenAI quotas and limits, February 2026). */
const mostTokens = 2_000_000_000;
/** Checkpoints of so many epochs can be deployed (Foundry, fine-tuning guides). */
const mostEpochsKept = 3;
/**
 * Milliseconds of reinforcement after which it is paused for the limit of its spending, once (Foundry, cost management of
 * fine-tuning, October 2026, which names no amount any more).
 */
const spendingLimit = 4 * 3_600_000;

/** Lets a job that is pending become what it will. */
export function beginLife(job: Job, around: Surroundings): Life {
  const { clock, files, faults, slots, models, trainer } = around;
  const { request } = job;
  const ended = new AbortController();
  const { signal } = ended;
  const kind = request.type === "developer" ? "developer" : "shared";
  const isReinforced = request.method === "reinforcement";
  const modelName = `${request.model.name}.ft-${job.id.replace(/^\w+-/, "")}${request.suffix ? `-${request.suffix}` : ""}`;
  let time = job.created * 1000;
  let holdsSlot = false;
  let isPauseWanted = false;
  let wake: (() => void) | null = null;

  const pass = async (milliseconds: number) => {
    time = await clock.until(time + milliseconds, signal);
  };
  const tell = (event: JobEvent) => {
    if (faults.training() !== "events-stop") job.events.push(event);
  };
  const say = (message: string, level: JobEvent["level"] = "info") => tell(jobEvent(time, level, message));
  const takeSlot = async () => {
    time = await slots.take(kind, time, signal);
    holdsSlot = true;
  };
  const freeSlot = () => {
    if (holdsSlot) slots.free(kind, signal.aborted ? clock.now() : time);
    holdsSlot = false;
  };

  const checked = async (): Promise<TrainingChecked> => {
    await pass(lasts.pending);
    job.status = "validating_files";
    const { trainingFile, validationFile, method, model } = request;
    let training: TrainingChecked | null = null;
    for (const [role, fileId] of [
      ["training", trainingFile],
      ["validation", validationFile],
    ] as const) {
      if (fileId === null) continue;
      say(`Validating ${role} file: ${fileId}`);
      const { bytes } = files.get(fileId);
      if (files.cameWhole(fileId) && bytes > mostWholeBytes) throw internal("Internal server error (500).");
      const wanted = { fileId, role, method, images: model.images, tokens: model.tokens };
      const found = await checkTraining(files.read(fileId), wanted);
      await pass(lasts.checking + bytes * lasts.checkingByte);
      for (const warning of found.warnings) say(warning, "warn");
      if (found.fault !== null) throw new Failed(found.fault);
      training ??= found;
    }
    if (training === null) throw internal("Internal server error (500).");
    return training;
  };

  const lessonOf = ({ examples, tokens }: TrainingChecked): Lesson => {
    const chosen = chosenFor(request.hyperparameters, examples, request.method, request.model);
    const epochs = Math.max(1, Math.round(Number(chosen.n_epochs) || 1));
    const batchSize = Math.min(examples, Math.max(1, Math.round(Number(chosen.batch_size) || 1)));
    if (tokens * epochs > mostTokens)
      throw new Failed({
        code: "invalid_training_file",
        message: `The training file has ${tokens} tokens: with ${epochs} epochs that is more than ${mostTokens}.`,
        param: "training_file",
      });
    const { grader } = (request.methodBody.reinforcement ?? {}) as { grader?: Json };
    const { validationFile } = request;
    return {
      method: request.method,
      base: request.model.name,
      from: request.from?.weights ?? null,
      seed: job.seed,
      rows: examples,
      epochs,
      stepsPerEpoch: Math.ceil(examples / batchSize),
      batchSize,
      hyperparameters: chosen,
      training: () => examplesIn(files.read(request.trainingFile)),
      validation: validationFile === null ? null : () => examplesIn(files.read(validationFile)),
      grade: isReinforced && grader ? (output, item) => around.grade(grader, output, item) : null,
    };
  };

  const keep = (name: string, metrics: Metrics, weights: Weights): Checkpoint => {
    const created = Math.floor(time / 1000);
    const id = `ftchkpt-${randomBytes(16).toString("hex")}`;
    // Both ways of naming one are seen on Azure.
    const model = job.isDated && name !== modelName ? id : name;
    models.add({ name: model, jobId: job.id, base: request.model, weights, created });
    const checkpoint: Checkpoint = { id, created, model, step: job.step, metrics };
    job.checkpoints.unshift(checkpoint);
    return checkpoint;
  };
  const forget = (checkpoint: Checkpoint) => {
    job.checkpoints = job.checkpoints.filter((one) => one !== checkpoint);
    models.remove(checkpoint.model);
  };

  /** Waits until somebody resumes it; one that was interrupted for want of capacity goes on by itself. */
  const rest = async ({ words, level, ends }: Pause) => {
    isPauseWanted = false;
    job.status = "pausing";
    say(words, level);
    await pass(lasts.pausing);
    job.status = "paused";
    job.estimatedFinish = null;
    freeSlot();
    const woken = new Promise<number>((resolve, reject) => {
      wake = () => resolve(clock.now());
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    time = await (ends ? Promise.race([woken, clock.until(time + lasts.interruption, signal)]) : woken);
    wake = null;
    job.status = "resuming";
    say("Job is being resumed.");
    await takeSlot();
    await pass(lasts.resuming);
    job.status = "running";
    say("Job resumed.");
  };

  const train = async (lesson: Lesson) => {
    const training = await trainer.begin(lesson);
    const { stepsPerEpoch } = lesson;
    const steps = lesson.epochs * stepsPerEpoch;
    const compute = Number(lesson.hyperparameters.compute_multiplier) || 1;
    const stepLasts = isReinforced ? 600 * compute * lesson.batchSize : 250 + 20 * lesson.batchSize;
    const interruption = steps < 20 ? 0 : Math.floor(steps * (0.3 + (job.seed % 30) / 100));
    const told: Metrics[] = [];
    const epochs: Checkpoint[] = [];
    let spent = 0;
    let wasLimited = false;
    const inform = () => {
      job.estimatedFinish = Math.ceil((time + (steps - job.step) * stepLasts + lasts.evaluation) / 1000);
    };
    inform();
    say("Training started.");
    for (let step = 1; step <= steps; step++) {
      await pass(stepLasts);
      if (faults.training() === "job-fails")
        throw internal("The job failed due to an internal error of the service. Please submit it again.");
      const metrics = await training.step(step);
      signal.throwIfAborted();
      told.push(metrics);
      job.step = step;
      spent += stepLasts;
      const isEpoch = step % stepsPerEpoch === 0;
      if (steps <= 100 || step % 10 === 0 || isEpoch || step === 1) tell(stepEvent(time, step, metrics));
      if (step === steps) break;
      if (isEpoch) {
        epochs.push(keep(`${modelName}:ckpt-step-${step}`, metrics, training.weights()));
        // The end of training is an epoch, too.
        if (epochs.length >= mostEpochsKept) forget(epochs.shift() as Checkpoint);
        say(`Checkpoint created at step ${step}`);
      }
      const hasReachedLimit = spent >= spendingLimit || faults.training() === "spending-limit";
      const isLimited: boolean = isReinforced && !wasLimited && hasReachedLimit;
      const isInterrupted = step === interruption || faults.training() === "no-capacity";
      const why = isPauseWanted
        ? pauses.wanted
        : isLimited
          ? pauses.limit
          : kind === "developer" && isInterrupted
            ? pauses.interruption
            : null;
      if (why === null) continue;
      wasLimited ||= isLimited;
      if (!isEpoch) keep(`${modelName}:ckpt-step-${step}`, metrics, training.weights());
      await rest(why);
      inform();
    }
    // Too late to be paused.
    job.status = "running";
    return { told, weights: training.weights() };
  };

  const evaluate = async ({ teaches }: TrainingChecked) => {
    await pass(lasts.evaluation);
    if (teaches.length === 0) return say("Model Evaluation Passed.");
    for (const checkpoint of [...job.checkpoints]) forget(checkpoint);
    throw new Failed({
      code: "contentFilter",
      message:
        "This model is unable to be deployed. Model evaluation identified that this fine tuned model scores above " +
        `acceptable thresholds for [${teaches.map(harmName).join(", ")}]. Please review your training data set and ` +
        "resubmit the job.",
      param: null,
    });
  };

  const live = async () => {
    const data = await checked();
    const lesson = lessonOf(data);
    job.status = "queued";
    say("Files validated, moving job to queued state");
    say("Job enqueued. Waiting for jobs ahead to complete.");
    await pass(lasts.queue);
    await takeSlot();
    job.status = "running";
    say("Job started.");
    await pass(lasts.preparing);
    job.chosen = { ...lesson.hyperparameters };
    const { told, weights } = await train(lesson);
    await evaluate(data);
    const results = { purpose: "fine-tune-results", filename: "results.csv" };
    const file = await files.write(results, resultsOf(request.method, told));
    keep(modelName, told.at(-1) ?? {}, weights);
    job.tunedModel = modelName;
    job.resultFiles = [file.id];
    job.trainedTokens = data.tokens * lesson.epochs;
    job.status = "succeeded";
    job.finished = Math.floor(time / 1000);
    say("Job succeeded.");
    say(`Completed results file: ${file.id}`);
    // Billed in thousands, as seen on Azure.
    say(`Training tokens billed: ${Math.floor(job.trainedTokens / 1000) * 1000}`);
  };

  const fail = (error: unknown) => {
    if (signal.aborted) return;
    // What else can go wrong is that a file has been deleted meanwhile.
    const deleted = { code: "notFound", message: "A file of the job was deleted.", param: null };
    const told = error instanceof Failed ? error.error : deleted;
    job.status = "failed";
    job.finished = Math.floor(time / 1000);
    job.error = told;
    job.estimatedFinish = null;
    say(told.message, "error");
  };
  setImmediate(() => void live().catch(fail).finally(freeSlot));

  return {
    pause: () => {
      isPauseWanted = true;
    },
    resume: () => wake?.(),
    end: () => ended.abort(),
  };
}

/** Why a job is paused, as its events tell it. */
interface Pause {
  words: string;
  level: JobEvent["level"];
  /** By itself. */
  ends: boolean;
}

const pauses = {
  wanted: { words: "Job is being paused.", level: "info", ends: false },
  limit: {
    words:
      "Job is being paused: it has reached the per-job spending limit. When resumed, it goes on without a limit.",
    level: "warn",
    ends: false,
  },
  interruption: {
    words:
      "Job is being paused: capacity of the Developer tier was reclaimed. It resumes when there is some.",
    level: "warn",
    ends: true,
  },
} satisfies Record<string, Pause>;

/** `self_harm` as Self Harm. */
const harmName = (harm: string) =>
  harm
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
