import { type Exchange, isDated, readJson, sendCreated, sendJson, sendNothing } from "./exchange.ts";
import type { Job } from "./job.ts";
import { readJobRequest } from "./job-request.ts";
import { sendPage } from "./pages.ts";
import type { Resource } from "./resource.ts";

/** As told on the routes of v1 or the dated ones, which write "auto" as -1 (BerriAI/litellm#24687). */
function told(job: Job, isDated: boolean) {
  const { request, chosen } = job;
  const hyperparameters = chosen ?? request.hyperparameters;
  const epochs = hyperparameters.n_epochs ?? "auto";
  const told = { ...hyperparameters, n_epochs: isDated && epochs === "auto" ? -1 : epochs };
  const own = request.methodBody[request.method];
  return {
    id: job.id,
    object: "fine_tuning.job",
    status: job.status,
    model: request.modelName,
    fine_tuned_model: job.tunedModel,
    training_file: request.trainingFile,
    validation_file: request.validationFile,
    result_files: job.resultFiles,
    organization_id: null,
    created_at: job.created,
    finished_at: job.finished,
    estimated_finish: job.estimatedFinish,
    trained_tokens: job.trainedTokens,
    error: job.error,
    hyperparameters: told,
    method: {
      ...request.methodBody,
      [request.method]: { ...(typeof own === "object" ? own : {}), hyperparameters: told },
    },
    suffix: request.suffix,
    seed: job.seed,
    integrations: request.integrations,
    ...(request.metadata !== null && { metadata: request.metadata }),
    trainingType: request.trainingType,
  };
}

const idOf = ({ parameters }: Exchange) => parameters.id ?? "";
const send = (exchange: Exchange, job: Job) => sendJson(exchange, 200, told(job, isDated(exchange)));

/** `POST /fine_tuning/jobs`. */
export async function createJob(exchange: Exchange, { files, jobs, models }: Resource): Promise<void> {
  const request = readJobRequest(await readJson(exchange), files, models);
  sendCreated(exchange, told(jobs.begin(request, isDated(exchange)), isDated(exchange)));
}

/** `GET /fine_tuning/jobs`. */
export const listJobs = (exchange: Exchange, { jobs }: Resource): void =>
  sendPage(
    exchange,
    jobs.all().map((job) => told(job, isDated(exchange))),
  );

/** `GET /fine_tuning/jobs/{id}`. */
export const showJob = (exchange: Exchange, { jobs }: Resource): void =>
  send(exchange, jobs.get(idOf(exchange)));

/** `GET /fine_tuning/jobs/{id}/events`: the newest first. */
export const listEvents = (exchange: Exchange, { jobs }: Resource): void =>
  sendPage(exchange, jobs.get(idOf(exchange)).events.toReversed());

/** `GET /fine_tuning/jobs/{id}/checkpoints`: the newest first. */
export const listCheckpoints = (exchange: Exchange, { jobs }: Resource): void =>
  sendPage(
    exchange,
    jobs.get(idOf(exchange)).checkpoints.map(({ id, created, model, step, metrics }) => ({
      id,
      object: "fine_tuning.job.checkpoint",
      created_at: created,
      fine_tuned_model_checkpoint: model,
      fine_tuning_job_id: idOf(exchange),
      step_number: step,
      metrics: { ...metrics, step },
    })),
    10,
  );

/** `POST /fine_tuning/jobs/{id}/pause`. */
export const pauseJob = (exchange: Exchange, { jobs }: Resource): void =>
  send(exchange, jobs.pause(idOf(exchange)));

/** `POST /fine_tuning/jobs/{id}/resume`. */
export const resumeJob = (exchange: Exchange, { jobs }: Resource): void =>
  send(exchange, jobs.resume(idOf(exchange)));

/** `POST /fine_tuning/jobs/{id}/cancel`. */
export const cancelJob = (exchange: Exchange, { jobs }: Resource): void =>
  send(exchange, jobs.cancel(idOf(exchange)));

/** `DELETE /fine_tuning/jobs/{id}`. */
export function deleteJob(exchange: Exchange, { jobs, deployments }: Resource): void {
  jobs.remove(idOf(exchange), (model) => deployments.some((one) => one.model.name === model));
  sendNothing(exchange);
}
