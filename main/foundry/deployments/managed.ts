import { z } from "zod";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { segment } from "../endpoints/segment.ts";
import { FoundryError, problem } from "../error.ts";
import { readOne } from "../http/documents.ts";
import { type Call, type Read, readNothing, send } from "../http/send.ts";
import { asText, asTime, type JsonObject } from "../json.ts";
import { isResourceId, list, type Management, ownName } from "./arm.ts";
import { type Failed, whyFailed } from "./why-failed.ts";

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
  /** `Deprecated` is what has ended; `Deprecating`, which pages call deprecated, goes on. */
  isRetired: boolean;
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
  /**
   * Asks for it; it is there when `get` says `Succeeded`, and answers some time after that. `operation` is where Azure
   * tells what becomes of the request; null where it does not say.
   */
  put(
    name: string,
    asked: { model: string; version: string; format: string; sku: string; capacity: number },
    signal?: AbortSignal,
  ): Promise<ManagedDeployment & { operation: string | null }>;
  /** Why one that was asked for has failed; null where Azure does not say. */
  whyFailed(name: string, failed: Failed, signal?: AbortSignal): Promise<Diagnosis | null>;
  remove(name: string, signal?: AbortSignal): Promise<void>;
  /** The region of the resource, in Azure's short name. */
  region(signal?: AbortSignal): Promise<string>;
  models(signal?: AbortSignal): Promise<RegionModel[]>;
  usages(signal?: AbortSignal): Promise<Usage[]>;
}

export type CreateManaged = (asked: Management, resourceId: string) => ManagedDeployments;

/** What deployments are asked with (Azure REST specifications, PutDeployment), and what knows Developer ones (Foundry, test a fine-tuned model). */
const versions = { usual: "2024-10-01", developer: "2025-07-01-preview" };
const provider = "providers/Microsoft.CognitiveServices";

const text = z.string().min(1).nullish().catch(null);
const number = z.number().nullish().catch(null);

