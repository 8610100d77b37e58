import type { ManagedDeployment } from "../../foundry/deployments/managed.ts";
import type { StoredDeployment } from "./deployments-store.ts";
import { isAbsent, pauseAfter } from "./reaction.ts";
import type { AzureDeployments } from "./steps.ts";

/** Milliseconds for which Azure may not know yet what it has accepted, or what it got from a request nobody saw answered. */
export const blind = 20_000;

/** What Azure says of a deployment; null where there is none. Throws any other failure. */
export async function look(
  azure: Pick<AzureDeployments, "get">,
  name: string,
  signal: AbortSignal,
): Promise<ManagedDeployment | null> {
  try {
    return await azure.get(name, signal);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Asks for it to be deleted; that it is gone already is as good. */
export async function askToDelete(
  azure: Pick<AzureDeployments, "remove">,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  await azure.remove(name, signal).catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
}

/** Milliseconds until the next look at what Azure does, after so many looks. */
export const untilNextLook = (looks: number): number => pauseAfter(looks, [3000, 30_000]);

/** Whether another model stands under the name. */
export const isOther = ({ model }: StoredDeployment, seen: ManagedDeployment): boolean =>
  seen.model !== null && seen.model !== model;

/** Whether Azure is deleting it. */
export const isDeleting = ({ state }: ManagedDeployment): boolean => /^deleting$/i.test(state);

/** Whether it has ended and will not answer (Azure REST specifications, `DeploymentProvisioningState`). */
export const hasFailed = ({ state }: ManagedDeployment): boolean =>
  /^(failed|canceled|cancelled|disabled)$/i.test(state);
