import type { Directory, Discovery, FoundResource, FoundTenant } from "../../preload/contract/discovery.ts";
import {
  type FoundryAccount,
  listAccountDeployments,
  listAccounts,
  listProjects,
  listSubscriptions,
  listTenants,
  type Management,
  type Subscription,
} from "../foundry/deployments/arm.ts";
import { FoundryError } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keyedQueue } from "../keyed-queue.ts";

/** Milliseconds between two steps that are told: each holds all that was found so far. */
const pause = 100;

/** Requests at the same time: Azure Resource Manager counts them for the account. */
const atOnce = 6;

/** What accounts can see by Azure Resource Manager. One is read at a time. */
export interface Discoveries {
  /** Throws `discover`'s. */
  read(accountId: string): Promise<Discovery>;
  /** The directories that an account can enter. Throws why they cannot be listed. */
  directories(accountId: string): Promise<Directory[]>;
  cancel(): void;
}

/** Nothing is being read yet. */
export function createDiscoveries(
  management: (accountId: string, tenantId: string | null) => Management,
  emit: Emit,
): Discoveries {
  let running: AbortController | null = null;
  return {
    read: async (accountId) => {
      running?.abort();
      const abort = new AbortController();
      running = abort;
      return discover({
        accountId,
        management: (tenantId) => management(accountId, tenantId),
        tell: (found) => !abort.signal.aborted && emit("discovery.changed", found),
        signal: abort.signal,
      });
    },
    directories: async (accountId) => (await listTenants(management(accountId, null))).sort(byName),
    cancel: () => running?.abort(),
  };
}

/**
 * What an account can see by Azure Resource Manager: directories, subscriptions, resources, projects and what is
 * deployed, in this order. `tell` is called with each step; what cannot be read says why in its place. Throws the
 * diagnosis where not even the directories can be read, `cancelled` when the signal aborts.
 */
export async function discover(parts: {
  accountId: string;
  /** Azure Resource Manager with a token of a directory; of the account's own where null. */
  management: (tenantId: string | null) => Management;
  tell: (found: Discovery) => void;
  signal: AbortSignal;
}): Promise<Discovery> {
  const { accountId, management, tell, signal } = parts;
  const found: Discovery = { accountId, tenants: [], done: false, readAt: Date.now() };
  const inTurn = keyedQueue(atOnce);
  const step = paced(() => tell(found));

  /** Reads a part; what fails becomes the diagnosis that `write` puts in its place. */
  const read = async <Value>(
    ask: () => Promise<Value>,
    write: (value: Value) => void,
    place: { diagnosis: FoundTenant["diagnosis"] },
  ) => {
    try {
      write(await inTurn("management", ask));
    } catch (error) {
      if (!(error instanceof FoundryError) || signal.aborted) throw error;
      place.diagnosis = error.diagnosis;
    }
    step.tell();
  };

  const readResource = async (resource: FoundResource, asked: Management) => {
    const place = { diagnosis: null };
    await Promise.all([
      // A resource of classic Azure OpenAI has none.
      read(
        async () => (resource.kind === "OpenAI" ? [] : listProjects(asked, resource.id, signal)),
        (projects) => {
          resource.projects = projects;
        },
        place,
      ),
      read(
        () => listAccountDeployments(asked, resource.id, signal),
        (rows) => {
          resource.deployments = rows.map(({ name, status }) => ({ name, status: status ?? "unknown" }));
        },
        place,
      ),
    ]);
    resource.diagnosis = place.diagnosis;
  };

  const readTenant = async (given: Directory) => {
    const tenant: FoundTenant = { ...given, subscriptions: [], diagnosis: null };
    found.tenants.push(tenant);
    const asked = management(given.id);
    const readSubscription = async (one: Subscription) => {
      const subscription = { ...one, resources: [] as FoundResource[], diagnosis: null };
      tenant.subscriptions.push(subscription);
      await read(
        () => listAccounts(asked, one.id, signal),
        (accounts) => {
          subscription.resources = accounts.map(resourceOf).sort(byName);
        },
        subscription,
      );
      await Promise.all(subscription.resources.map((resource) => readResource(resource, asked)));
    };
    let subscriptions: Subscription[] = [];
    await read(
      () => listSubscriptions(asked, signal),
      (value) => {
        subscriptions = value.sort(byName);
      },
      tenant,
    );
    await Promise.all(subscriptions.map(readSubscription));
  };

  const tenants = await listTenants(management(null), signal);
  try {
    await Promise.all(tenants.sort(byName).map(readTenant));
  } finally {
    step.end();
  }
  found.done = true;
  tell(found);
  return found;
}

const resourceOf = ({ id, name, kind, region, endpoint, keysDisabled }: FoundryAccount): FoundResource => ({
  id,
  name,
  kind,
  region,
  endpoint,
  keysDisabled,
  projects: null,
  deployments: null,
  diagnosis: null,
});

const byName = (a: { id: string; name: string | null }, b: { id: string; name: string | null }) =>
  (a.name ?? a.id).localeCompare(b.name ?? b.id, "en");

/** Tells at once, and then not more often than each pause; what was held back is told after it. */
function paced(work: () => void) {
  let timer: NodeJS.Timeout | null = null;
  let isHeld = false;
  const tell = () => {
    isHeld = timer !== null;
    if (isHeld) return;
    work();
    timer = setTimeout(() => {
      timer = null;
      if (isHeld) tell();
    }, pause);
  };
  return { tell, end: () => timer && clearTimeout(timer) };
}