const deployment = z.object({
  name: z.string().min(1),
  sku: z.object({ name: text, capacity: number }).nullish().catch(null),
  properties: z
    .object({
      provisioningState: text,
      model: z.object({ format: text, name: text, version: text }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  systemData: z.object({ createdAt: text }).nullish().catch(null),
});

function deploymentIn(row: z.infer<typeof deployment>): ManagedDeployment {
  const { name, sku, properties, systemData } = row;
  return {
    name: ownName(name),
    state: properties?.provisioningState ?? "",
    model: properties?.model?.name ?? null,
    version: properties?.model?.version ?? null,
    format: properties?.model?.format ?? null,
    sku: sku?.name ?? null,
    capacity: sku?.capacity ?? null,
    createdAt: asTime(systemData?.createdAt),
  };
}

const nothingKnown = { model: null, version: null, format: null, sku: null, capacity: null, createdAt: null };

const model = z.object({
  model: z.object({
    format: text,
    name: z.string().min(1),
    version: text,
    capabilities: z.record(z.string(), z.unknown()).nullish().catch(null),
    lifecycleStatus: text,
    skus: z
      .array(z.object({ name: text }).catch({ name: null }))
      .nullish()
      .catch(null),
    deprecation: z.object({ fineTune: z.unknown(), inference: z.unknown() }).partial().nullish().catch(null),
  }),
});

const isEnded = (status: string | null | undefined): boolean => status?.toLowerCase() === "deprecated";

function modelIn({
  model: { format, name, version, capabilities, lifecycleStatus, skus, deprecation },
}: z.infer<typeof model>): RegionModel {
  const tune = capabilities?.fineTune;
  return {
    name,
    version: version ?? "",
    format: format ?? "",
    // Capabilities are texts (Azure REST specifications, ListLocationModels).
    canTune: tune === true || asText(tune).toLowerCase() === "true",
    isRetired: isEnded(lifecycleStatus),
    skus: (skus ?? []).flatMap((sku) => sku.name ?? []),
    inferenceEnds: asTime(deprecation?.inference),
    trainingEnds: asTime(deprecation?.fineTune),
  };
}

const usage = z.object({
  name: z.object({ value: z.string().min(1) }),
  currentValue: z.number().catch(0),
  limit: z.number(),
});

/** The deployments of one resource in Azure, and what its region has. Throws `input_refused` for what is no id of a resource. */
export const createManaged: CreateManaged = (asked, resourceId) => {
  if (!isResourceId(resourceId)) throw problem("input_refused");
  const subscription = resourceId.split("/").slice(0, 3).join("/");
  const deploymentPath = (name: string) => {
    const part = segment(name);
    if (part === null) throw problem("deployment_not_found", { deployment: name });
    return `${resourceId}/deployments/${part}`;
  };
  const ask = <Value>(
    path: string,
    read: Read<Value>,
    { version = versions.usual, ...call }: Partial<Call> & { version?: string },
  ) => {
    const url = new URL(`${asked.origin}${path}?api-version=${version}`);
    const { audience } = asked;
    const headers = { accept: "application/json" };
    return send(asked, { ...call, url, audience, headers, keyHeader: "bearer", about: "management" }, read);
  };
  const readDeployment = readOne((document) => {
    const { data } = deployment.safeParse(document);
    return data ? deploymentIn(data) : null;
  });
  /** What was accepted has been accepted, however little the answer says of it. */
  const readPut =
    (name: string): Read<ManagedDeployment & { operation: string | null }> =>
    async (answer, ...more) => {
      const { headers } = answer;
      const operation = headers.get("azure-asyncoperation") ?? headers.get("location");
      try {
        return { ...(await readDeployment(answer, ...more)), operation };
      } catch (error) {
        if (!(error instanceof FoundryError) || error.diagnosis.code !== "reply_not_understood") throw error;
        return { ...nothingKnown, name, state: "Accepted", operation };
      }
    };
  let known: Promise<string> | null = null;
  const region = (signal?: AbortSignal): Promise<string> => {
    const reading = ask(resourceId, readOne(regionIn), { signal });
    known = reading;
    reading.catch(() => {
      known = null;
    });
    return reading;
  };
  const ofRegion = async <Row>(what: string, row: z.ZodType<Row>, signal?: AbortSignal): Promise<Row[]> => {
    const place = await (known ?? region(signal));
    const path = `${subscription}/${provider}/locations/${place}/${what}`;
    return list(asked, path, versions.usual, row, signal);
  };

  return {
    list: async (signal) => {
      const rows = await list(asked, `${resourceId}/deployments`, versions.usual, deployment, signal);
      return rows.map(deploymentIn);
    },
    get: (name, signal) => ask(deploymentPath(name), readDeployment, { deployment: name, signal }),
    put: (name, { model: tuned, version, format, sku, capacity }, signal) =>
      ask(deploymentPath(name), readPut(name), {
        method: "PUT",
        body: { sku: { name: sku, capacity }, properties: { model: { format, name: tuned, version } } },
        deployment: name,
        version: /developer/i.test(sku) ? versions.developer : versions.usual,
        signal,
      }),
    whyFailed: (name, failed, signal) => whyFailed(asked, deploymentPath(name), name, failed, signal),
    remove: (name, signal) =>
      ask(deploymentPath(name), readNothing, { method: "DELETE", deployment: name, signal }),
    region,
    models: async (signal) => (await ofRegion("models", model, signal)).map(modelIn),
    usages: async (signal) => {
      const rows = await ofRegion("usages", usage, signal);
      return rows.map(({ name, currentValue, limit }) => ({ name: name.value, used: currentValue, limit }));
    },
  };
};

/** A region goes into a path, by its short name: `Sweden Central` is `swedencentral`. */
function regionIn(account: JsonObject): string | null {
  const name = asText(account.location).toLowerCase().replace(/\s/g, "");
  return /^[a-z0-9]{2,40}$/.test(name) ? name : null;
}
