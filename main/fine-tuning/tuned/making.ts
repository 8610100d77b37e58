import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { ManagedDeployment } from "../../foundry/deployments/managed.ts";
import { diagnosisOf, FoundryError } from "../../foundry/error.ts";
import type { DeploymentStore, StoredDeployment } from "./deployments-store.ts";
import { askToDelete, blind, hasFailed, isDeleting, isOther, look, untilNextLook } from "./look.ts";
import { skuNames } from "./skus.ts";
import type { AzureDeployments, Steps } from "./steps.ts";

/** What is known of making one deployment as long as the app runs. */
export interface Making {
  missed: number;
  looks: number;
  /** Where Azure tells what became of the request. */
  operation: string | null;
}

/** How often something accepted may be missing before it counts as gone. */
const mostMissed = 3;

/**
 * Takes one step towards a deployment that Azure says has succeeded; gives how long to wait before the next, or null where
 * there is none. Throws a FoundryError.
 */
export async function makeOnce(
  steps: Steps,
  row: StoredDeployment,
  course: Making,
  signal: AbortSignal,
): Promise<number | null> {
  const { set, gone } = steps;
  const { id, deployment } = row;
  const azure = await steps.managed(row.connectionId);
  if (azure === null) {
    set(id, { state: "failed", diagnosis: diagnosisOf("deploy_in_portal", { why: "" }) });
    return null;
  }
  const seen = await look(azure, deployment, signal);
  signal.throwIfAborted();
  if (!row.isAccepted) return accept(steps, azure, row, seen, course, signal);
  if (seen === null) {
    course.missed += 1;
    if (course.missed < mostMissed) return blind / 2;
    gone(id);
    return null;
  }
  course.missed = 0;
  return follow(steps, azure, row, seen, course, signal);
}

/** Asks for it, or takes what is there already as its own. */
async function accept(
  steps: Steps,
  azure: AzureDeployments,
  row: StoredDeployment,
  seen: ManagedDeployment | null,
  course: Making,
  signal: AbortSignal,
): Promise<number | null> {
  const { set, clock } = steps;
  const { id, deployment } = row;
  if (seen !== null && isOther(row, seen)) {
    const diagnosis = diagnosisOf("deployment_name_taken", { deployment, model: seen.model ?? "" });
    set(id, { state: "failed", goneAt: clock.now(), diagnosis });
    return null;
  }
  // One that has failed stands in the way of the next under its name (microsoft-foundry-for-vscode#554).
  if (seen !== null && hasFailed(seen)) await askToDelete(azure, deployment, signal);
  if (seen !== null && (hasFailed(seen) || isDeleting(seen))) {
    course.looks += 1;
    return untilNextLook(course.looks - 1);
  }
  const made = seen ?? (await put(steps.store, azure, row, course));
  set(id, { isAccepted: true, begunAt: made.createdAt ?? clock.now(), diagnosis: null });
  return follow(steps, azure, row, made, course, signal);
}

async function follow(
  { set }: Steps,
  azure: AzureDeployments,
  { id, deployment, begunAt, createdAt }: StoredDeployment,
  seen: ManagedDeployment,
  course: Making,
  signal: AbortSignal,
): Promise<number | null> {
  // One that has no state has succeeded (Azure Resource Manager, asynchronous operations).
  if (/^(?:succeeded)?$/i.test(seen.state)) {
    set(id, { state: "starting", diagnosis: null });
    return 0;
  }
  if (hasFailed(seen)) {
    const asked = { operation: course.operation, since: begunAt ?? createdAt };
    const diagnosis = await whyFailed(azure, deployment, seen.state, asked, signal);
    set(id, { state: "failed", diagnosis });
    return null;
  }
  course.looks += 1;
  return untilNextLook(course.looks - 1);
}

/** Azure's reason; that it gives none where it cannot be had. */
async function whyFailed(
  azure: AzureDeployments,
  deployment: string,
  status: string,
  asked: { operation: string | null; since: number },
  signal: AbortSignal,
): Promise<Diagnosis> {
  const said = await azure.whyFailed(deployment, asked, signal).catch(() => null);
  signal.throwIfAborted();
  return said ?? diagnosisOf("deployment_not_made", { deployment, status });
}

/**
 * Asks for it, under the names that its type may have. It is not cut by a signal: whoever removes it has to know whether
 * it arrived.
 */
async function put(
  store: DeploymentStore,
  azure: AzureDeployments,
  { deployment, model, version, format, sku, capacity }: StoredDeployment,
  course: Making,
): Promise<ManagedDeployment> {
  const names = skuNames(sku ?? "", store.fact("developer sku"));
  for (const [place, name] of names.entries()) {
    try {
      const asked = { model, version, format, sku: name, capacity: capacity ?? 1 };
      const { operation, ...made } = await azure.put(deployment, asked);
      course.operation = operation;
      if (names.length > 1) store.setFact("developer sku", name);
      return made;
    } catch (error) {
      if (place === names.length - 1 || !refusesSku(error)) throw error;
    }
  }
  throw new Error("A deployment type has no name.");
}

/** Whether a refusal is about the name of the deployment type. */
const refusesSku = (error: unknown): boolean =>
  error instanceof FoundryError && error.diagnosis.code === "deploy_type_refused";
