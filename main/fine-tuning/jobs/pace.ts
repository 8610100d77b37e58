import { trainingTypeOf } from "../../../preload/tuning-methods.ts";
import type { StoredJob } from "./job-store.ts";
import { stateOf } from "./states.ts";

type Paced = Pick<StoredJob, "remote" | "sent" | "seen" | "detailedAt">;

/** Milliseconds between two readings of a job, null where it is not read again by itself. */
export function paceOf(job: Paced, isOpen: boolean): number | null {
  const { remote } = job;
  switch (stateOf(remote.status)) {
    case "running":
    case "ending":
      return isOpen ? 5_000 : 15_000;
    case "waiting":
    case "unknown":
      return isOpen ? 15_000 : 60_000;
    case "paused":
      // The service itself pauses and resumes Developer jobs; others wait for a person.
      return isOpen || trainingTypeOf(remote.trainingType) === "developer" ? 60_000 : null;
    default:
      return lacksItsEnd(job, isOpen) ? (isOpen ? 5_000 : 15_000) : null;
  }
}

/** Whether a job that is followed was seen to be over in a list only: its last checkpoints and numbers are not read yet. */
function lacksItsEnd(job: Paced, isOpen: boolean): boolean {
  const isFollowed = isOpen || job.sent !== null || job.detailedAt !== null;
  return isFollowed && !isReadSince(job);
}

/** Whether a job was read in full since it came to the state it is in: its checkpoints and numbers are there. */
export const isReadSince = ({ seen, detailedAt }: Pick<StoredJob, "seen" | "detailedAt">): boolean =>
  (detailedAt ?? 0) >= (seen.at(-1)?.at ?? 0);
