import type { UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { isSecretName } from "../../../preload/secret-names.ts";
import { isLoopback, knownSuffix } from "./hosts.ts";

/**
 * Where the routes of a server hang that speaks OpenAI's API, with what may follow: `/v1` (Ollama, LM Studio, llama.cpp,
 * vLLM, Foundry Local), `/engines/v1` (Docker Model Runner), `/api/v1`, `/v1beta/openai` and the like. Not a resource's
 * `/openai/v1` or `/anthropic/v1`.
 */
export const servedPath =
  /^((?!.*\/openai\/|.*\/anthropic\/|.*\/api\/projects\/).*\/v\d+(?:beta)?(?:\/openai)?)(?:\/(?:chat\/completions|completions|embeddings|responses|messages|models(?:\/.*)?))?$/i;

/** Where answers are asked for, at the end of a path, in whichever API. */
export const askingPath = /\/(chat\/completions|responses|messages)\/?$/i;
/** What the paths of the APIs end with. */
export type Operation = "chat/completions" | "responses" | "messages" | "images/generations";

/** An address where answers are asked for, as one of another API beside it. */
export function toOperation(address: URL, operation: Operation): URL {
  const url = new URL(address);
  url.pathname = url.pathname.replace(askingPath, (whole, own: string) =>
    own.toLowerCase() === operation ? whole : `/${operation}`,
  );
  return url;
}

/** The name of a deployment in a path. */
export const deploymentInPath = /\/deployments\/([^/]+)\//i;
/** What the paths of Azure's own routes have in them, wherever they are served. They take a key in a header of their own. */
export const ofAzure =
  /\/(openai\/(v\d+|deployments|responses)|anthropic|deployments|api\/projects)(?:\/|$)/i;

/** Paths of each API but chat, with what may follow: one answer of Responses, the count of Messages. */
const paths: readonly [DialectName, RegExp][] = [
  [
    "messages",
    /\/(?:anthropic(?:\/v\d+)?(?:\/models(?:\/.*)?)?|(?:v\d+\/)?messages(?:\/(?:count_tokens|batches))?)$/i,
  ],
  ["responses", /\/responses(?:\/(?:resp_[^/]+(?:\/\w+)?|compact|input_tokens))?$/i],
];

/** The API that a path without a slash at its end is of; undefined for chat's, and for one that says nothing. */
export const dialectIn = (path: string): DialectName | undefined =>
  paths.find(([, known]) => known.test(path))?.[0];

/** A step of the paths of all APIs. */
const step = "\\/(?:openai|anthropic|v\\d+|chat\\/completions|responses|messages)";
const doubled = new RegExp(`((?:${step})+?)\\1+(?=\\/|$)`, "gi");
const operations = "\\/(?:chat\\/completions|responses|messages)";
const appended = new RegExp(`(${operations})(?:(?:\\/v\\d+)?(?:${operations}|\\/completions))+(\\/?)$`, "i");

/**
 * A path without what a client has appended to an address that had it already: `/v1/messages/v1/messages`,
 * `/openai/v1/openai/v1/responses`, `/responses/chat/completions`. What stood there first counts.
 */
export const mended = (path: string): string => path.replace(doubled, "$1").replace(appended, "$1$2");

/**
 * The address of an API where a person has given it in full, or with its version, and it is not one that is made for that
 * endpoint anyway: what a gateway or another's server takes is asked as it stands. Microsoft's own hosts have the routes
 * of `chat/`, except those that serve a single model (Foundry endpoints overview). What a query has in it of secrets is
 * left out. `path` is the URL's, without doubled slashes and one at its end.
 */
export function chatAsGiven(
  url: URL,
  path: string,
): Pick<UnderstoodEndpoint, "endpoint" | "chat"> | undefined {
  const suffix = knownSuffix(url.hostname);
  if (suffix !== undefined && !/^\.(models|inference)\.ai\./.test(suffix)) return undefined;
  const given = new URL(url);
  given.hash = "";
  for (const name of [...given.searchParams.keys()]) if (isSecretName(name)) given.searchParams.delete(name);
  const isLocal = isLoopback(url.hostname);
  const served = servedPath.exec(path)?.[1];
  // There chat is beside what was given.
  const isBeside = served !== undefined && given.search === "" && dialectIn(path) !== undefined;
  if (askingPath.test(url.pathname) && !isBeside) {
    const isMade = isLocal && served !== undefined ? given.search === "" : isOwnRoute(given);
    return isMade ? undefined : { endpoint: given.href, chat: given.href };
  }
  const base = isLocal || suffix !== undefined ? undefined : served;
  if (base === undefined) return undefined;
  return { endpoint: url.origin + base, chat: `${url.origin}${base}/chat/completions` };
}

/**
 * Whether an address is what is asked first of a resource anyway: a dated route with its version and nothing else, or one of
 * Responses or Messages without any. What stands before it must not read as another server's: it is what would be kept.
 */
function isOwnRoute({ pathname, search, searchParams }: URL): boolean {
  const [, before, plain] =
    /^(.*)\/(?:openai\/deployments\/[^/]+\/chat\/completions|openai\/responses|(openai\/v1\/responses|anthropic\/v1\/messages))$/i.exec(
      pathname,
    ) ?? [];
  if (before === undefined || servedPath.test(before)) return false;
  if (plain !== undefined) return search === "";
  return searchParams.size === 1 && isVersion(searchParams.get("api-version") ?? "");
}

/** Whether a text is a dated api-version, as the service counts them. */
export const isVersion = (text: string) => /^\d{4}-\d{2}-\d{2}(-preview)?$/.test(text);

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

/** A segment of a path as it is read; as it stands where it is not encoded as it should be. */
export function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
