import type { DeployOptions } from "../../../preload/contract/tuned-models.ts";
import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";

/** Where deployments are made by hand, at Azure and at Azure Government (Foundry in Azure Government, 2026-06-05). */
const portals = { usual: "https://ai.azure.com", government: "https://ai.azure.us" };

/** The parts of the id of a resource that the portal's addresses have. */
const idShape =
  /^\/subscriptions\/([0-9a-f-]{36})\/resourceGroups\/([^/]+)\/providers\/[^/]+\/accounts\/([^/]+)$/i;

/** What the portal calls a resource: its name, without the hosts that it has. */
const nameOf = (host: string): string =>
  /^([a-z0-9-]+)\.(?:openai|services\.ai|cognitiveservices)\.azure\./i.exec(host)?.[1] ?? host;

/**
 * Where in the portal a model of a job is deployed: the page of the job, as far as its resource is known by its id, else
 * where the portal begins.
 */
export function portalOf(job: TuningJob, model: string, resourceId: string | null): DeployOptions["portal"] {
  const { resource, project, jobId } = job;
  const home = /\.us$/i.test(resource) ? portals.government : portals.usual;
  const page = jobPage(job, resourceId);
  return {
    url: page === null ? `${home}/` : `${home}/nextgen/r/${page}`,
    isJob: page !== null,
    ...{ resource: nameOf(resource), project, job: jobId, model },
  };
}

/**
 * The path of a job's page as Microsoft's own tools print it (azure-dev, extension for fine-tuning; Aspire, Foundry
 * projects): a subscription is its 16 bytes in base64. Null where that is not known, or there is no project.
 */
function jobPage({ project, jobId }: TuningJob, resourceId: string | null): string | null {
  const [, subscription, group, account] = idShape.exec(resourceId ?? "") ?? [];
  if (!subscription || !group || !account || project === null) return null;
  const bytes = Buffer.from(subscription.replaceAll("-", ""), "hex");
  const place = [bytes.toString("base64url"), group, "", account, project].map(encodeURIComponent).join(",");
  return `${place}/build/fine-tune/${encodeURIComponent(jobId)}/details`;
}
