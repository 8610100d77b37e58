import { FoundryError } from "../../foundry/error.ts";
import type { Jobs, RemoteJob } from "../../foundry/jobs/jobs.ts";
import type { JsonObject } from "../../foundry/json.ts";
import { type JobFiles, jobBody, jobMark, type ReadyPlan } from "./request.ts";
import type { RequestToRead } from "./request-text.ts";
import type { Start, Starts } from "./starts.ts";

/** What creating a job needs. */
export interface JobWay {
  jobs: Jobs;
  starts: Starts;
  signal: AbortSignal;
  /** A request with this body, as it is to be read. */
  requestWith(body: JsonObject): Promise<RequestToRead>;
  now(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Milliseconds that the clock of the service may be behind. */
const clockSkew = 900_000;

/** Milliseconds after which a list that does not have the job yet is read once more. */
const listPause = 5000;

/** Pages of the list that are looked through; the newest jobs come first. */
const pageLimit = 10;

/**
 * Creates the job of a start. Where the service has been asked before and nobody knows what came of it, the job is looked
 * for first: there are never two. Once it has been asked for it is not cut. Throws its refusal, and then nothing was
 * created; any other failure leaves open whether something was.
 */
export async function createJob(
  start: Start,
  plan: ReadyPlan,
  files: JobFiles,
  way: JobWay,
): Promise<RemoteJob> {
  const { jobs, starts, signal, now } = way;
  const found = await findJob(start, files, way);
  if (found) return found;
  const ask = async (body: JsonObject) => {
    const request = await way.requestWith(body);
    signal.throwIfAborted();
    starts.setAsked(start.jobId, { at: now(), request });
    try {
      return await jobs.create(body);
    } catch (error) {
      if (isNotCreated(error)) starts.setAsked(start.jobId, null);
      throw error;
    }
  };
  try {
    return await ask(jobBody(plan, files, start.jobId));
  } catch (error) {
    if (!isRefusalOf("metadata", error)) throw error;
    return ask(jobBody(plan, files, null));
  }
}

/** The job of a start among those of the service; undefined where it was never asked for, or is not there. */
export async function findJob(
  start: Start,
  files: JobFiles,
  { jobs, starts, signal, wait }: JobWay,
): Promise<RemoteJob | undefined> {
  const asked = starts.find(start.jobId)?.askedAt ?? null;
  if (asked === null) return undefined;
  const { suffix, model } = start.values;
  const isSame = (job: RemoteJob): boolean => {
    const mark = job.metadata[jobMark];
    if (mark !== undefined) return mark === start.jobId;
    return (
      job.trainingFile === files.training &&
      job.createdAt >= asked - clockSkew &&
      (job.suffix ?? "") === suffix &&
      job.model.toLowerCase() === model?.toLowerCase() &&
      starts.of(job.id) === null
    );
  };
  const look = async () => {
    let after: string | null = null;
    for (let page = 0; page < pageLimit; page += 1) {
      const list: { rows: RemoteJob[]; after: string | null } = await jobs.list(after, signal);
      const found = list.rows.find(isSame);
      const oldest = list.rows.at(-1)?.createdAt ?? 0;
      if (found || list.after === null || oldest < asked - clockSkew) return found;
      after = list.after;
    }
  };
  const found = await look();
  if (found) return found;
  await wait(listPause, signal);
  return look();
}

/** Whether a failure says for sure that nothing was created: a refusal, or a request that never arrived. */
export function isNotCreated(error: unknown): boolean {
  if (!(error instanceof FoundryError)) return false;
  const { code, raw } = error.diagnosis;
  const status = raw?.status;
  if (status !== undefined) return status >= 400 && status < 500 && status !== 408;
  return ["connection_refused", "host_not_found", "certificate_refused", "sign_in_expired"].includes(code);
}

/** Whether a refusal is about a field. */
function isRefusalOf(field: string, error: unknown): boolean {
  if (!(error instanceof FoundryError) || !isNotCreated(error)) return false;
  const { parameters, raw } = error.diagnosis;
  return parameters.parameter === field || (raw?.message ?? "").includes(field);
}
