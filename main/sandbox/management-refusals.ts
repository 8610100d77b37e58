import { type Refusal, Refused } from "./errors.ts";

const refused = (status: number, code: string, message: string): Refused =>
  new Refused({ status, body: { error: { code, message } } });

/** Another operation on the resource is not done yet, as quoted in public issues. */
export const refusedConflict = (account: string): Refused =>
  refused(
    409,
    "RequestConflict",
    `Another operation is being performed on the parent resource '${account}'. Please try again later.`,
  );

/** One that has failed is in the way of another under its name (microsoft/microsoft-foundry-for-vscode#554). */
export const refusedFailed = (name: string): Refused =>
  refused(
    400,
    "BadRequest",
    `The deployment '${name}' is in 'Failed' state, please delete it before creating a new one.`,
  );

/** What is asked for is more than is left, as quoted in public issues. */
export function refusedQuota(
  name: string,
  { wanted, used, limit }: { wanted: number; used: number; limit: number },
): Refused {
  return refused(
    400,
    "InsufficientQuota",
    `This operation require ${wanted} new capacity in quota ${name}, which is bigger than the current available ` +
      `capacity ${limit - used}. The current quota usage is ${used} and the quota limit is ${limit} for quota ${name}.`,
  );
}

/** The service's limits are worked out on some other day: a quota that is told as too many requests. */
export const refusedForNow = (name: string): Refused =>
  refused(429, "QuotaExceeded", `The quota ${name} is used up. Please try again later, or ask for more.`);

/** As quoted in public issues. */
export const refusedModel = ({
  format,
  name,
  version,
}: {
  format: string;
  name: string;
  version: string;
}): Refused =>
  refused(
    400,
    "DeploymentModelNotSupported",
    `The model 'Format:${format},Name:${name},Version:${version}' of account deployment is not supported.`,
  );

/** A kind of capacity that a model cannot be deployed on. */
export const refusedSku = (sku: string, model: string): Refused =>
  refused(
    400,
    "InvalidResourceProperties",
    `The specified SKU '${sku}' for model '${model}' is not supported in this region 'eastus2'.`,
  );

/** A body that is none of a deployment. */
export const refusedProperties = (message: string): Refused =>
  refused(400, "InvalidResourceProperties", message);

/** A deployment that is not there. */
export const refusedUnknown = (name: string): Refused =>
  refused(404, "ResourceNotFound", `The resource 'deployments/${name}' was not found.`);

/** Deployed, and not yet able to answer (microsoft/azure-skills, which does not tell the status). */
export const notReady: Refusal = {
  status: 503,
  body: {
    error: {
      code: "DeploymentNotReady",
      message: "The deployment is not ready to serve requests yet. Please wait a few minutes and try again.",
    },
  },
};

/** What a wrong format is answered with: nothing at all (microsoft/azure-skills, deployment.md). */
export const emptyError = 500;
