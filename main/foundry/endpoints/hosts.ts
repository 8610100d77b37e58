import { domainToUnicode } from "node:url";

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

/** The control plane of each cloud, Azure Resource Manager. It takes tokens only (Azure quotas and limits page). */
const managementHosts = [
  "management.azure.com",
  "management.usgovcloudapi.net",
  "management.chinacloudapi.cn",
];

/** Whether a host is Azure Resource Manager. */
export const isManagement = (host: string): boolean => managementHosts.includes(host);

/** Where people look at and set up what they have, in each cloud (Azure sovereign clouds page). */
const portals =
  /^(?:ai\.azure\.(?:com|us)|oai\.azure\.(?:com|us)|(?:[a-z]+\.)?portal\.azure\.(?:com|us|cn))$/;

/** Whether a host is one of Microsoft's portals, whose pages are no endpoints. */
export const isPortal = (host: string): boolean => portals.test(host);

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

/** Whether a host, as the URL parser writes it, is a name or an address, and no other text that parser lets through. */
export const isHost = (host: string): boolean => /^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(host);

/** Whether a host is this computer: localhost, 127.0.0.0/8 or [::1], as the URL parser writes them. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** A host as people read it; the same text where it has no punycode. */
export const inUnicode = (host: string): string => domainToUnicode(host) || host;

/**
 * Whether a host's name is made to be taken for another: a known suffix that is not at its end, or letters of several
 * scripts in one label.
 */
export function isMisleading(host: string): boolean {
  return (
    suffixes.some((suffix) => `.${host}`.includes(`${suffix}.`)) ||
    inUnicode(host).split(".").some(mixesScripts)
  );
}

/** Scripts whose letters are told apart; those that one language writes together count as one. */
const scripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Cherokee}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}]/u,
];

function mixesScripts(part: string): boolean {
  const letters = part.match(/\p{L}/gu) ?? [];
  return new Set(letters.map((letter) => scripts.findIndex((script) => script.test(letter)))).size > 1;
}

/** The suffixes of a resource that is at its cloud's Foundry host too, each with that host's. */
const foundrySuffixes: readonly [RegExp, string][] = [
  [/\.(?:openai|cognitiveservices)\.azure\.com$/, ".services.ai.azure.com"],
  [/\.(?:openai|cognitiveservices)\.azure\.us$/, ".services.ai.azure.us"],
];

/**
 * Where the same resource has what Foundry alone serves: at its Foundry host, in its own cloud. Any other origin is given
 * as it is.
 */
export function foundryOrigin(origin: string): string {
  const url = new URL(origin);
  if (url.protocol !== "https:" || knownSuffix(url.hostname) === undefined) return origin;
  for (const [suffix, instead] of foundrySuffixes) url.hostname = url.hostname.replace(suffix, instead);
  return url.origin;
}
