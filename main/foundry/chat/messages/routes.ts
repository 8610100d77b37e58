import type { ChatRoute } from "../../../../preload/contract/deployments.ts";
import { foundryOrigin } from "../../endpoints/hosts.ts";
import type { Call, Target } from "../../http/send.ts";
import { givenRoute, localRoute, named } from "../given-route.ts";

/** The one version that all material about Foundry uses; newer ones refuse settings that this one takes. */
export const headers = { "anthropic-version": "2023-06-01" };

/**
 * The routes Messages may be served on (Microsoft's page on Claude in Foundry): one on the resource, at its Foundry host,
 * whichever of its hosts is known; before it the address that a person gave in full. A server on this computer has it
 * beside chat. The deployment's name is in the body. Throws `deployment_not_found` for a name that no address can hold.
 */
export function messagesRoutes(
  target: Pick<Target, "endpoint" | "apiVersion">,
  deployment: string,
): Map<ChatRoute, Call> {
  named(deployment);
  const { endpoint } = target;
  const { kind, origin, prefix } = endpoint;
  if (kind === "local_server") {
    const [route, call] = localRoute(target, deployment, "messages");
    return new Map([[route, { ...call, headers }]]);
  }
  const own: Call = {
    url: new URL(`${foundryOrigin(origin)}${prefix}/anthropic/v1/messages`),
    keyHeader: "x-api-key",
    deployment,
    headers,
  };
  const given = givenRoute(target, deployment, "messages");
  return new Map<ChatRoute, Call>([
    ...given.map(([route, call]): [ChatRoute, Call] => [route, { ...call, keyHeader: "x-api-key", headers }]),
    ["anthropic", own],
  ]);
}
