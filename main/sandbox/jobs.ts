import { randomBytes, randomInt } from "node:crypto";
import { hasEnded, type Job } from "./job.ts";
import { jobEvent } from "./job-events.ts";
import { beginLife, type Life, type Surroundings } from "./job-life.ts";
import type { JobRequest } from "./job-request.ts";
import { refusedTraining } from "./training-refusals.ts";
import { createSlots } from "./training-slots.ts";

/** The fine-tuning jobs of the resource. */
export interface Jobs {
  /** The newest first. */
  all(): Job[];
  /** Throws `Refused` for a job that is not there, as do the others that take an id. */
  get(id: string): Job;
  /** Throws `Refused` where there are as many jobs as there may be. */
  begin(request: JobRequest, isOnDatedRoute: boolean): Job;
  /** Throws `Refused` for a job that is not running, has done no step, or cannot be paused. */
  pause(id: string): Job;
  /** Throws `Refused` for a job that is not paused. */
  resume(id: string): Job;
  /** Throws `Refused` for a job that has ended. */
  cancel(id: string): Job;
  /** Takes a job away that has ended, with its models. Throws `Refused` for others, and while a model of it is deployed. */
  remove(id: string, isDeployed: (model: string) => boolean): void;
  close(): void;
}

/** Limits of a resource (Azure OpenAI quotas and limits, February 2026). */
const limits = { jobs: 100, queued: 20, running: { shared: 3, developer: 5 } };

/** No job yet. */
export function createJobs(around: Omit<Surroundings, "slots">): Jobs {
  const { clock, models } = around;
  const jobs = new Map<string, { job: Job; life: Life }>();
  const slots = createSlots(limits.running);

  const kept = (id: string) => {
    const found = jobs.get(id);
    if (found) return found;
    throw refusedTraining("notFound", `The fine-tuning job '${id}' was not found.`);
  };
  const unexpected = ({ id, status }: Job, more = "") =>
    refusedTraining("unexpectedEntityState", `The fine-tuning job '${id}' is ${status}${more}.`);
  const all = () => [...jobs.values()].map(({ job }) => job).reverse();
  const isWaiting = ({ status }: Job) => ["pending", "validating_files", "queued"].includes(status);

  return {
    all,
    get: (id) => kept(id).job,
    begin: (request, isOnDatedRoute) => {
      if (jobs.size >= limits.jobs || all().filter(isWaiting).length >= limits.queued)
        throw refusedTraining("quotaExceeded", "The resource has the most fine-tuning jobs it may have.");
      const job: Job = {
        id: `${isOnDatedRoute ? "ft" : "ftjob"}-${randomBytes(16).toString("hex")}`,
        request,
        isDated: isOnDatedRoute,
        status: "pending",
        created: clock.seconds(),
        finished: null,
        estimatedFinish: null,
        seed: request.seed ?? randomInt(2 ** 31),
        error: null,
        chosen: null,
        tunedModel: null,
        resultFiles: null,
        trainedTokens: null,
        step: 0,
        events: [],
        checkpoints: [],
      };
      job.events.push(jobEvent(job.created * 1000, "info", `Created fine-tuning job: ${job.id}`));
      jobs.set(job.id, { job, life: beginLife(job, { ...around, slots }) });
      return job;
    },
    pause: (id) => {
      const { job, life } = kept(id);
      if (job.status !== "running") throw unexpected(job);
      if (job.step === 0) throw unexpected(job, ", but has not completed a step yet");
      if (job.request.model.format !== "OpenAI")
        throw refusedTraining("invalidPayload", `Fine-tuning of ${job.request.modelName} cannot be paused.`);
      job.status = "pausing";
      life.pause();
      return job;
    },
    resume: (id) => {
      const { job, life } = kept(id);
      if (job.status !== "paused") throw unexpected(job);
      job.status = "resuming";
      life.resume();
      return job;
    },
    cancel: (id) => {
      const { job, life } = kept(id);
      if (hasEnded(job)) throw unexpected(job);
      life.end();
      job.status = "cancelled";
      job.finished = clock.seconds();
      job.estimatedFinish = null;
      job.events.push(jobEvent(clock.now(), "info", "Job cancelled."));
      return job;
    },
    remove: (id, isDeployed) => {
      const { job } = kept(id);
      if (!hasEnded(job)) throw unexpected(job);
      const own = models.all().filter(({ jobId }) => jobId === id);
      const deployed = own.find(({ name }) => isDeployed(name));
      if (deployed)
        throw refusedTraining(
          "conflict",
          `The fine-tuned model '${deployed.name}' cannot be deleted while it is deployed.`,
        );
      for (const { name } of own) models.remove(name);
      jobs.delete(id);
    },
    close: () => {
      for (const { life } of jobs.values()) life.end();
    },
  };
}
