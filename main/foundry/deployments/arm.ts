import { z } from "zod";
import type { Directory } from "../../../preload/contract/discovery.ts";
import { linked, refusal, type Token } from "../endpoints/credentials.ts";
import { isLoopback } from "../endpoints/hosts.ts";
import { problem } from "../error.ts";
import { type Asking, readJson, send } from "../http/send.ts";
import { type Row, setFlags } from "./rows.ts";

/** Azure Resource Manager: where it is, and whose token asks it. */
export interface Management extends Asking {
  credential: Token;
  /** Scheme, host and port. */
  origin: string;
  audience: string;
}

export interface Subscription {
  id: string;
  name: string | null;
}

/** A Foundry resource (an account of kind AIServices) or one of classic Azure OpenAI. */
export interface FoundryAccount {
  /** The resource id. */
  id: string;
  name: string;
  kind: string | null;
  region: string | null;
  endpoint: string | null;
  /** Whether keys are switched off. */
  keysDisabled: boolean;
}

export interface Project {
  name: string;
  endpoint: string;
  isDefault: boolean;
}

const text = z.string().min(1).nullish().catch(null);
const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
/** A resource id goes into a path: nothing in it may lead elsewhere, as dots would. */
const resourceId = z.string().regex(/^(\/(?!\.+(\/|$))[\w.()-]+)+$/);
const flag = z.boolean().catch(false);

