import type { Understanding, UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import { diagnosisOf, FoundryError } from "../error.ts";
import { inUnicode, isHost, isLoopback, isMisleading, knownSuffix } from "./hosts.ts";

/**
 * Reads an endpoint as people paste it: with or without scheme, quotes, a trailing slash, the path of a route or a query,
 * or somewhere in a curl call, a snippet of an SDK, a connection string or the lines of a .env file. Gives what it is and
 * the part that is kept, or a diagnosis of why there is none.
 * Shapes: Foundry endpoints overview, Azure OpenAI api-version lifecycle.
 */
export function understandEndpoint(text: string): Understanding {
  const url = parse(unquoted(text)) ?? firstAddress(withoutComments(text)) ?? firstAddress(text);
  const old = oldConnectionString.exec(text)?.groups;
  if (old && (url === null || url.hostname === old.host || !isOurs(url)))
    return {
      ok: false,
      diagnosis: diagnosisOf("endpoint_old_project", { group: old.group ?? "", project: old.project ?? "" }),
    };
  if (!url) return { ok: false, diagnosis: diagnosisOf("endpoint_invalid") };
  const names = { host: url.host, unicode: inUnicode(url.hostname) };
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) {
    return { ok: false, diagnosis: diagnosisOf("endpoint_not_https", names) };
  }
  if (knownSuffix(url.hostname) === undefined && isMisleading(url.hostname)) {
    return { ok: false, diagnosis: diagnosisOf("endpoint_misleading", names) };
  }
  const found = pieces(url);
  return { ok: true, endpoint: { ...found, ...mentioned(url, text, found.chat !== undefined) } };
}

