import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Job } from "./job.ts";
import type { Checkpoints } from "./job-checkpoints.ts";
import { type Course, internalFailure, placeOf } from "./job-course.ts";
import { stepEvent } from "./job-events.ts";
import { createPauses, type Pauses } from "./job-pauses.ts";
import type { Lesson, Metrics, Trainer, Weights } from "./training/trainer.ts";

/** What training needs of the resource, and of the job. */
interface Parts {
  clock: Clock;
  faults: Faults;
  trainer: Trainer;
  course: Course;
  checkpoints: Checkpoints;
}

/** The training of a job, which can be paused. */
export interface JobTraining extends Pick<Pauses, "want" | "resume"> {
  /** Trains to the end. Throws `Failed`, and the signal's reason. */
  run(lesson: Lesson): Promise<{ steps: Metrics[]; weights: Weights }>;
}

/** Milliseconds from the last step to the end of the job. */
const after = 15_000;
/**
 * Milliseconds of reinforcement after which it is paused for the limit of its spending, once (Foundry, cost management of
 * fine-tuning, October 2026, which names no amount any more).
 */
const spendingLimit = 4 * 3_600_000;
/** The fewest steps of a job of the Developer tier that is interrupted once by itself. */
const fewestInterrupted = 20;

/** Milliseconds of a step. */
function lastsOf({ method, batchSize, hyperparameters }: Lesson): number {
  if (method !== "reinforcement") return 250 + 20 * batchSize;
  return 600 * batchSize * (Number(hyperparameters.compute_multiplier) || 1);
}

/** Not begun yet. */
export function createTraining(
  job: Job,
  { clock, faults, trainer, course, checkpoints }: Parts,
): JobTraining {
  const pauses = createPauses(job, course, clock);

  const run = async (lesson: Lesson) => {
    const { stepsPerEpoch, method } = lesson;
    const steps = lesson.epochs * stepsPerEpoch;
    const lasts = lastsOf(lesson);
    const interruption = steps < fewestInterrupted ? 0 : Math.floor(steps * (0.3 + (job.seed % 30) / 100));
    let wasLimited = false;

    const inform = () => {
      job.estimatedFinish = Math.ceil((course.time() + (steps - job.step) * lasts + after) / 1000);
    };
    const reasonToPause = () => {
      const fault = faults.training();
      if (pauses.isWanted()) return "wanted";
      if (method === "reinforcement" && !wasLimited) {
        wasLimited = job.step * lasts >= spendingLimit || fault === "spending-limit";
        if (wasLimited) return "limit";
      }
      const isInterrupted = job.step === interruption || fault === "no-capacity";
      return placeOf(job) === "developer" && isInterrupted ? "interruption" : null;
    };

    const training = await trainer.begin(lesson);
    inform();
    course.say("Training started.");
    const done: Metrics[] = [];
    for (let step = 1; step <= steps; step++) {
      await course.pass(lasts);
      if (faults.training() === "job-fails")
        throw internalFailure(
          "The job failed due to an internal error of the service. Please submit it again.",
        );
      const metrics = await training.step(step);
      course.signal.throwIfAborted();
      done.push(metrics);
      job.step = step;
      const isEpoch = step % stepsPerEpoch === 0;
      // Every tenth step, as seen on Azure; a short job tells of each.
      if (steps <= 100 || step % 10 === 0 || step === 1 || isEpoch)
        course.tell(stepEvent(course.time(), step, metrics));
      if (step === steps) break;
      if (isEpoch) {
        checkpoints.keepEpoch(metrics, training.weights(), course.seconds());
        course.say(`Checkpoint created at step ${step}`);
      }
      const reason = reasonToPause();
      if (reason === null) continue;
      checkpoints.keepPause(metrics, training.weights(), course.seconds());
      await pauses.rest(reason);
      inform();
    }
    // After its last step it is too late to be paused.
    job.status = "running";
    return { steps: done, weights: training.weights() };
  };

  return { run, want: pauses.want, resume: pauses.resume };
}
