import type { DeployOptions, NotHere } from "../../../preload/contract/tuned-models.ts";
import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { hostingOf } from "../hosting.ts";
import type { ModelFacts } from "./facts.ts";
import { portalOf } from "./portal.ts";
import { capacityOf, isDeveloper } from "./skus.ts";

/** Why a tuned model of a resource cannot be deployed from here; null where it can. */
export function whyNotHere(
  { deploy }: ModelFacts,
  isConnected: boolean,
  hasManagement: boolean,
): NotHere | null {
  if (!isConnected) return "not_connected";
  if (deploy.way === "portal") return "portal_only";
  // Without a sign-in the rest makes no difference.
  if (!hasManagement) return "key_only";
  return deploy.way === "unknown" || deploy.format === null ? "format_unknown" : null;
}

/** How a tuned model or a checkpoint can be deployed. `taken` are the names of the resource's deployments, `resourceId` is its id. */
export function optionsOf(
  { job, step, model }: { job: TuningJob; step: number | null; model: string },
  facts: ModelFacts,
  why: NotHere | null,
  taken: readonly string[],
  resourceId: string | null,
): DeployOptions {
  const { deploy, hosting } = facts;
  const hasDeveloper = deploy.types.some(isDeveloper);
  return {
    facts: deploy,
    why,
    types: deploy.types.map((sku) =>
      isDeveloper(sku)
        ? { sku, hosting: { price: null, perDay: 0, perMonth: 0, hasDeveloper }, lasts: "day" }
        : { sku, hosting: hostingOf(hosting, hasDeveloper), lasts: "idle" },
    ),
    name: freeName(nameOf(job, step), taken),
    capacity: capacityOf(deploy.format ?? ""),
    portal: portalOf(job, model, resourceId),
  };
}

/** What a deployment may be called at most: 64 characters (Azure REST specifications). */
const longest = 64;

/** A name for a deployment: that of the job, in the characters that Azure takes. */
function nameOf({ suffix, name }: TuningJob, step: number | null): string {
  const said = (suffix || name)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  const ending = step === null ? "" : `-step-${step}`;
  return `${(said || "tuned").slice(0, longest - ending.length - 4)}${ending}`;
}

function freeName(name: string, taken: readonly string[]): string {
  const names = new Set(taken.map((one) => one.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name}-${number}`;
    if (!names.has(tried)) return tried;
  }
}
