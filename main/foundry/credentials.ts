import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { diagnosisOf } from "./error.ts";

/** How a request proves who asks. */
export interface Credential {
  kind: "api_key";
  secret: string;
}

/** Microsoft's own hosts, public cloud, US Government, China (Foundry and Azure OpenAI endpoint pages). */
const suffixes = ["com", "us", "cn"]
  .flatMap((land) => [
    `.services.ai.azure.${land}`,
    `.openai.azure.${land}`,
    `.cognitiveservices.azure.${land}`,
    `.inference.ml.azure.${land}`,
  ])
  .concat([
    ".api.cognitive.microsoft.com",
    ".api.cognitive.microsoft.us",
    ".models.ai.azure.com",
    ".inference.ai.azure.com",
  ]);

const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** The known suffix a host ends with, after at least one proper label; undefined for any other host. */
export function knownSuffix(host: string): string | undefined {
  const name = host.toLowerCase();
  return suffixes.find((suffix) => {
    const before = name.endsWith(suffix) ? name.slice(0, -suffix.length) : "";
    return before !== "" && before.split(".").every((part) => label.test(part));
  });
}

/** Whether a host is this computer: localhost, 127.0.0.0/8 or [::1], as the URL parser writes them. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/**
 * The one function that decides whether this address may receive this credential: null when it may, else why not.
 * Asked before every request. Https to Microsoft's own hosts, anything to this computer, nothing with a name in the URL.
 */
export function refusal(url: URL, _credential: Credential): Diagnosis | null {
  if (url.username !== "" || url.password !== "") return diagnosisOf("endpoint_invalid");
  if (url.protocol !== "https:" && url.protocol !== "http:") return diagnosisOf("endpoint_invalid");
  if (isLoopback(url.hostname)) return null;
  if (url.protocol !== "https:") return diagnosisOf("endpoint_not_https", { host: url.host });
  if (knownSuffix(url.hostname) === undefined) return diagnosisOf("endpoint_not_known", { host: url.host });
  return null;
}
