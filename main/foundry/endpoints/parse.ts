import type { Understanding, UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import { diagnosisOf, FoundryError } from "../error.ts";
import { inUnicode, isLoopback, isMisleading, knownSuffix } from "./hosts.ts";

/**
 * Reads an endpoint as people paste it: with or without scheme, a trailing slash, the path of a route or a query, or
 * somewhere in a curl call, a snippet of an SDK or the lines of a .env file. Gives what it is and the part that is
 * kept, or a diagnosis of why there is none.
 * Shapes: Foundry endpoints overview, Azure OpenAI api-version lifecycle.
 */
export function understandEndpoint(text: string): Understanding {
  const url = parse(text.trim()) ?? firstAddress(text);
  if (!url) return { ok: false, diagnosis: diagnosisOf("endpoint_invalid") };
  const names = { host: url.host, unicode: inUnicode(url.hostname) };
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) {
    return { ok: false, diagnosis: diagnosisOf("endpoint_not_https", names) };
  }
  if (knownSuffix(url.hostname) === undefined && isMisleading(url.hostname)) {
    return { ok: false, diagnosis: diagnosisOf("endpoint_misleading", names) };
  }
  return { ok: true, endpoint: { ...pieces(url), ...mentioned(url, text) } };
}

/** The first address in a longer text that leads to Microsoft or to this computer, else the first one there is. */
function firstAddress(text: string): URL | null {
  const addresses = [...text.matchAll(/https?:\/\/[^\s"'`<>\\()[\]{},;|]+/gi)].flatMap(
    ([address]) => parse(address) ?? [],
  );
  const isOurs = ({ hostname }: URL) => knownSuffix(hostname) !== undefined || isLoopback(hostname);
  return addresses.find(isOurs) ?? addresses[0] ?? null;
}

/** A name and a value as .env files, SDKs and JSON write them. */
const named = (name: string) => new RegExp(`\\b(?:${name})["']?\\s*[=:]\\s*["']?([^\\s"',;)]+)`, "i");
const deploymentName = named("azure_deployment|[\\w]*DEPLOYMENT(?:_NAME)?|deployment(?:Name)?");
const versionName = named("api[-_]?version|[\\w]*API_VERSION|apiVersion");

/** The deployment and the api-version, from the address or from what stands beside it. */
function mentioned(url: URL, text: string): Pick<UnderstoodEndpoint, "deployment" | "apiVersion"> {
  const inPath = /\/deployments\/([^/]+)\//i.exec(url.pathname)?.[1];
  const beside = text.replace(url.href, " ");
  // The versions of the model inference routes and of projects are others.
  const inQuery = /\/openai\//i.test(url.pathname) ? url.searchParams.get("api-version") : null;
  const version = inQuery ?? versionName.exec(beside)?.[1] ?? "";
  return {
    deployment: inPath === undefined ? (deploymentName.exec(beside)?.[1] ?? null) : decode(inPath),
    apiVersion: /^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version) ? version : null,
  };
}

/** The endpoint in a text. Throws the diagnosis of why there is none. */
export function understood(text: string): UnderstoodEndpoint {
  const understanding = understandEndpoint(text);
  if (!understanding.ok) throw new FoundryError(understanding.diagnosis);
  return understanding.endpoint;
}

/** Where a resource's own routes hang: its origin and a gateway's prefix, without a project's path or a slash at the end. */
export const resourceBase = ({ origin, prefix }: UnderstoodEndpoint): string => origin + prefix;

/** A text without a scheme is taken as https; one with another scheme, or a name before the host, is no endpoint. */
function parse(text: string): URL | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === "" || /\s/.test(text) || !URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  return isWeb && url.username === "" && url.password === "" ? url : null;
}

/** Where a base ends and a route begins; what comes after is not kept. */
const routes = [
  "openai(/.*)?",
  "models(/(chat|embeddings|info).*)?",
  "(v1/)?(chat/completions|completions|embeddings)",
  "v1(/models)?",
  "score",
  "api/projects",
];
const route = new RegExp(`/(${routes.join("|")})$`, "i");
const projectPath = /^(.*)\/api\/projects\/([^/]+)/i;

function pieces(url: URL): Omit<UnderstoodEndpoint, "deployment" | "apiVersion"> {
  const trimmed = url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  const served = isLoopback(url.hostname) ? localServerPath.exec(trimmed)?.[1] : undefined;
  if (served !== undefined) return localServerAt(url.origin, served);
  const [whole, before, name] = projectPath.exec(trimmed) ?? [];
  const prefix = before ?? trimmed.replace(route, "");
  const suffix = knownSuffix(url.hostname);
  return {
    kind: kindOf(url.hostname, suffix, name !== undefined),
    endpoint: url.origin + (whole ?? prefix),
    origin: url.origin,
    prefix,
    resource: suffix ? url.hostname.slice(0, -suffix.length) : null,
    project: name === undefined ? null : decode(name),
  };
}

/**
 * Where a local server's routes hang, with what may follow: `/v1` (Ollama, LM Studio, llama.cpp, vLLM, Foundry Local),
 * `/engines/v1` (Docker Model Runner), `/api/v1` and the like. Not a resource's `/openai/v1`.
 */
const localServerPath =
  /^((?!.*\/openai\/|.*\/api\/projects\/).*\/v\d+)(?:\/(?:chat\/completions|completions|embeddings|responses|models(?:\/.*)?))?$/i;

function localServerAt(
  origin: string,
  prefix: string,
): Omit<UnderstoodEndpoint, "deployment" | "apiVersion"> {
  return {
    kind: "local_server",
    endpoint: origin + prefix,
    origin,
    prefix,
    resource: null,
    project: null,
  };
}

/** The server of models that may be meant by the bare address of a port on this computer; null for any other endpoint. */
export function localServerOf(endpoint: UnderstoodEndpoint): UnderstoodEndpoint | null {
  const isBare = endpoint.kind === "local" && endpoint.endpoint === endpoint.origin;
  return isBare ? { ...endpoint, ...localServerAt(endpoint.origin, "/v1") } : null;
}

function kindOf(host: string, suffix: string | undefined, isProject: boolean): UnderstoodEndpoint["kind"] {
  if (suffix === undefined && !isLoopback(host)) return "gateway";
  if (suffix?.startsWith(".inference.ml.")) return "machine_learning";
  if (isProject) return "project";
  return suffix === undefined ? "local" : "resource";
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
