import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { diagnosisOf } from "./error.ts";

/** How a request proves who asks. */
export interface Credential {
  kind: "api_key";
  secret: string;
}

/**
 * Microsoft's own hosts in the public cloud, the US Government's and China's (Foundry, Azure OpenAI and Azure AI
 * services endpoint pages; Azure Machine Learning custom DNS page). Foundry projects are not offered in China.
 */
const suffixes = [
  ".services.ai.azure.com",
  ".services.ai.azure.us",
  ".openai.azure.com",
  ".openai.azure.us",
  ".openai.azure.cn",
  ".cognitiveservices.azure.com",
  ".cognitiveservices.azure.us",
  ".cognitiveservices.azure.cn",
  ".api.cognitive.microsoft.com",
  ".api.cognitive.microsoft.us",
  ".api.cognitive.azure.cn",
  ".inference.ml.azure.com",
  ".inference.ml.azure.us",
  ".inference.ml.azure.cn",
  ".models.ai.azure.com",
  ".inference.ai.azure.com",
];

const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** The known suffix a host ends with, after at least one proper label; undefined for any other host. */
export function knownSuffix(host: string): string | undefined {
  return suffixes.find(
    (suffix) =>
      host.endsWith(suffix) &&
      host
        .slice(0, -suffix.length)
        .split(".")
        .every((part) => label.test(part)),
  );
}

/** Whether a host is this computer: localhost, 127.0.0.0/8 or [::1], as the URL parser writes them. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** Whether a secret can stand in a header. One that cannot is no key of the service, and errors would quote it. */
const isSendable = (secret: string) => /^[\x21-\x7e]+$/.test(secret);

/**
 * The one function that decides whether this address may receive this credential: null when it may, else why not.
 * Asked before every request. Https to Microsoft's own hosts, anything to this computer, nothing with a name in the URL.
 */
export function refusal(url: URL, { secret }: Credential): Diagnosis | null {
  if (url.username !== "" || url.password !== "") return diagnosisOf("endpoint_invalid");
  if (url.protocol !== "https:" && url.protocol !== "http:") return diagnosisOf("endpoint_invalid");
  if (!isLoopback(url.hostname)) {
    if (url.protocol !== "https:") return diagnosisOf("endpoint_not_https", { host: url.host });
    if (knownSuffix(url.hostname) === undefined) return diagnosisOf("endpoint_not_known", { host: url.host });
  }
  return isSendable(secret) ? null : diagnosisOf("key_refused");
}
