import type { UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import { isSecretName } from "../../../preload/secret-names.ts";
import { isLoopback, knownSuffix } from "./hosts.ts";

/**
 * Where the routes of a server hang that speaks OpenAI's API, with what may follow: `/v1` (Ollama, LM Studio, llama.cpp,
 * vLLM, Foundry Local), `/engines/v1` (Docker Model Runner), `/api/v1`, `/v1beta/openai` and the like. Not a resource's
 * `/openai/v1`.
 */
export const servedPath =
  /^((?!.*\/openai\/|.*\/api\/projects\/).*\/v\d+(?:beta)?(?:\/openai)?)(?:\/(?:chat\/completions|completions|embeddings|responses|messages|models(?:\/.*)?))?$/i;

/** Where chat is served, at the end of a path. */
export const chatPath = /\/chat\/completions\/?$/i;
/** The name of a deployment in a path. */
export const deploymentInPath = /\/deployments\/([^/]+)\//i;
/** What the paths of Azure's own routes have in them, wherever they are served. They take a key in a header of their own. */
export const ofAzure = /\/(openai\/(v\d+|deployments)|deployments|api\/projects)\//i;

/**
 * The address of chat where a person has given it in full, or with its version, and it is not one that is made for that
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
  if (chatPath.test(url.pathname)) {
    const isMade = isLocal && servedPath.test(path) ? given.search === "" : isDatedRoute(given);
    return isMade ? undefined : { endpoint: given.href, chat: given.href };
  }
  const base = isLocal || suffix !== undefined ? undefined : servedPath.exec(path)?.[1];
  if (base === undefined) return undefined;
  return { endpoint: url.origin + base, chat: `${url.origin}${base}/chat/completions` };
}

/**
 * Whether an address is the dated route to a deployment, with its version and nothing else. What stands before it must
 * not read as another server's: it is what would be kept.
 */
function isDatedRoute({ pathname, searchParams }: URL): boolean {
  const [, before] = /^(.*)\/openai\/deployments\/[^/]+\/chat\/completions$/i.exec(pathname) ?? [];
  const isBase = before !== undefined && !servedPath.test(before);
  return isBase && searchParams.size === 1 && isVersion(searchParams.get("api-version") ?? "");
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
