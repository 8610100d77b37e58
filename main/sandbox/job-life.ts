import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Files } from "./files.ts";
import type { Job } from "./job.ts";
import { createCheckpoints } from "./job-checkpoints.ts";
import { checkFiles, lessonOf } from "./job-checks.ts";
import { createCourse, Failed, internalFailure } from "./job-course.ts";
import { createTraining } from "./job-training.ts";
import type { Json } from "./json.ts";
import { resultsOf } from "./results-file.ts";
import type { Trainer } from "./training/trainer.ts";
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

/** Milliseconds that each part of a job takes, beside its files and its steps. */
const lasts = { pending: 2_000, queue: 12_000, preparing: 15_000, evaluation: 15_000 };

/** Lets a job that is pending become what it will. */
export function beginLife(job: Job, around: Surroundings): Life {
  const { files, models } = around;
  const { request } = job;
  const course = createCourse(job, around);
  const checkpoints = createCheckpoints(job, models);
  const training = createTraining(job, { ...around, course, checkpoints });

  const live = async () => {
    await course.pass(lasts.pending);
    job.status = "validating_files";
    const data = await checkFiles(job, course, files);
    const lesson = lessonOf(job, data, files, around.grade);
    job.status = "queued";
    course.say("Files validated, moving job to queued state");
    course.say("Job enqueued. Waiting for jobs ahead to complete.");
    await course.pass(lasts.queue);
    await course.takePlace();
    job.status = "running";
    course.say("Job started.");
    await course.pass(lasts.preparing);
    job.chosen = { ...lesson.hyperparameters };
    const { steps, weights } = await training.run(lesson);
    await course.pass(lasts.evaluation);
    if (data.teaches.length > 0) {
      checkpoints.forgetAll();
      throw harmful(data.teaches);
    }
    course.say("Model Evaluation Passed.");
    const results = { purpose: "fine-tune-results", filename: "results.csv" };
    const { id } = await files.write(results, resultsOf(request.method, steps));
    job.tunedModel = checkpoints.keepLast(steps.at(-1) ?? {}, weights, course.seconds());
    job.resultFiles = [id];
    job.trainedTokens = data.tokens * lesson.epochs;
    job.status = "succeeded";
    job.finished = course.seconds();
    course.say("Job succeeded.");
    course.say(`Completed results file: ${id}`);
    // Billed in thousands, as seen on Azure.
    course.say(`Training tokens billed: ${Math.floor(job.trainedTokens / 1000) * 1000}`);
  };

  const failureOf = (error: unknown): Failed => {
    if (error instanceof Failed) return error;
    const names = [request.trainingFile, request.validationFile].filter((id) => id !== null);
    if (names.some((id) => !files.has(id)))
      return new Failed({ code: "notFound", message: "A file of the job was deleted.", param: null });
    console.error(error);
    return internalFailure("The job failed due to an internal error of the service.");
  };
  const fail = (error: unknown) => {
    if (course.signal.aborted) return;
    const failure = failureOf(error);
    job.status = "failed";
    job.finished = course.seconds();
    job.error = failure.error;
    job.estimatedFinish = null;
    course.say(failure.message, "error");
  };
  setImmediate(() => void live().catch(fail).finally(course.freePlace));

  return { pause: training.want, resume: training.resume, end: course.end };
}

/** Of what kinds a model has been found to do harm. */
const harmful = (kinds: readonly string[]): Failed =>
  new Failed({
    code: "contentFilter",
    message:
      "This model is unable to be deployed. Model evaluation identified that this fine tuned model scores above " +
      `acceptable thresholds for [${kinds.map(harmName).join(", ")}]. Please review your training data set and ` +
      "resubmit the job.",
    param: null,
  });

/** `self_harm` as Self Harm. */
const harmName = (harm: string) =>
  harm
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
