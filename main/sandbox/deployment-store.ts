import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Ending } from "./deployment-endings.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { type QuotaState, quotaOf, quotas } from "./quotas.ts";

/** What is deployed on the resource: what was when it began, and what was asked for since. */
export interface DeploymentStore {
  /** All of them as they are now. */
  all(): SandboxDeployment[];
  /** Begins to deploy, or changes what is deployed under that name; gives the id of the operation. */
  put(deployment: Asked, ending: Ending | null): string;
  /** How far an operation has come; nothing where there is none of that id, or its deployment is gone. */
  operation(id: string): { status: string; ending: Ending | null } | undefined;
  /** What has failed, and when. */
  failures(): { name: string; at: number; ending: Ending }[];
  /** Begins to delete one. */
  remove(name: string): void;
  /** A question was asked of one. */
  called(name: string): void;
  /** Whether something is being deployed or deleted. */
  isBusy(): boolean;
  usages(): QuotaState[];
}

type Asked = Omit<SandboxDeployment, "status" | "answersFrom">;

interface Kept {
  deployment: SandboxDeployment;
  /** Milliseconds since the epoch; null for what was there before. */
  since: number | null;
  called: number | null;
  deleting: number | null;
  operation: string;
  /** How it ends; null for well. */
  ending: Ending | null;
}

const hour = 3_600_000;

/** Milliseconds after it was asked for. Ready comes later than succeeded (microsoft/azure-skills, deployment.md). */
const after = { creating: 3_000, succeeded: 40_000, answering: 115_000, deleted: 5_000, quota: 17_000 };
/** How long a Developer deployment lasts, and one that nobody calls (Foundry, fine-tuning deployment). */
const lasts = { developer: 24 * hour, unused: 15 * 24 * hour };

/** Only what was there when it began. */
export function createDeploymentStore(began: readonly SandboxDeployment[], clock: Clock): DeploymentStore {
  const kept = new Map<string, Kept>(
    began.map((deployment) => [
      deployment.name,
      { deployment, since: null, called: null, deleting: null, operation: "", ending: null },
    ]),
  );
  /** Deployments that are gone and whose quota is not given back yet. */
  let held: { deployment: SandboxDeployment; until: number }[] = [];

  const endOf = ({ deployment, since, called, deleting }: Kept): number => {
    if (deleting !== null) return deleting + after.deleted;
    if (since === null || !deployment.weights) return Number.POSITIVE_INFINITY;
    if (deployment.sku.name === "DeveloperTier") return since + lasts.developer;
    return Math.max(since, called ?? 0) + lasts.unused;
  };
  const dropEnded = () => {
    const now = clock.now();
    for (const [name, one] of kept) {
      const end = endOf(one);
      if (end > now) continue;
      kept.delete(name);
      held.push({ deployment: one.deployment, until: end - after.deleted + after.quota });
    }
    held = held.filter(({ until }) => until > now);
  };
  const now = ({ deployment, since, deleting, ending }: Kept): SandboxDeployment => {
    if (deleting !== null) return { ...deployment, status: "deleting" };
    if (since === null) return deployment;
    const age = clock.now() - since;
    const ended = ending === null ? "succeeded" : "failed";
    const status = age < after.creating ? "accepted" : age < after.succeeded ? "creating" : ended;
    return { ...deployment, status };
  };
  const all = () => {
    dropEnded();
    return [...kept.values()].map(now);
  };

  return {
    all,
    put: (asked, ending) => {
      dropEnded();
      const operation = randomUUID();
      const before = kept.get(asked.name);
      const since = clock.now();
      // Another capacity for the same model does not begin anew.
      if (before && before.deployment.model.name === asked.model.name) {
        before.deployment = { ...before.deployment, sku: asked.sku, limits: asked.limits };
        before.operation = operation;
        return operation;
      }
      const answersFrom = since + (asked.weights ? after.answering : after.succeeded);
      const deployment: SandboxDeployment = { ...asked, status: "accepted", answersFrom };
      kept.set(asked.name, { deployment, since, called: null, deleting: null, operation, ending });
      return operation;
    },
    operation: (id) => {
      dropEnded();
      const one = [...kept.values()].find(({ operation }) => operation === id);
      return one && { status: now(one).status, ending: one.ending };
    },
    failures: () =>
      [...kept.values()].flatMap((one) =>
        one.ending !== null && one.since !== null && now(one).status === "failed"
          ? { name: one.deployment.name, at: one.since + after.succeeded, ending: one.ending }
          : [],
      ),
    remove: (name) => {
      const one = kept.get(name);
      if (one) one.deleting ??= clock.now();
    },
    called: (name) => {
      const one = kept.get(name);
      if (one) one.called = clock.now();
    },
    isBusy: () => all().some(({ status }) => ["accepted", "creating", "deleting"].includes(status)),
    usages: () => {
      const counted = [...all(), ...held.map(({ deployment }) => deployment)];
      return quotas().map(({ name, limit }) => ({
        name,
        limit,
        used: counted
          .filter((deployment) => quotaOf(deployment) === name)
          .reduce((sum, { sku }) => sum + sku.capacity, 0),
      }));
    },
  };
}
