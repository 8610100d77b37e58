import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Job } from "./job.ts";
import { type JobEvent, jobEvent } from "./job-events.ts";
import type { Slots } from "./training-slots.ts";

/** How a job goes on in time, and what it tells meanwhile. */
export interface Course {
  /** Fires when the job is cancelled, or the sandbox stops. */
  signal: AbortSignal;
  /** Its own time, which may be behind the clock's while it catches up: milliseconds since the epoch. */
  time(): number;
  seconds(): number;
  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): Promise<void>;
  /** Waits until what gives a time has come. */
  reach(coming: Promise<number>): Promise<void>;
  tell(event: JobEvent): void;
  say(message: string, level?: JobEvent["level"]): void;
  /** Waits for a place among the jobs that run. */
  takePlace(): Promise<void>;
  freePlace(): void;
  end(): void;
}

/** The job could not go on. */
export class Failed extends Error {
  readonly error: NonNullable<Job["error"]>;

  constructor(error: NonNullable<Job["error"]>) {
    super(error.message);
    this.error = error;
  }
}

/** A failure of the service's own. */
export const internalFailure = (message: string): Failed =>
  new Failed({ code: "internalFailure", message, param: null });

/** Where jobs of a type run. */
export const placeOf = ({ request }: Job): "developer" | "shared" =>
  request.type === "developer" ? "developer" : "shared";

/** Begins when the job was created. */
export function createCourse(
  job: Job,
  { clock, faults, slots }: { clock: Clock; faults: Faults; slots: Slots },
): Course {
  const ended = new AbortController();
  const { signal } = ended;
  let time = job.created * 1000;
  let hasPlace = false;
  const reach = async (coming: Promise<number>) => {
    time = await coming;
  };
  const tell = (event: JobEvent) => {
    if (faults.training() !== "events-stop") job.events.push(event);
  };
  return {
    signal,
    time: () => time,
    seconds: () => Math.floor(time / 1000),
    pass: (milliseconds) => reach(clock.until(time + milliseconds, signal)),
    reach,
    tell,
    say: (message, level = "info") => tell(jobEvent(time, level, message)),
    takePlace: async () => {
      await reach(slots.take(placeOf(job), time, signal));
      hasPlace = true;
    },
    freePlace: () => {
      if (hasPlace) slots.free(placeOf(job), signal.aborted ? clock.now() : time);
      hasPlace = false;
    },
    end: () => ended.abort(),
  };
}
