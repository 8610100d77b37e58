import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import { chatAddress, type Operation, ofAzure, toOperation } from "../endpoints/chat-address.ts";
import { resourceBase } from "../endpoints/parse.ts";
import { segment } from "../endpoints/segment.ts";
import { problem } from "../error.ts";
import type { Call, Target } from "../http/send.ts";

/**
 * The address that a person gave in full, for an operation of an API, as it stands but for the operation; nothing where
 * they gave none, or one below which that API is not served. A version that they set besides takes the place of the one it
 * names. Throws `deployment_not_found`.
 */
export function givenRoute(
  { endpoint, apiVersion }: Pick<Target, "endpoint" | "apiVersion">,
  deployment: string,
  operation: Operation,
): [ChatRoute, Call][] {
  if (endpoint.chat === undefined) return [];
  named(deployment);
  const url = toOperation(chatAddress(endpoint.chat, deployment), operation);
  if (!mayServe(url.pathname, operation)) return [];
  const version = url.searchParams.get("api-version");
  if (apiVersion !== null && version !== null && version !== apiVersion)
    url.searchParams.set("api-version", apiVersion);
  return [["given", { url, keyHeader: ofAzure.test(url.pathname) ? "api-key" : "bearer", deployment }]];
}

/** Whether an operation may be served at a path: a deployment's own has chat alone, and Azure's Claude is apart from the rest. */
function mayServe(path: string, operation: Operation): boolean {
  if (/\/deployments\//i.test(path)) return operation === "chat/completions";
  if (/\/anthropic\//i.test(path)) return operation === "messages";
  return operation !== "messages" || !ofAzure.test(path);
}

/** The one route of a server on this computer for an operation: beside its others, or as a person gave it. */
export function localRoute(
  { endpoint }: Pick<Target, "endpoint">,
  deployment: string,
  operation: Operation,
): [ChatRoute, Call] {
  const url = toOperation(new URL(endpoint.chat ?? `${resourceBase(endpoint)}/${operation}`), operation);
  return ["local_server", { url, keyHeader: "bearer", deployment, isLocalServer: true }];
}

/** A deployment's name as a segment of a path. Throws `deployment_not_found` for one that no path can hold. */
export function named(deployment: string): string {
  const name = segment(deployment);
  if (name === null) throw problem("deployment_not_found", { deployment });
  return name;
}
