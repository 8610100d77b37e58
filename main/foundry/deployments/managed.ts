import type { Management } from "./arm.ts";

/** A deployment as Azure Resource Manager tells of it. */
export interface ManagedDeployment {
  name: string;
  /** `Accepted`, `Creating`, `Succeeded`, `Failed`, `Deleting` and others. */
  state: string;
  model: string | null;
  version: string | null;
  format: string | null;
  sku: string | null;
  capacity: number | null;
  /** Milliseconds since the epoch; null where it is not said. */
  createdAt: number | null;
}

/** A model of a region, with when it ends (Azure Resource Manager, `locations/{region}/models`). */
export interface RegionModel {
  name: string;
  version: string;
  format: string;
  /** Whether the region says that it can be tuned. */
  canTune: boolean;
  skus: string[];
  /** Milliseconds since the epoch. */
  inferenceEnds: number | null;
  trainingEnds: number | null;
}

/** How much of a quota of a region is used. */
export interface Usage {
  name: string;
  used: number;
  limit: number;
}

/** The deployments of one resource in Azure. Each throws a FoundryError. */
export interface ManagedDeployments {
  list(signal?: AbortSignal): Promise<ManagedDeployment[]>;
  get(name: string, signal?: AbortSignal): Promise<ManagedDeployment>;
  /** Asks for it; it is there when `get` says `Succeeded`, and answers some time after that. */
  put(
    name: string,
    asked: { model: string; version: string; format: string; sku: string; capacity: number },
    signal?: AbortSignal,
  ): Promise<ManagedDeployment>;
  remove(name: string, signal?: AbortSignal): Promise<void>;
  /** The region of the resource, in Azure's short name. */
  region(signal?: AbortSignal): Promise<string>;
  models(signal?: AbortSignal): Promise<RegionModel[]>;
  usages(signal?: AbortSignal): Promise<Usage[]>;
}

export type CreateManaged = (asked: Management, resourceId: string) => ManagedDeployments;
