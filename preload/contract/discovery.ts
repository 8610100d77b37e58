import { z } from "zod";
import type { DeploymentStatus } from "./deployments.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { accountId } from "./fields.ts";
import { method } from "./method.ts";

/** What an account can see by Azure Resource Manager, as far as it has been read. Each part says where it could not be. */
export interface Discovery {
  accountId: string;
  tenants: FoundTenant[];
  done: boolean;
  /** Milliseconds since the epoch. */
  readAt: number;
}

/** A directory (tenant) of Microsoft Entra that an account can enter. */
export interface Directory {
  id: string;
  name: string | null;
}

/** A directory with what the account can see there. */
export interface FoundTenant extends Directory {
  subscriptions: FoundSubscription[];
  diagnosis: Diagnosis | null;
}

export interface FoundSubscription {
  id: string;
  name: string | null;
  resources: FoundResource[];
  diagnosis: Diagnosis | null;
}

/** A Foundry resource, or one of classic Azure OpenAI. */
export interface FoundResource {
  /** Its id in Azure. */
  id: string;
  name: string;
  kind: string | null;
  region: string | null;
  endpoint: string | null;
  /** Whether it takes no keys. */
  keysDisabled: boolean;
  /** Null where they could not be read, or not yet. */
  projects: { name: string; endpoint: string; isDefault: boolean }[] | null;
  deployments: { name: string; status: DeploymentStatus }[] | null;
  diagnosis: Diagnosis | null;
}

export const discovery = {
  /** Reads what an account can see; each step is an event. Throws where nothing can be read, or `cancelled`. */
  "discovery.read": method<Discovery>()(z.strictObject({ accountId })),
  /** The directories that an account can enter, and nothing in them. Throws why they cannot be listed. */
  "discovery.directories": method<Directory[]>()(z.strictObject({ accountId })),
  /** Ends a running `discovery.read`. */
  "discovery.cancel": method<void>()(z.void()),
};

export type DiscoveryEvents = {
  "discovery.changed": Discovery;
};
