import { trainingTypeOf } from "./again.ts";
import type { StoredJob } from "./job-store.ts";
import { stateOf } from "./states.ts";

/** Milliseconds between two readings of a job, null where it is not read again by itself. */
export function paceOf({ remote }: Pick<StoredJob, "remote">, isOpen: boolean): number | null {
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
      return null;
  }
}
