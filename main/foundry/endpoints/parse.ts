import type { Understanding, UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import { diagnosisOf, FoundryError } from "../error.ts";
import { addressIn, oldProjectIn, withoutComments } from "./addresses.ts";
import {
  askingPath,
  chatAsGiven,
  decode,
  deploymentInPath,
  dialectIn,
  isVersion,
  mended,
  ofAzure,
  servedPath,
} from "./chat-address.ts";
import { inUnicode, isLoopback, isMisleading, isPortal, knownSuffix } from "./hosts.ts";

/**
 * Reads an endpoint as people paste it: with or without scheme, quotes, a trailing slash, the path of a route or a query,
 * or somewhere in a curl call, a snippet of an SDK, a connection string or the lines of a .env file. Gives what it is and
 * the part that is kept, or a diagnosis of why there is none.
 * Shapes: Foundry endpoints overview, Azure OpenAI api-version lifecycle.
 */
export function understandEndpoint(text: string): Understanding {
  const url = addressIn(text);
  const old = oldProjectIn(text, url);
  if (old) return { ok: false, diagnosis: diagnosisOf("endpoint_old_project", old) };
  if (!url) return { ok: false, diagnosis: diagnosisOf("endpoint_invalid") };
  const names = { host: url.host, unicode: inUnicode(url.hostname) };
  if (isPortal(url.hostname)) return { ok: false, diagnosis: diagnosisOf("endpoint_portal", names) };
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) {
    return { ok: false, diagnosis: diagnosisOf("endpoint_not_https", names) };
  }
  if (knownSuffix(url.hostname) === undefined && isMisleading(url.hostname)) {
    return { ok: false, diagnosis: diagnosisOf("endpoint_misleading", names) };
  }
  const found = pieces(url);
  return { ok: true, endpoint: { ...found, ...mentioned(url, withoutComments(text), found) } };
}

/** A name and a value as .env files, SDKs, connection strings and JSON write them; not one that stands for another value. */
const named = (name: string) =>
  new RegExp(
    `(?<![\\w-])(?:${name})["']?\\s*[=:]\\s*["']?(?!(?:os|process)\\.)([\\w./:@+-]+)(?![\\w./:@+-]|[([])`,
    "i",
  );
const deploymentName = named("\\w*deployment(?:[-_]?(?:name|id))?");
const modelName = named("\\w*model(?:[-_]?(?:name|id))?");
const versionName = named("\\w*api[-_]?version");
/** A variable that is called like what it holds, in the place of a value. */
const isVariable = (value: string) =>
  /^(?:azure_|openai_)*(?:deployment|model)(?:_?(?:name|id))?$/i.test(value);
/** What documentation has in the place of a name. */
const isPlaceholder = (name: string) => /^[{<]/.test(name);
/** The value of the first such name; null where there is none. */
const valueUnder = (name: RegExp, text: string): string | null => {
  const value = name.exec(text)?.[1];
  return value === undefined || isVariable(value) ? null : value;
};

/** The deployment and the api-version, from the address or from what stands beside it. */
function mentioned(
  url: URL,
  text: string,
  { chat, kind, dialect }: Pick<UnderstoodEndpoint, "chat" | "kind" | "dialect">,
): Pick<UnderstoodEndpoint, "deployment" | "apiVersion"> {
  const inPath = decode(deploymentInPath.exec(url.pathname)?.[1] ?? "");
  const beside = text.replace(url.href, " ");
  // Another's server, whose models are its deployments.
  const isOthers = chat !== undefined || kind === "local_server";
  // There the model of a request is the name of a deployment.
  const takesModel = isOthers || dialect !== undefined || /\/openai\/v1(?:\/|$)/i.test(url.pathname);
  const besides = valueUnder(deploymentName, beside) ?? (takesModel ? valueUnder(modelName, beside) : null);
  // The versions of the model inference routes and of projects are others.
  const inQuery = isOthers || /\/openai\//i.test(url.pathname) ? url.searchParams.get("api-version") : null;
  const version = inQuery ?? versionName.exec(beside)?.[1] ?? "";
  return {
    deployment: inPath === "" || isPlaceholder(inPath) ? besides : inPath,
    apiVersion: isVersion(version) ? version : null,
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

/** Where a base ends and a route begins; what comes after is not kept. */
const routes = [
  "openai(/.*)?",
  "deployments/[^/]+/(chat/completions|completions|embeddings)",
  "models(/(chat|embeddings|info).*)?",
  "anthropic(/.*)?",
  "(v1/)?(chat/completions|completions|embeddings|responses|messages)",
  "v1(/models)?",
  "score",
  "api/projects",
];
const route = new RegExp(`/(${routes.join("|")})$`, "i");
const projectPath = /^(.*)\/api\/projects\/([^/]+)/i;

function pieces(pasted: URL): Omit<UnderstoodEndpoint, "deployment" | "apiVersion"> {
  const url = new URL(pasted);
  url.pathname = mended(url.pathname);
  const trimmed = url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  const dialect = dialectIn(trimmed);
  return { ...placed(url, trimmed), ...(dialect && { dialect }) };
}

/** What an address leads to. `trimmed`: its path, without doubled slashes and one at its end. */
function placed(url: URL, trimmed: string): Omit<UnderstoodEndpoint, "deployment" | "apiVersion"> {
  const chat = chatAsGiven(url, trimmed);
  const served = isLoopback(url.hostname) ? servedPath.exec(trimmed)?.[1] : undefined;
  if (served !== undefined) return { ...localServerAt(url.origin, served), ...chat };
  const isPlain = chat !== undefined && isLoopback(url.hostname) && !ofAzure.test(trimmed);
  if (isPlain) return { ...localServerAt(url.origin, trimmed.replace(askingPath, "")), ...chat };
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

/**
 * Where a server that speaks OpenAI's API lists its models; null for any other. Azure's own routes list there what
 * nobody has deployed.
 */
export function modelsAddress(endpoint: UnderstoodEndpoint): URL | null {
  const { kind, chat } = endpoint;
  if (chat === undefined) return kind === "local_server" ? new URL(`${resourceBase(endpoint)}/models`) : null;
  const url = new URL(chat);
  if (ofAzure.test(url.pathname)) return null;
  url.pathname = url.pathname.replace(askingPath, "/models");
  return url;
}

/** Where a project's own routes hang; null where none is meant. */
export function projectBase({ origin, endpoint }: UnderstoodEndpoint): string | null {
  const [path] = projectPath.exec(new URL(endpoint).pathname) ?? [];
  return path === undefined ? null : origin + path;
}

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
