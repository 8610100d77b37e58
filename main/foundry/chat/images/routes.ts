import type { ChatRoute } from "../../../../preload/contract/deployments.ts";
import { resourceBase } from "../../endpoints/parse.ts";
import type { Call, Target } from "../../http/send.ts";
import { givenRoute, localRoute, named } from "../given-route.ts";

/** The first dated version that makes pictures with the models of today (guide to image generation). */
const firstVersion = "2025-04-01-preview";
/** Milliseconds: a picture has been seen to take 394 seconds (openclaw#71705). It is paid for whoever still listens. */
const patience = 600_000;

/**
 * The routes pictures may be made on, in the order they are tried (Azure OpenAI in Foundry Models, guide to image
 * generation). Of v1 only the preview has them; the dated one has the deployment in its path, and refuses another name in
 * the body (openclaw#71705). Throws `deployment_not_found` for a name that no address can hold.
 */
export function imagesRoutes(
  { endpoint, apiVersion }: Pick<Target, "endpoint" | "apiVersion">,
  deployment: string,
): Map<ChatRoute, Call> {
  const name = named(deployment);
  const base = resourceBase(endpoint);
  const patient = ([route, call]: [ChatRoute, Call]): [ChatRoute, Call] => [route, { ...call, patience }];
  if (endpoint.kind === "local_server")
    return new Map([patient(localRoute({ endpoint }, deployment, operation))]);
  const v1 = new URL(`${base}/openai/v1/${operation}`);
  v1.searchParams.set("api-version", "preview");
  const dated = new URL(`${base}/openai/deployments/${name}/${operation}`);
  const isOld = apiVersion === null || apiVersion < firstVersion;
  dated.searchParams.set("api-version", isOld ? firstVersion : apiVersion);
  return new Map<ChatRoute, Call>([
    ...givenRoute({ endpoint, apiVersion }, deployment, operation).map(patient),
    ["v1", { url: v1, keyHeader: "api-key", deployment, patience }],
    ["dated", { url: dated, keyHeader: "api-key", deployment, patience, body: { model: undefined } }],
  ]);
}

const operation = "images/generations";
