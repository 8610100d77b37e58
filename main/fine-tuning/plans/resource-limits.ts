import type { JobState } from "../../../preload/contract/tuning-jobs.ts";
import type { ResourceLimits } from "../../../preload/contract/tuning-plans.ts";
import type { RemoteFile } from "../../foundry/files/files.ts";
import { everyPage } from "../../foundry/http/documents.ts";
import type { Jobs, RemoteJob } from "../../foundry/jobs/jobs.ts";
import { stateOf } from "../jobs/states.ts";
import { serviceLimits } from "./service-limits.ts";
import { isTunedName } from "./tunable-list.ts";

/** What lies at a resource: null where it could not be read. */
export interface ResourceContents {
  files: readonly RemoteFile[] | null;
  jobs: readonly RemoteJob[] | null;
  /** Models that are deployed. */
  deployed: readonly string[] | null;
  quotas: ResourceLimits["quotas"];
}

/** All jobs of a resource. Throws what the list throws. */
export async function everyJob(jobs: Jobs): Promise<RemoteJob[]> {
  const found: RemoteJob[] = [];
  for await (const rows of everyPage((after) => jobs.list(after))) found.push(...rows);
  return found;
}

/** How full a resource is, by what lies there. */
export function limitsIn(
  connectionId: string,
  { files, jobs, deployed, quotas }: ResourceContents,
  readAt: number,
): ResourceLimits {
  const { listedAt } = serviceLimits;
  const ofTraining = files?.filter(({ purpose }) => purpose.startsWith("fine-tune")) ?? null;
  const inState = (...states: readonly JobState[]) =>
    jobs?.filter(({ status }) => states.includes(stateOf(status))).length ?? null;
  return {
    connectionId,
    files: { used: ofTraining?.length ?? null, most: serviceLimits.files },
    bytes: {
      used: ofTraining?.reduce((sum, { bytes }) => sum + bytes, 0) ?? null,
      most: serviceLimits.bytes,
    },
    jobs: { used: jobs?.length ?? null, most: serviceLimits.jobs },
    running: { used: inState("running", "ending"), most: serviceLimits.running },
    queued: { used: inState("waiting"), most: serviceLimits.queued },
    deployments: {
      used: deployed?.filter(isTunedName).length ?? null,
      most: serviceLimits.deployments,
    },
    quotas,
    listedAt,
    readAt,
  };
}
