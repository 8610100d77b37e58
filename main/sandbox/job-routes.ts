import { type Exchange, isDated, readJson, sendCreated, sendJson } from "./exchange.ts";
import { readJobRequest } from "./job-request.ts";
import type { Job } from "./jobs.ts";
import { sendPage } from "./pages.ts";
import type { Resource } from "./resource.ts";

/** As told on the routes of v1 or the dated ones, which write "auto" as -1 (BerriAI/litellm#24687). */
function told({ id, request, status, created, finished, seed, error }: Job, isDated: boolean) {
  const { hyperparameters, methodBody, metadata } = request;
  const epochs = hyperparameters.n_epochs ?? "auto";
  return {
    id,
    object: "fine_tuning.job",
    status,
    model: request.modelName,
    fine_tuned_model: null,
    training_file: request.trainingFile,
    validation_file: request.validationFile,
    result_files: null,
    organization_id: null,
    created_at: created,
    finished_at: finished,
    estimated_finish: null,
    trained_tokens: null,
    error,
    hyperparameters: { ...hyperparameters, n_epochs: isDated && epochs === "auto" ? -1 : epochs },
    method: methodBody,
    suffix: request.suffix,
    seed,
    integrations: null,
    ...(metadata !== null && { metadata }),
    trainingType: request.trainingType,
  };
}

/** `POST /fine_tuning/jobs`. */
export async function createJob(exchange: Exchange, { files, jobs }: Resource): Promise<void> {
  const request = readJobRequest(await readJson(exchange), files);
  sendCreated(exchange, told(jobs.begin(request, isDated(exchange)), isDated(exchange)));
}

/** `GET /fine_tuning/jobs`. */
export const listJobs = (exchange: Exchange, { jobs }: Resource): void =>
  sendPage(
    exchange,
    jobs.all().map((job) => told(job, isDated(exchange))),
  );

const idOf = ({ parameters }: Exchange) => parameters.id ?? "";

/** `GET /fine_tuning/jobs/{id}`. */
export const showJob = (exchange: Exchange, { jobs }: Resource): void =>
  sendJson(exchange, 200, told(jobs.get(idOf(exchange)), isDated(exchange)));

/** `GET /fine_tuning/jobs/{id}/events`: the newest first. */
export const listEvents = (exchange: Exchange, { jobs }: Resource): void =>
  sendPage(exchange, jobs.get(idOf(exchange)).events.toReversed());

/** `POST /fine_tuning/jobs/{id}/cancel`. */
export const cancelJob = (exchange: Exchange, { jobs }: Resource): void =>
  sendJson(exchange, 200, told(jobs.cancel(idOf(exchange)), isDated(exchange)));
