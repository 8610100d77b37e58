import type { Clock } from "./clock.ts";

/** A checkpoint that is copied to another resource. */
interface CheckpointCopy {
  destinationResourceId: string;
  region: string;
  status: "InProgress" | "Completed" | "Failed";
}

/** The copies of checkpoints, by the checkpoint's name. */
export interface CheckpointCopies {
  begin(checkpoint: string, destination: Pick<CheckpointCopy, "destinationResourceId" | "region">): void;
  of(checkpoint: string): CheckpointCopy[];
}

/** Milliseconds that a copy takes. */
const lasts = 120_000;

/** None yet. */
export function createCheckpointCopies(clock: Clock): CheckpointCopies {
  const copies = new Map<string, { destinationResourceId: string; region: string; since: number }[]>();
  return {
    begin: (checkpoint, destination) => {
      const others = (copies.get(checkpoint) ?? []).filter(
        (one) => one.destinationResourceId !== destination.destinationResourceId,
      );
      copies.set(checkpoint, [...others, { ...destination, since: clock.now() }]);
    },
    of: (checkpoint) =>
      (copies.get(checkpoint) ?? []).map(({ since, ...destination }) => ({
        ...destination,
        status: statusOf(destination.destinationResourceId, clock.now() - since),
      })),
  };
}

/** A resource that is called so has no identity that may write there, or has never trained. */
function statusOf(destination: string, age: number): CheckpointCopy["status"] {
  if (age < lasts) return "InProgress";
  return /\/accounts\/[^/]*unreachable[^/]*$/i.test(destination) ? "Failed" : "Completed";
}
