import { failureOf } from "./deployment-endings.ts";
import { Refused } from "./errors.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import { accountPath, checkSubscription, region, subscriptionPath } from "./management.ts";
import type { Resource } from "./resource.ts";

/** Where Azure tells what becomes of a request (Azure Resource Manager, asynchronous operations). */
export const operationUrl = ({ url }: Exchange, id: string): string =>
  `${url.origin}${subscriptionPath}/providers/Microsoft.CognitiveServices/locations/${region}/operationResults/${id}${url.search}`;

/** `GET …/locations/{region}/operationResults/{id}`. */
export function showOperation(exchange: Exchange, { store }: Resource): void {
  checkSubscription(exchange);
  const { operation: id = "" } = exchange.parameters;
  const found = store.operation(id);
  if (!found) throw new Refused("resource-not-found");
  const { status, ending } = found;
  const isRunning = status === "accepted" || status === "creating";
  const state = isRunning ? { status: "InProgress" } : { status: "Succeeded" };
  sendJson(exchange, 200, { id, name: id, ...(status === "failed" && ending ? failureOf(ending) : state) });
}

/** `GET …/eventtypes/management/values`: the activity log, of deployments that have failed. */
export function listActivity(exchange: Exchange, { store }: Resource): void {
  checkSubscription(exchange);
  const filter = exchange.url.searchParams.get("$filter") ?? "";
  const name = /resourceUri eq '[^']*\/deployments\/([^'/]+)'/.exec(filter)?.[1];
  const failed = store.failures().filter((one) => one.name === name);
  sendJson(exchange, 200, {
    value: failed.map(({ name, at, ending }) => ({
      eventTimestamp: new Date(at).toISOString(),
      resourceId: `${accountPath}/deployments/${name}`,
      operationName: { value: "Microsoft.CognitiveServices/accounts/deployments/write" },
      status: { value: "Failed" },
      properties: { statusMessage: JSON.stringify(failureOf(ending)) },
    })),
  });
}
