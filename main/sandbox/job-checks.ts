import type { Files } from "./files.ts";
import type { Job } from "./job.ts";
import { type Course, Failed, internalFailure } from "./job-course.ts";
import type { Json } from "./json.ts";
import { chosenFor } from "./training/chosen.ts";
import type { Lesson } from "./training/trainer.ts";
import { checkTraining, examplesIn, type TrainingChecked } from "./training-data.ts";

/** A plain upload above this seems to work, and then the job fails with a 500 (microsoft/azure-skills, large-file-uploads.md). */
const mostWholeBytes = 150 * 1024 * 1024;
/** Tokens times epochs of a job (Azure OpenAI quotas and limits, February 2026). */
const mostTokens = 2_000_000_000;
/** Milliseconds that a file takes, at least and for each byte. */
const lasts = { least: 3_000, perByte: 1 / 20_000 };

/** Checks the files of a job, and gives what is known of the one it trains on. Throws `Failed`. */
export async function checkFiles({ request }: Job, course: Course, files: Files): Promise<TrainingChecked> {
  const { trainingFile, validationFile, method, model } = request;
  let training: TrainingChecked | null = null;
  for (const [role, fileId] of [
    ["training", trainingFile],
    ["validation", validationFile],
  ] as const) {
    if (fileId === null) continue;
    course.say(`Validating ${role} file: ${fileId}`);
    const { bytes } = files.get(fileId);
    if (files.cameWhole(fileId) && bytes > mostWholeBytes)
      throw internalFailure("Internal server error (500).");
    const wanted = { fileId, role, method, images: model.images, tokens: model.tokens };
    const found = await checkTraining(files.read(fileId), wanted);
    await course.pass(lasts.least + bytes * lasts.perByte);
    for (const warning of found.warnings) course.say(warning, "warn");
    if (found.fault !== null) throw new Failed(found.fault);
    training ??= found;
  }
  if (training === null) throw internalFailure("Internal server error (500).");
  return training;
}

type Grade = (grader: Json, output: string, item: Json) => Promise<number | null>;

/** What a job trains with, what was left to the service chosen. Throws `Failed`. */
export function lessonOf({ request, seed }: Job, data: TrainingChecked, files: Files, grade: Grade): Lesson {
  const { method, model, trainingFile, validationFile } = request;
  const { examples, tokens } = data;
  const hyperparameters = chosenFor(request.hyperparameters, examples, method, model);
  const whole = (name: string) => Math.max(1, Math.round(Number(hyperparameters[name]) || 1));
  const epochs = whole("n_epochs");
  const batchSize = Math.min(examples, whole("batch_size"));
  if (tokens * epochs > mostTokens)
    throw new Failed({
      code: "invalid_training_file",
      message: `The training file has ${tokens} tokens: with ${epochs} epochs that is more than ${mostTokens}.`,
      param: "training_file",
    });
  const { grader = null, response_format: responseFormat = null } = (request.methodBody.reinforcement ??
    {}) as {
    grader?: Json;
    response_format?: Json;
  };
  return {
    ...{ method, seed, epochs, batchSize, hyperparameters },
    ...{ base: model.name, grader, responseFormat },
    from: request.from?.weights ?? null,
    rows: examples,
    stepsPerEpoch: Math.ceil(examples / batchSize),
    training: () => examplesIn(files.read(trainingFile)),
    validation: validationFile === null ? null : () => examplesIn(files.read(validationFile)),
    grade: method === "reinforcement" && grader ? (output, item) => grade(grader, output, item) : null,
  };
}
