import { knownSuffix } from "./hosts.ts";

/** What the clouds' services are called in tokens: the public one, the US Government's, China's (Foundry authentication page). */
const clouds = ["com", "us", "cn"];

/** The audience a host's token is asked for first. */
export function usualAudience(host: string): string {
  return `https://ai.azure.${cloudOf(host)}`;
}

/**
 * The audience that a refusal names, when it is one the host may ask for: Cognitive Services on resource hosts, Azure
 * Machine Learning on inference hosts. A server must not be able to ask for a token to anything else. Null otherwise.
 */
export function namedAudience(message: string, host: string): string | null {
  const cloud = cloudOf(host);
  const isInference = knownSuffix(host)?.startsWith(".inference.ml.") ?? false;
  const other = isInference ? `https://ml.azure.${cloud}` : `https://cognitiveservices.azure.${cloud}`;
  const named = [...message.matchAll(/https:\/\/[a-z0-9.-]+/gi)].map(([name]) => name.toLowerCase());
  return [other, usualAudience(host)].find((audience) => named.includes(audience)) ?? null;
}

function cloudOf(host: string): string {
  const top = knownSuffix(host)?.split(".").at(-1) ?? "";
  return clouds.includes(top) ? top : "com";
}
