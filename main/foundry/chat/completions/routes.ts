import type { ChatRoute } from "../../../../preload/contract/deployments.ts";
import { datedVersion } from "../../endpoints/dated-version.ts";
import { projectBase, resourceBase } from "../../endpoints/parse.ts";
import type { Call, Target } from "../../http/send.ts";
import { givenRoute, localRoute, named } from "../given-route.ts";

/**
 * The routes a deployment's chat may be served on, in the order they are tried (Azure OpenAI REST reference; Azure
 * Machine Learning online endpoints for the last); before them the address that the person gave in full. A local server
 * has one of its own and no other. The name is one segment of the path; one that a URL cannot hold as
 * such names nothing, and throws `deployment_not_found`.
 */
export function chatRoutes(
  { endpoint, apiVersion }: Pick<Target, "endpoint" | "apiVersion">,
  deployment: string,
): Map<ChatRoute, Call> {
  if (endpoint.kind === "local_server")
    return new Map([localRoute({ endpoint }, deployment, "chat/completions")]);
  const base = resourceBase(endpoint);
  const isContainer = endpoint.kind === "machine_learning";
  const call = (address: string): Call => ({
    url: new URL(address),
    keyHeader: isContainer ? "bearer" : "api-key",
    deployment,
  });
  const dated = call(`${base}/openai/deployments/${named(deployment)}/chat/completions`);
  dated.url.searchParams.set("api-version", apiVersion ?? datedVersion);
  const routes = new Map<ChatRoute, Call>([
    ...givenRoute({ endpoint, apiVersion }, deployment, "chat/completions"),
    ["dated", dated],
    ["v1", call(`${base}/openai/v1/chat/completions`)],
  ]);
  const project = projectBase(endpoint);
  if (project !== null) {
    routes.set("project-v1", { ...call(`${project}/openai/v1/chat/completions`), keyHeader: "bearer" });
  }
  if (isContainer) routes.set("container", call(`${base}/v1/chat/completions`));
  return routes;
}
