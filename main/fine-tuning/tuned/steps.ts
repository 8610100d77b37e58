import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { ManagedDeployments } from "../../foundry/deployments/managed.ts";
import type { Clock } from "./clock.ts";
import type { DeploymentStore, StoredDeployment } from "./deployments-store.ts";

/** The deployments of a resource in Azure, as far as they are made and removed. */
export type AzureDeployments = Pick<ManagedDeployments, "get" | "put" | "remove" | "whyFailed">;

/** What a deployment is raised and removed with. */
export interface RaisingParts {
  store: DeploymentStore;
  /** Azure Resource Manager for the resource of a connection; null where a key is all there is. Throws why it cannot be asked. */
  managed(connectionId: string): Promise<AzureDeployments | null>;
  /** Asks one token; null where that was answered. */
  probe(connectionId: string, deployment: string, signal: AbortSignal): Promise<Diagnosis | null>;
  clock: Clock;
  changed(): void;
}

/** What every step of raising and removing has. */
export interface Steps extends RaisingParts {
  set(id: string, change: Partial<StoredDeployment>): void;
  gone(id: string): void;
}
