import { diagnosisOf, FoundryError } from "../../foundry/error.ts";
import type { StoredDeployment } from "./deployments-store.ts";
import { askToDelete, blind, isDeleting, isOther, look, untilNextLook } from "./look.ts";
import type { Steps } from "./steps.ts";

/**
 * Takes one step towards a deployment that is not there any more; gives how long to wait before the next, or null where
 * there is none. Throws a FoundryError.
 */
export async function removeOnce(
  { set, gone, managed, clock }: Steps,
  row: StoredDeployment,
  course: { absent: number; looks: number; wasSeen: boolean },
  signal: AbortSignal,
): Promise<number | null> {
  const { id, deployment, begunAt } = row;
  const azure = await managed(row.connectionId);
  if (azure === null) throw new FoundryError(diagnosisOf("deploy_in_portal", { why: "" }));
  const seen = await look(azure, deployment, signal);
  signal.throwIfAborted();
  if (seen === null) {
    course.absent += 1;
    // A request that nobody saw answered may still arrive, and Azure may not show at once what it has taken.
    const isYoung = begunAt === null || clock.now() - begunAt < 3 * blind;
    if (isYoung && !course.wasSeen && course.absent < 2) return blind;
    gone(id);
    return null;
  }
  course.absent = 0;
  course.wasSeen = true;
  if (isOther(row, seen)) {
    gone(id);
    return null;
  }
  if (!isDeleting(seen)) {
    set(id, { isAccepted: true });
    await askToDelete(azure, deployment, signal);
  }
  course.looks += 1;
  return untilNextLook(course.looks - 1);
}
