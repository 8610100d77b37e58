import { deployable } from "./catalogue.ts";
import { isEnding } from "./deployment-endings.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { type Exchange, readJson, sendJson, sendNothing } from "./exchange.ts";
import { isObject } from "./json.ts";
import { accountOf, deploymentRow } from "./management.ts";
import {
  emptyError,
  refusedConflict,
  refusedFailed,
  refusedForNow,
  refusedModel,
  refusedProperties,
  refusedQuota,
  refusedSku,
  refusedUnknown,
} from "./management-refusals.ts";
import { operationUrl } from "./operations.ts";
import { quotaOf } from "./quotas.ts";
import type { Resource } from "./resource.ts";

/** Deployments of tuned models that a resource may have (Azure OpenAI quotas and limits, February 2026). */
const mostTuned = 10;

const nameIn = ({ parameters }: Exchange) => parameters.name ?? "";

function found(exchange: Exchange, { deployments }: Resource): SandboxDeployment {
  const one = deployments.find(({ name }) => name === nameIn(exchange));
  if (!one) throw refusedUnknown(nameIn(exchange));
  return one;
}

/** `GET {account}/deployments/{name}`. */
export function showDeployment(exchange: Exchange, resource: Resource): void {
  accountOf(exchange);
  sendJson(exchange, 200, deploymentRow(found(exchange, resource)));
}

/** `PUT {account}/deployments/{name}`: 201 for a new one, 200 for one that is changed. */
export async function putDeployment(exchange: Exchange, resource: Resource): Promise<void> {
  const account = accountOf(exchange);
  const fault = resource.faults.changing();
  const asked = askedIn(await readJson(exchange));
  if (fault === "empty-error") return sendNothing(exchange, emptyError);
  if (fault === "conflict" || resource.store.isBusy()) throw refusedConflict(account);

  const name = nameIn(exchange);
  const before = resource.deployments.find((one) => one.name === name);
  const made = deploymentOf(name, asked, resource);
  if (made === null) return sendNothing(exchange, emptyError);
  const quota = quotaOf(made);
  if (fault === "no-quota") throw refusedForNow(quota ?? "capacity");
  const used = before?.sku.name === made.sku.name ? before.sku.capacity : 0;
  const usage = resource.store.usages().find((one) => one.name === quota);
  if (usage && usage.used - used + made.sku.capacity > usage.limit)
    throw refusedQuota(usage.name, { ...usage, wanted: made.sku.capacity - used });
  const tuned = resource.deployments.filter(({ weights }) => weights);
  if (made.weights && !before && tuned.length >= mostTuned)
    throw refusedQuota("FineTunedDeployments", { wanted: 1, used: tuned.length, limit: mostTuned });
  if (before?.status === "failed") throw refusedFailed(name);
  const operation = resource.store.put(made, isEnding(fault) ? fault : null);
  sendJson(exchange, before ? 200 : 201, deploymentRow(found(exchange, resource)), {
    "azure-asyncoperation": operationUrl(exchange, operation),
  });
}

/** `DELETE {account}/deployments/{name}`: 202, or 204 where there is none. */
export function deleteDeployment(exchange: Exchange, resource: Resource): void {
  const account = accountOf(exchange);
  const one = resource.deployments.find(({ name }) => name === nameIn(exchange));
  if (!one || one.status === "deleting") {
    sendNothing(exchange, one ? 202 : 204);
    return;
  }
  if (resource.faults.changing() === "conflict" || resource.store.isBusy()) throw refusedConflict(account);
  resource.store.remove(one.name);
  sendNothing(exchange, 202);
}

interface Asked {
  sku: { name: string; capacity: number };
  model: { format: string; name: string; version: string };
}

function askedIn(body: unknown): Asked {
  const { sku, properties } = isObject(body) ? body : {};
  const { model } = isObject(properties) ? properties : {};
  const { name: skuName, capacity } = isObject(sku) ? sku : {};
  const { format, name, version } = isObject(model) ? model : {};
  if (typeof skuName !== "string") throw refusedProperties("The property 'sku.name' is required.");
  if (typeof capacity !== "number" || !Number.isInteger(capacity) || capacity < 1)
    throw refusedProperties("The property 'sku.capacity' is a whole number of at least 1.");
  if (typeof format !== "string" || typeof name !== "string" || typeof version !== "string")
    throw refusedProperties("The properties 'model.format', 'model.name' and 'model.version' are required.");
  // The Azure CLI writes the developer's SKU in its own way (Foundry, testing a fine-tuned model).
  const isDeveloper = /^developer(tier)?$/i.test(skuName);
  return {
    sku: { name: isDeveloper ? "DeveloperTier" : skuName, capacity },
    model: { format, name, version },
  };
}

/** Null for a model in a wrong format. */
function deploymentOf(
  name: string,
  asked: Asked,
  { models, began }: Resource,
): Omit<SandboxDeployment, "status"> | null {
  const { sku, model } = asked;
  const tuned = models.get(model.name);
  const base = tuned ? null : deployable(model.name, model.version);
  if (!tuned && !base) throw refusedModel(model);
  const format = tuned?.base.format ?? base?.format ?? "";
  if (format !== model.format) return null;
  const skus = tuned?.base.deploys ?? ["Standard", "DataZoneStandard", "GlobalStandard"];
  if (!skus.includes(sku.name)) throw refusedSku(sku.name, model.name);
  const family = tuned?.base.name ?? `${model.name}-${model.version}`;
  const like = began.find(({ model: { name, version } }) => family === `${name}-${version}`);
  const isOpenAI = format === "OpenAI";
  return {
    apis: isOpenAI ? ["chat", "responses"] : ["chat"],
    listed: "everywhere",
    dialect: isOpenAI ? "openai" : "partner",
    reasoning: isOpenAI && /^(o\d|gpt-5)/.test(family) ? "hidden" : "none",
    images: tuned?.base.images ?? false,
    contextTokens: 128_000,
    speed: { firstTokenMs: 400, tokensPerSecond: 70 },
    ...like,
    name,
    sku,
    model: {
      name: model.name,
      version: model.version,
      publisher: format,
      ...(tuned && { base: tuned.base.name }),
    },
    ...(tuned && { weights: tuned.weights }),
    // Capacity 1 is about one request a minute (microsoft/azure-skills, platform-gotchas.md).
    limits: { requestsPerMinute: sku.capacity, tokensPerMinute: sku.capacity * 1_000 },
  };
}