const tenant = z.object({ tenantId: id, displayName: text, defaultDomain: text });
const subscription = z.object({ subscriptionId: id, displayName: text, state: text });
const account = z.object({
  id: resourceId,
  name: z.string().min(1),
  kind: text,
  location: text,
  properties: z.object({
    endpoint: text,
    disableLocalAuth: flag,
    customSubDomainName: text,
  }),
});
const project = z.object({
  name: z.string().min(1),
  properties: z.object({ endpoints: z.record(z.string(), z.string()), isDefault: flag }),
});
const deployment = z.object({
  name: z.string().min(1),
  sku: z
    .object({ name: text, capacity: z.number().nullish().catch(null) })
    .nullish()
    .catch(null),
  properties: z
    .object({
      provisioningState: text,
      model: z.object({ publisher: text, format: text, name: text, version: text }).nullish().catch(null),
      capabilities: z.record(z.string(), z.unknown()).nullish().catch(null),
      rateLimits: z.array(z.unknown()).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

/** What something is called within what it belongs to: its full name begins with its parents' in some replies. */
export const ownName = (name: string): string => name.split("/").at(-1) ?? name;

const assignment = z.object({ properties: z.object({ roleDefinitionId: z.string() }) });

const page = z.object({ value: z.array(z.unknown()).nullable(), nextLink: z.string().nullish().catch(null) });

/** The versions that Microsoft's own clients ask with (`@azure/arm-cognitiveservices` 8, Foundry extension for VS Code). */
const versions = { subscriptions: "2022-12-01", accounts: "2025-09-01", roles: "2022-04-01" };
const provider = "providers/Microsoft.CognitiveServices";
const pageLimit = 50;

/** Whether a value is the id of something in Azure, which may be asked for. */
export const isResourceId = (value: unknown): value is string => resourceId.safeParse(value).success;

/** The directories an account can enter. Throws a FoundryError, as all of these do. */
export async function listTenants(asked: Management, signal?: AbortSignal): Promise<Directory[]> {
  const rows = await list(asked, "/tenants", versions.subscriptions, tenant, signal);
  return rows.map(({ tenantId, displayName, defaultDomain }) => ({
    id: tenantId,
    name: displayName ?? defaultDomain ?? null,
  }));
}

/** The subscriptions of the token's directory that can be used. */
export async function listSubscriptions(asked: Management, signal?: AbortSignal): Promise<Subscription[]> {
  const rows = await list(asked, "/subscriptions", versions.subscriptions, subscription, signal);
  return rows
    .filter(({ state }) => state !== "Disabled" && state !== "Deleted")
    .map(({ subscriptionId, displayName }) => ({ id: subscriptionId, name: displayName ?? null }));
}

/** The resources of a subscription that can have deployments. */
export async function listAccounts(
  asked: Management,
  subscriptionId: string,
  signal?: AbortSignal,
): Promise<FoundryAccount[]> {
  const path = `/subscriptions/${subscriptionId}/${provider}/accounts`;
  const rows = await list(asked, path, versions.accounts, account, signal);
  return rows
    .filter(({ kind }) => !kind || kind === "AIServices" || kind === "OpenAI")
    .map(({ id, name, kind, location, properties }) => ({
      id,
      name,
      kind: kind ?? null,
      region: location ?? null,
      endpoint: properties.endpoint && isPlaceable(properties.endpoint, asked) ? properties.endpoint : null,
      keysDisabled: properties.disableLocalAuth,
    }));
}

/**
 * Whether an endpoint may be offered for one click: a host that tokens go to, and this computer only where the list is
 * from here itself. Nobody has typed it, so nobody has confirmed it.
 */
function isPlaceable(endpoint: string, { origin }: Management): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  const isHere = isLoopback(url.hostname);
  return refusal(url, "token", null) === null && (!isHere || isLoopback(new URL(origin).hostname));
}

/** The projects of a Foundry resource. One without an endpoint is left out. */
export async function listProjects(
  asked: Management,
  accountId: string,
  signal?: AbortSignal,
): Promise<Project[]> {
  const rows = await list(asked, `${accountId}/projects`, versions.accounts, project, signal);
  return rows.flatMap(({ name, properties: { endpoints, isDefault } }) => {
    const endpoint = Object.values(endpoints).find((address) => address.includes("/api/projects/"));
    return endpoint === undefined || !isPlaceable(endpoint, asked)
      ? []
      : [{ name: ownName(name), endpoint, isDefault }];
  });
}

/** What is deployed on a resource, with the state that counts. */
export async function listAccountDeployments(
  asked: Management,
  accountId: string,
  signal?: AbortSignal,
): Promise<Row[]> {
  const rows = await list(asked, `${accountId}/deployments`, versions.accounts, deployment, signal);
  return rows.map(({ name, sku, properties }) => {
    const { provisioningState, model, capabilities, rateLimits } = properties ?? {};
    const publisher = model?.publisher ?? model?.format;
    const flags = setFlags(capabilities ?? {}).map(inWords);
    const limits = limitsIn(rateLimits ?? []);
    return {
      name: ownName(name),
      ...(model?.name && { model: model.name }),
      ...(model?.version && { version: model.version }),
      ...(publisher && { publisher }),
      ...(model?.format && { format: model.format }),
      ...(sku?.name && { sku: sku.name }),
      ...(typeof sku?.capacity === "number" && { capacity: sku.capacity }),
      ...(limits && { limits }),
      // A row without flags says nothing, not that the model does nothing.
      ...(flags.length > 0 && { capabilities: flags }),
      ...(provisioningState && { status: provisioningState.toLowerCase() }),
    };
  });
}

/** A flag as a project's list would call it: Azure Resource Manager has `chatCompletion` for `chat_completion`. */
const inWords = (flag: string) => flag.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const rateLimit = z.object({
  key: z.string(),
  renewalPeriod: z.number().positive(),
  count: z.number().nonnegative(),
});

/**
 * What a deployment may be asked in a minute. Azure has requests and tokens by the keys `request` and `token`, each with
 * the seconds after which it is renewed, of which requests often have ten (az cognitiveservices, account deployment list).
 */
function limitsIn(rateLimits: readonly unknown[]): Row["limits"] | null {
  const perMinute = (name: string) => {
    const limit = rateLimits.map((one) => rateLimit.safeParse(one).data).find((one) => one?.key === name);
    return limit ? (limit.count * 60) / limit.renewalPeriod : null;
  };
  const limits = { requests: perMinute("request"), tokens: perMinute("token") };
  return limits.requests === null && limits.tokens === null ? null : limits;
}

/** The roles that an account has at a resource, by their ids: those given above it and by groups as well. */
export async function listRoles(
  asked: Management,
  resource: string,
  objectId: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const path = `${resource}/providers/Microsoft.Authorization/roleAssignments`;
  const filter = `atScope() and assignedTo('${objectId}')`;
  const rows = await list(asked, path, versions.roles, assignment, signal, filter);
  return rows.flatMap(({ properties }) => properties.roleDefinitionId.split("/").at(-1) ?? []);
}

/** All rows of a list, page by page. A row that is not understood costs only itself. */
export async function list<Row>(
  asked: Management,
  path: string,
  version: string,
  row: z.ZodType<Row>,
  signal?: AbortSignal,
  filter?: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  let url: URL | null = new URL(`${asked.origin}${path}?api-version=${version}`);
  if (filter !== undefined) url.searchParams.set("$filter", filter);
  for (let count = 0; url !== null; count++) {
    if (count === pageLimit) throw problem("reply_not_understood");
    const call = { url, keyHeader: "bearer" as const, audience: asked.audience, signal };
    const { data } = page.safeParse(await send(asked, call, readJson));
    if (!data) throw problem("reply_not_understood");
    for (const value of data.value ?? []) {
      const read = row.safeParse(value);
      if (read.success) rows.push(read.data);
    }
    url = data.nextLink ? linked(data.nextLink, url) : null;
  }
  return rows;
}
