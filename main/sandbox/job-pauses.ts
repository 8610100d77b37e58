import type { Clock } from "./clock.ts";
import type { Job } from "./job.ts";
import type { Course } from "./job-course.ts";
import type { JobEvent } from "./job-events.ts";

/** The pauses of a job. */
export interface Pauses {
  /** A person wants one, after the step that is being done. */
  want(): void;
  isWanted(): boolean;
  resume(): void;
  /** Resolves when the job runs again. Rejects with the signal's reason. */
  rest(reason: keyof typeof reasons): Promise<void>;
}

/** Milliseconds that it takes to pause and to resume, and after which an interruption is over. */
const lasts = { pausing: 5_000, interruption: 60_000, resuming: 10_000 };

interface Reason {
  words: string;
  level: JobEvent["level"];
  /** By itself. */
  ends: boolean;
}

const reasons = {
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
} satisfies Record<string, Reason>;

/** Nobody wants one yet. */
export function createPauses(job: Job, course: Course, clock: Clock): Pauses {
  const { signal } = course;
  let isWanted = false;
  let wake: () => void = () => {};
  return {
    want: () => {
      isWanted = true;
    },
    isWanted: () => isWanted,
    resume: () => wake(),
    rest: async (reason) => {
      const { words, level, ends } = reasons[reason];
      isWanted = false;
      job.status = "pausing";
      course.say(words, level);
      await course.pass(lasts.pausing);
      job.status = "paused";
      job.estimatedFinish = null;
      course.freePlace();
      const woken = new Promise<number>((resolve, reject) => {
        wake = () => resolve(clock.now());
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      const over = ends ? [clock.until(course.time() + lasts.interruption, signal)] : [];
      await course.reach(Promise.race([woken, ...over]));
      job.status = "resuming";
      course.say("Job is being resumed.");
      await course.takePlace();
      await course.pass(lasts.resuming);
      job.status = "running";
      course.say("Job resumed.");
    },
  };
}
