import { refusalOn } from "./apis.ts";
import type { Api, SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { isStreamFault, type StreamFault } from "./faults.ts";
import { isObject } from "./json.ts";
import { notReady } from "./management-refusals.ts";
import type { Resource } from "./resource.ts";

/** The name of the deployment that is asked: in the path or, without that, as the body's `model`. Throws `Refused`. */
export function calledName(
  { parameters }: Exchange,
  body: unknown,
  unnamed = new Refused("invalid-value", { parameter: "model", expected: "the name of a deployment" }),
): string {
  if (parameters.deployment !== undefined) return parameters.deployment;
  if (isObject(body) && typeof body.model === "string") return body.model;
  throw unnamed;
}

/** A deployment that can be called; one that failed to deploy is for a caller not there. Throws `Refused`. */
export function deploymentNamed({ deployments }: Resource, name: string): SandboxDeployment {
  const found = deployments.find((one) => one.name === name && one.status === "succeeded");
  if (!found) throw new Refused("deployment-not-found");
  return found;
}

/**
 * Notes that a deployment was called, and gives how its answer goes wrong once it has begun. Throws `Refused` for one
 * that is not ready, and where it is to refuse.
 */
export function called(
  exchange: Exchange,
  { clock, store, faults }: Resource,
  deployment: SandboxDeployment,
  api: Api,
): StreamFault | null {
  if ((deployment.answersFrom ?? 0) > clock.now()) throw new Refused(notReady);
  store.called(deployment.name);
  const fault = faults.of(deployment.name);
  if (isStreamFault(fault)) return fault;
  const apiVersion = exchange.url.searchParams.get("api-version") ?? "v1";
  if (fault) throw new Refused(refusalOn(api, fault), { model: deployment.model.name, apiVersion });
  return null;
}

/** Counts a request, and gives the headers that tell what is left. Throws `Refused` where nothing is. */
export function allowed(
  exchange: Exchange,
  { rateLimitOf, clock }: Resource,
  deployment: SandboxDeployment,
  tokens: number,
  api: Api,
): Record<string, string> {
  const { wait, headers } = rateLimitOf(deployment).take(tokens, Date.now(), 60_000 / clock.speed());
  if (wait === null) return headers;
  const apiVersion = exchange.url.searchParams.get("api-version") ?? "v1";
  const particulars = { model: deployment.model.name, apiVersion, seconds: wait, measure: "call" as const };
  throw new Refused(refusalOn(api, "rate-limited"), particulars, headers);
}
