import { randomBytes, randomInt } from "node:crypto";
import { type Files, inSeconds } from "./files.ts";
import type { JobRequest } from "./job-request.ts";
import { checkTraining, type TrainingFault } from "./training-data.ts";
import { refusedTraining } from "./training-refusals.ts";

/** A fine-tuning job. Times in seconds since the epoch. */
export interface Job {
  id: string;
  request: JobRequest;
  status: "pending" | "validating_files" | "queued" | "failed" | "cancelled";
  created: number;
  finished: number | null;
  seed: number;
  error: TrainingFault | { code: string; message: string; param: null } | null;
  /** The oldest first. */
  events: JobEvent[];
}

interface JobEvent {
  id: string;
  object: "fine_tuning.job.event";
  created_at: number;
  level: "info" | "warn" | "error";
  message: string;
  type: "message";
}

/** The fine-tuning jobs of the resource. */
export interface Jobs {
  /** The newest first. */
  all(): Job[];
  /** Throws `Refused` for a job that is not there, as do the others that take an id. */
  get(id: string): Job;
  /** Throws `Refused` where there are as many jobs as there may be. */
  begin(request: JobRequest, isOnDatedRoute: boolean): Job;
  /** Throws `Refused` for a job that has ended. */
  cancel(id: string): Job;
}

/** Limits of a resource (Azure OpenAI quotas and limits, February 2026). */
const limits = { jobs: 100, queued: 20 };

/** A plain upload above this seems to work, and then the job fails with a 500 (microsoft/azure-skills, large-file-uploads.md). */
const mostWholeBytes = 150 * 1024 * 1024;

/** No job yet. A job's files are checked as the service checks them; then it waits in the queue, for nothing is trained. */
export function createJobs(files: Files): Jobs {
  const jobs = new Map<string, Job>();

  const say = (job: Job, level: JobEvent["level"], message: string) => {
    job.events.push({
      id: `ftevent-${randomBytes(16).toString("hex")}`,
      object: "fine_tuning.job.event",
      created_at: inSeconds(),
      level,
      message,
      type: "message",
    });
  };
  const isStill = (job: Job, ...states: Job["status"][]) => states.includes(job.status);

  const fail = (job: Job, error: Job["error"]) => {
    if (!isStill(job, "pending", "validating_files")) return;
    job.status = "failed";
    job.finished = inSeconds();
    job.error = error;
    say(job, "error", error?.message ?? "");
  };

  const validate = async (job: Job) => {
    if (!isStill(job, "pending")) return;
    job.status = "validating_files";
    const { trainingFile, validationFile, method, model } = job.request;
    for (const [role, fileId] of [
      ["training", trainingFile],
      ["validation", validationFile],
    ] as const) {
      if (fileId === null) continue;
      say(job, "info", `Validating ${role} file: ${fileId}`);
      if (files.cameWhole(fileId) && files.get(fileId).bytes > mostWholeBytes)
        return fail(job, { code: "internalFailure", message: "Internal server error (500).", param: null });
      const wanted = { fileId, role, method, images: model.images, tokens: model.tokens };
      const { fault, warnings } = await checkTraining(files.read(fileId), wanted);
      for (const warning of warnings) say(job, "warn", warning);
      if (fault !== null) return fail(job, fault);
    }
    if (!isStill(job, "validating_files")) return;
    job.status = "queued";
    say(job, "info", "Files validated, moving job to queued state");
  };

  const get = (id: string) => {
    const found = jobs.get(id);
    if (found) return found;
    throw refusedTraining("notFound", `The fine-tuning job '${id}' was not found.`);
  };

  return {
    all: () => [...jobs.values()].reverse(),
    get,
    begin: (request, isOnDatedRoute) => {
      const waiting = [...jobs.values()].filter(({ status }) => !["failed", "cancelled"].includes(status));
      if (jobs.size >= limits.jobs || waiting.length >= limits.queued)
        throw refusedTraining("quotaExceeded", "The resource has the most fine-tuning jobs it may have.");
      const job: Job = {
        id: `${isOnDatedRoute ? "ft" : "ftjob"}-${randomBytes(16).toString("hex")}`,
        request,
        status: "pending",
        created: inSeconds(),
        finished: null,
        seed: request.seed ?? randomInt(2 ** 31),
        error: null,
        events: [],
      };
      jobs.set(job.id, job);
      say(job, "info", `Created fine-tuning job: ${job.id}`);
      setImmediate(() => {
        // A file that is deleted while it is read.
        validate(job).catch(() =>
          fail(job, { code: "notFound", message: "A file of the job was deleted.", param: null }),
        );
      });
      return job;
    },
    cancel: (id) => {
      const job = get(id);
      if (isStill(job, "failed", "cancelled"))
        throw refusedTraining("unexpectedEntityState", `The fine-tuning job '${id}' is ${job.status}.`);
      job.status = "cancelled";
      job.finished = inSeconds();
      say(job, "info", "The job was cancelled.");
      return job;
    },
  };
}
