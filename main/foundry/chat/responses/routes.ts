import type { ChatRoute } from "../../../../preload/contract/deployments.ts";
import { projectBase, resourceBase } from "../../endpoints/parse.ts";
import type { Call, Target } from "../../http/send.ts";
import { givenRoute, localRoute, named } from "../given-route.ts";

/** The first dated version that has Responses (the service's own refusal of earlier ones). */
const firstVersion = "2025-03-01-preview";
/** The one that is asked where a person has set an earlier one, or none. */
const usualVersion = "2025-04-01-preview";

/**
 * The routes Responses may be served on, in the order they are tried (Azure OpenAI in Foundry Models, guide to the
 * Responses API): the deployment's name is in the body, not in the path. A server on this computer has it beside chat.
 * Throws `deployment_not_found` for a name that no address can hold.
 */
export function responsesRoutes(
  { endpoint, apiVersion }: Pick<Target, "endpoint" | "apiVersion">,
  deployment: string,
): Map<ChatRoute, Call> {
  named(deployment);
  if (endpoint.kind === "local_server") return new Map([localRoute({ endpoint }, deployment, "responses")]);
  const base = resourceBase(endpoint);
  const dated = new URL(`${base}/openai/responses`);
  const isOld = apiVersion === null || apiVersion < firstVersion;
  dated.searchParams.set("api-version", isOld ? usualVersion : apiVersion);
  const project = projectBase(endpoint);
  return new Map<ChatRoute, Call>([
    ...givenRoute({ endpoint, apiVersion }, deployment, "responses"),
    ["v1", { url: new URL(`${base}/openai/v1/responses`), keyHeader: "api-key", deployment }],
    ["dated", { url: dated, keyHeader: "api-key", deployment }],
    ...(project === null
      ? []
      : [
          [
            "project-v1",
            { url: new URL(`${project}/openai/v1/responses`), keyHeader: "bearer", deployment },
          ] as [ChatRoute, Call],
        ]),
  ]);
}
