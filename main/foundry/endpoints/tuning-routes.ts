import type { UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import { projectBase, resourceBase } from "./parse.ts";

/** Where a group of routes hangs, and how it takes a key. */
export interface TuningRoute {
  base: string;
  keyHeader: "api-key" | "bearer";
  /** Null for routes without a version. */
  apiVersion: string | null;
}

/** The dated version that has everything about files and jobs that v1 has not (Azure OpenAI authoring specification). */
const datedVersion = "2025-04-01-preview";

/**
 * Where files, jobs and graders are: under a project where the endpoint is one, else on its resource (Foundry
 * fine-tuning guides, October 2026; Azure OpenAI v1 specification).
 */
export function v1Route(endpoint: UnderstoodEndpoint): TuningRoute {
  const project = projectBase(endpoint);
  return project === null
    ? { base: `${resourceBase(endpoint)}/openai/v1`, keyHeader: "api-key", apiVersion: null }
    : { base: `${project}/openai/v1`, keyHeader: "bearer", apiVersion: null };
}

/** The dated routes of the resource. Uploads by parts and the deletion of a job are on these only. */
export const datedRoute = (endpoint: UnderstoodEndpoint): TuningRoute => ({
  base: `${resourceBase(endpoint)}/openai`,
  keyHeader: "api-key",
  apiVersion: datedVersion,
});

/** The address of something on a route. */
export function addressOn({ base, apiVersion }: TuningRoute, path: string): URL {
  const url = new URL(`${base}${path}`);
  if (apiVersion !== null) url.searchParams.set("api-version", apiVersion);
  return url;
}
