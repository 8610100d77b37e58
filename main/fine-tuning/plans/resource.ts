import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { ResourceLimits } from "../../../preload/contract/tuning-plans.ts";
import type { Connections } from "../../connections/connections.ts";
import type { Deployments } from "../../deployments/deployments.ts";
import { readCatalogueModels } from "../../foundry/deployments/catalogue.ts";
import type { CreateManaged, ManagedDeployments } from "../../foundry/deployments/managed.ts";
import { diagnosisOf, FoundryError } from "../../foundry/error.ts";
import type { CreateFiles } from "../../foundry/files/files.ts";
import type { CreateJobs } from "../../foundry/jobs/jobs.ts";
import { everyJob, limitsIn } from "./resource-limits.ts";
import type { KnownModels } from "./tunable-models.ts";
import { tunedQuotas } from "./tuned-quotas.ts";

/** What is known of the resources behind connections, read sparingly. Each throws a FoundryError. */
export interface Resources {
  /** The models of a resource, and of its region with a sign-in. */
  models(connectionId: string, refresh: boolean): Promise<KnownModels>;
  /** The region of a resource; null with a key only, or where Azure does not say. Never throws. */
  region(connectionId: string, refresh: boolean): Promise<string | null>;
  /** How full a resource is. What of it cannot be read is null; throws where nothing can. */
  limits(connectionId: string, refresh: boolean): Promise<ResourceLimits>;
  /** What was read of files and jobs is old. */
  forgetLimits(connectionId: string): void;
}

/** Milliseconds for which what was read is good. */
const [modelsLast, limitsLast] = [300_000, 60_000];

/** Nothing has been read yet. */
export function createResources(parts: {
  connections: Pick<Connections, "target" | "planned">;
  deployments: Pick<Deployments, "list">;
  createFiles: CreateFiles;
  createJobs: CreateJobs;
  createManaged: CreateManaged;
  now(): number;
}): Resources {
  const { connections, deployments, now } = parts;
  const managedOf = async (connectionId: string): Promise<ManagedDeployments | null> => {
    const managed = await connections.planned({ connectionId }).managed();
    return managed && parts.createManaged(managed.asked, managed.resourceId);
  };
  const models = keptFor(modelsLast, now, async (connectionId) => {
    const target = await connections.target(connectionId);
    const ofRegion = async () => (await managedOf(connectionId))?.models() ?? [];
    const [catalogue, region] = await Promise.all([
      readCatalogueModels(target),
      // The catalogue alone is enough where Azure does not answer.
      ofRegion().catch(() => []),
    ]);
    return { catalogue, region };
  });
  const regions = keptFor(
    modelsLast,
    now,
    async (connectionId) => (await (await managedOf(connectionId))?.region()) ?? null,
  );
  const quotasOf = async (connectionId: string): Promise<ResourceLimits["quotas"]> => {
    const managed = await managedOf(connectionId);
    if (managed === null) return "not_asked";
    const [region, usages] = await Promise.all([managed.region(), managed.usages()]);
    return { region, rows: tunedQuotas(usages) };
  };
  const limits = keptFor(limitsLast, now, async (connectionId) => {
    const target = await connections.target(connectionId);
    const [files, jobs, list, quotas] = await Promise.allSettled([
      parts.createFiles(target).list(),
      everyJob(parts.createJobs(target)),
      deployments.list(connectionId, false),
      quotasOf(connectionId),
    ]);
    if (files.status === "rejected" && jobs.status === "rejected") throw files.reason;
    const deployed =
      list.status === "fulfilled" ? list.value.deployments.flatMap(({ model }) => model ?? []) : null;
    const contents = {
      ...{ files: settledValue(files), jobs: settledValue(jobs), deployed },
      quotas:
        settledValue(quotas) ??
        (quotas.status === "rejected" && diagnosisFrom(quotas.reason).code === "role_missing"
          ? ("refused" as const)
          : ("unread" as const)),
    };
    return limitsIn(connectionId, contents, now());
  });
  return {
    models: models.of,
    region: (connectionId, refresh) => regions.of(connectionId, refresh).catch(() => null),
    limits: limits.of,
    forgetLimits: limits.forget,
  };
}

const settledValue = <Value>(settled: PromiseSettledResult<Value>): Value | null =>
  settled.status === "fulfilled" ? settled.value : null;

/** Why something could not be had. */
export const diagnosisFrom = (error: unknown): Diagnosis =>
  error instanceof FoundryError ? error.diagnosis : diagnosisOf("unexpected");

/** Reads once for all that ask meanwhile, and again when it has become old. A failure is not kept. */
function keptFor<Value>(milliseconds: number, now: () => number, read: (id: string) => Promise<Value>) {
  const kept = new Map<string, { at: number; value: Promise<Value> }>();
  return {
    forget: (id: string) => void kept.delete(id),
    of: (id: string, refresh: boolean): Promise<Value> => {
      const known = kept.get(id);
      if (known && !refresh && now() - known.at < milliseconds) return known.value;
      const value = read(id);
      const entry = { at: now(), value };
      kept.set(id, entry);
      value.catch(() => kept.get(id) === entry && kept.delete(id));
      return value;
    },
  };
}