/** A text without what people copy along at its ends: quotes, brackets, and what separates values. */
const unquoted = (text: string) => text.trim().replace(/^["'`“”‘’„«»<([]+|["'`“”‘’„«»>)\];,]+$/g, "");

/** The lines of a text that are in force: in .env files and scripts others begin with a hash. */
const withoutComments = (text: string) => text.replace(/^[ \t]*#.*$/gm, "");

/** Whether an address leads to Microsoft or to this computer. */
const isOurs = ({ hostname }: URL) => knownSuffix(hostname) !== undefined || isLoopback(hostname);

/** What ends an address in a longer text. */
const ends = "\\s\"'`“”‘’„«»<>\\\\()[\\]{},;|";
const withScheme = new RegExp(`https?://[^${ends}]+`, "gi");
const withoutScheme = new RegExp(
  `(?<![\\w.@%/:-])(?:(?:[a-z0-9-]+\\.)+[a-z]{2,}|localhost|127(?:\\.\\d{1,3}){3})(?::\\d+)?(?![\\w@-])(?:[/?][^${ends}]*)?`,
  "gi",
);
/** A name that stands before an address, as in .env files. */
const addressName = /(?:endpoint|url|uri|base|host|server)\w*["']?\s*[=:]\s*["'`“‘]?$/i;

/** The first address in a longer text that is one of ours, else the first with a scheme or under a name for an address. */
function firstAddress(text: string): URL | null {
  const addresses = [...text.matchAll(withScheme)].flatMap(([address]) => parse(address) ?? []);
  const bare = [...text.matchAll(withoutScheme)].flatMap(({ 0: address, index }) => {
    const url = parse(address);
    const isNamed = addressName.test(text.slice(Math.max(0, index - 80), index));
    return url !== null && (isNamed || isOurs(url)) ? [url] : [];
  });
  return [...addresses, ...bare].find(isOurs) ?? addresses[0] ?? bare[0] ?? null;
}

/**
 * What projects of a hub were reached by, before projects had an endpoint: `HOST;SUBSCRIPTION;GROUP;PROJECT` (Azure AI
 * Projects client library, versions before 1.0).
 */
const oldConnectionString =
  /(?<![^\s"'`=(:])(?:https:\/\/)?(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)\/?;(?<subscription>[^\s;="']+);(?<group>[^\s;="']+);(?<project>[^\s;="'`),]+)(?=$|[\s"'`),])/i;

/** A name and a value as .env files, SDKs, connection strings and JSON write them. */
const named = (name: string) => new RegExp(`\\b(?:${name})["']?\\s*[=:]\\s*["']?([^\\s"',;)]+)`, "i");
const deploymentName = named("azure_deployment|[\\w]*DEPLOYMENT(?:_NAME)?|deployment(?:Name)?");
const modelName = named("[\\w]*MODEL(?:_NAME|_ID)?|modelName");
const versionName = named("api[-_]?version|[\\w]*API_VERSION|apiVersion");

/** The deployment and the api-version, from the address or from what stands beside it. */
function mentioned(
  url: URL,
  text: string,
  isChat: boolean,
): Pick<UnderstoodEndpoint, "deployment" | "apiVersion"> {
  const inPath = deploymentInPath.exec(url.pathname)?.[1];
  const beside = text.replace(url.href, " ");
  const named =
    deploymentName.exec(beside)?.[1] ?? (isChat ? modelName.exec(beside)?.[1] : undefined) ?? null;
  // The versions of the model inference routes and of projects are others.
  const inQuery = isChat || /\/openai\//i.test(url.pathname) ? url.searchParams.get("api-version") : null;
  const version = inQuery ?? versionName.exec(beside)?.[1] ?? "";
  return {
    deployment: inPath === undefined ? named : decode(inPath),
    apiVersion: isVersion(version) ? version : null,
  };
}

const isVersion = (text: string) => /^\d{4}-\d{2}-\d{2}(-preview)?$/.test(text);

/** The endpoint in a text. Throws the diagnosis of why there is none. */
export function understood(text: string): UnderstoodEndpoint {
  const understanding = understandEndpoint(text);
  if (!understanding.ok) throw new FoundryError(understanding.diagnosis);
  return understanding.endpoint;
}

/** Where a resource's own routes hang: its origin and a gateway's prefix, without a project's path or a slash at the end. */
export const resourceBase = ({ origin, prefix }: UnderstoodEndpoint): string => origin + prefix;

/**
 * A text without a scheme is taken as https, and on this computer as http; one with another scheme, a name before the
 * host, or what no host's name holds is no endpoint.
 */
function parse(text: string): URL | null {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  if (text === "" || /[\s"'`;]/.test(text)) return null;
  const urlIn = (scheme: string) => {
    const address = hasScheme ? text : `${scheme}://${text}`;
    return URL.canParse(address) ? new URL(address) : null;
  };
  const url = urlIn("https");
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !isWeb || url.username !== "" || url.password !== "" || !isHost(url.hostname)) return null;
  return isLoopback(url.hostname) ? urlIn("http") : url;
}

/** Where a base ends and a route begins; what comes after is not kept. */
const routes = [
  "openai(/.*)?",
  "deployments/[^/]+/(chat/completions|completions|embeddings)",
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
  const chat = chatAsGiven(url, trimmed);
  const served = isLoopback(url.hostname) ? localServerPath.exec(trimmed)?.[1] : undefined;
  if (served !== undefined) return { ...localServerAt(url.origin, served), ...chat };
  const isPlain = chat !== undefined && isLoopback(url.hostname) && !ofAzure.test(trimmed);
  if (isPlain) return { ...localServerAt(url.origin, trimmed.replace(chatPath, "")), ...chat };
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
    ...chat,
  };
}

const chatPath = /\/chat\/completions\/?$/i;
/** The name of a deployment in a path. */
const deploymentInPath = /\/deployments\/([^/]+)\//i;
/** What the paths of Azure's own routes have in them, wherever they are served. */
const ofAzure = /\/(openai|deployments|api\/projects)\//i;

/**
 * The address of chat where a person has given it in full, or with its version, and it is not one that is made for that
 * endpoint anyway: what a gateway or another's server takes is asked as it stands. Microsoft's own hosts have the routes
 * of `chat/`, except those that serve a single model (Foundry endpoints overview).
 */
function chatAsGiven(url: URL, path: string): Pick<UnderstoodEndpoint, "endpoint" | "chat"> | undefined {
  const suffix = knownSuffix(url.hostname);
  if (suffix !== undefined && !/^\.(models|inference)\.ai\./.test(suffix)) return undefined;
  const given = new URL(url);
  given.hash = "";
  for (const name of [...given.searchParams.keys()]) if (isSecretName(name)) given.searchParams.delete(name);
  const isLocal = isLoopback(url.hostname);
  if (chatPath.test(url.pathname)) {
    const isMade = isLocal && localServerPath.test(path) ? given.search === "" : isDatedRoute(given);
    return isMade ? undefined : { endpoint: given.href, chat: given.href };
  }
  const base = isLocal || suffix !== undefined ? undefined : localServerPath.exec(path)?.[1];
  if (base === undefined) return undefined;
  return { endpoint: url.origin + base, chat: `${url.origin}${base}/chat/completions` };
}

/** Whether an address is the dated route to a deployment, with its version and nothing else. */
function isDatedRoute({ pathname, searchParams }: URL): boolean {
  const version = searchParams.get("api-version") ?? "";
  return (
    /\/openai\/deployments\/[^/]+\/chat\/completions$/i.test(pathname) &&
    searchParams.size === 1 &&
    isVersion(version)
  );
}

/** Names under which a query carries what proves who asks (API Management, Azure Functions, shared access signatures). */
const isSecretName = (name: string) => /(^|[-_])(key|code|sig|token|secret|password)$|apikey$/i.test(name);

/**
 * Where a server that speaks OpenAI's API lists its models; null for any other. Azure's own routes list there what
 * nobody has deployed.
 */
export function modelsAddress(endpoint: UnderstoodEndpoint): URL | null {
  const { kind, chat } = endpoint;
  if (chat === undefined) return kind === "local_server" ? new URL(`${resourceBase(endpoint)}/models`) : null;
  const url = new URL(chat);
  if (ofAzure.test(url.pathname)) return null;
  url.pathname = url.pathname.replace(chatPath, "/models");
  return url;
}

/** The address of chat that was given in full, for a deployment: the name in its path, where one is, is that one's. */
export function chatAddress(chat: string, deployment: string): URL {
  const url = new URL(chat);
  const [, name] = deploymentInPath.exec(url.pathname) ?? [];
  if (name !== undefined && decode(name) !== deployment)
    url.pathname = url.pathname.replace(
      deploymentInPath,
      () => `/deployments/${encodeURIComponent(deployment)}/`,
    );
  return url;
}

/** Whether an address is made like Azure's own, which take a key in a header of their own. */
export const isMadeLikeAzure = ({ pathname }: URL): boolean => ofAzure.test(pathname);

/** Where a project's own routes hang; null where none is meant. */
export function projectBase({ origin, endpoint }: UnderstoodEndpoint): string | null {
  const [path] = projectPath.exec(new URL(endpoint).pathname) ?? [];
  return path === undefined ? null : origin + path;
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
