import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import { chatAddress, chatPath, ofAzure } from "../endpoints/chat-address.ts";
import { segment } from "../endpoints/segment.ts";
import { problem } from "../error.ts";
import type { Call, Target } from "../http/send.ts";

/**
 * The address of chat that a person gave in full, for an operation of an API such as `responses`, as it stands but for
 * the operation; nothing where they gave none, or one of a deployment's own path, which other APIs do not have. A version
 * that they set besides takes the place of the one it names. Throws `deployment_not_found`.
 */
export function givenRoute(
  { endpoint, apiVersion }: Pick<Target, "endpoint" | "apiVersion">,
  deployment: string,
  operation: "chat/completions" | "responses" | "messages" | "images/generations",
): [ChatRoute, Call][] {
  if (endpoint.chat === undefined) return [];
  named(deployment);
  const url = chatAddress(endpoint.chat, deployment);
  if (operation !== "chat/completions") {
    if (url.pathname.includes("/deployments/")) return [];
    url.pathname = url.pathname.replace(chatPath, `/${operation}`);
  }
  const version = url.searchParams.get("api-version");
  if (apiVersion !== null && version !== null && version !== apiVersion)
    url.searchParams.set("api-version", apiVersion);
  return [["given", { url, keyHeader: ofAzure.test(url.pathname) ? "api-key" : "bearer", deployment }]];
}

/** A deployment's name as a segment of a path. Throws `deployment_not_found` for one that no path can hold. */
export function named(deployment: string): string {
  const name = segment(deployment);
  if (name === null) throw problem("deployment_not_found", { deployment });
  return name;
}
