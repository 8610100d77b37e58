import type { UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import type { FoundServer } from "../../../preload/contract/local-servers.ts";
import { localServerOf, modelsAddress } from "../endpoints/parse.ts";
import { FoundryError, problem } from "../error.ts";
import { type Asking, type Call, type Fetch, readJson, send, type Target } from "../http/send.ts";
import { type ListedModel, modelsIn } from "./model-list.ts";
import type { Row } from "./rows.ts";
import { chatCapability } from "./speaks.ts";

/** Where a server of models usually listens. */
interface Usual {
  product: string;
  port: number;
  path: string;
  /** Whether many other programs listen there too. */
  isCommon?: true;
}

/**
 * The ports by each server's own pages: Ollama's OpenAI compatibility, LM Studio's OpenAI endpoints, Docker Model
 * Runner's API, llama.cpp's server, vLLM's OpenAI-compatible server. Foundry Local's first versions had these two; since
 * then each start takes another, which only `foundry service status` tells (microsoft/foundry-local, issue 424).
 */
const usual: readonly Usual[] = [
  { product: "Ollama", port: 11_434, path: "/v1" },
  { product: "LM Studio", port: 1234, path: "/v1" },
  { product: "Foundry Local", port: 5272, path: "/v1" },
  { product: "Foundry Local", port: 5273, path: "/v1" },
  { product: "Docker Model Runner", port: 12_434, path: "/engines/v1" },
  { product: "llama.cpp", port: 8080, path: "/v1", isCommon: true },
  { product: "vLLM", port: 8000, path: "/v1", isCommon: true },
];

/** What the lists of models say in `owned_by`: constants of llama.cpp's and vLLM's servers, and of LM Studio. */
const owners = new Map([
  ["llamacpp", "llama.cpp"],
  ["vllm", "vLLM"],
  ["organization_owner", "LM Studio"],
]);

/** Milliseconds in which a server on this computer has to have answered when it is looked for. */
const shortPatience = 1500;

/** The program that usually listens at an origin's port; null for any other port, and for those that many use. */
export function usualProduct(origin: string): string | null {
  const { port } = new URL(origin);
  return usual.find((one) => String(one.port) === port && !one.isCommon)?.product ?? null;
}

/** The request for the list of a server that speaks OpenAI's API; null for an endpoint that is none. */
export function modelsCall(endpoint: UnderstoodEndpoint): Call | null {
  const url = modelsAddress(endpoint);
  return (
    url && { url, keyHeader: "bearer", ...(endpoint.kind === "local_server" && { isLocalServer: true }) }
  );
}

/**
 * The models of a server, by the names it takes in requests, with what it says they do. Throws what `send` throws, and
 * `reply_not_understood` for what is no list: LM Studio answers 200 with an error to a path it does not have.
 */
export async function listModels(target: Target, call: Call): Promise<Row[]> {
  return (await readModels(target, call)).map(({ name, isChat }) => ({
    name,
    model: name,
    ...(isChat !== null && { capabilities: isChat ? [chatCapability] : [] }),
  }));
}

async function readModels(target: Asking, call: Call): Promise<ListedModel[]> {
  const models = modelsIn(await send(target, call, readJson));
  if (models === null) throw problem("reply_not_understood");
  return models;
}

/** What says that a server of models is meant: it asks for its key, or nothing at all answers. */
const isThere = ["local_server_wants_key", "local_server_not_running", "connection_failed"];

/**
 * The bare address of a port says nothing of what listens there, so it is asked: gives the server of models under
 * `/v1` where there is one, or nothing at all runs, and else the endpoint as it was. Throws `cancelled`.
 */
export async function settled(target: Target, signal?: AbortSignal): Promise<UnderstoodEndpoint> {
  const server = localServerOf(target.endpoint);
  if (!server) return target.endpoint;
  try {
    await readModels(target, { ...callAt(server.endpoint), signal });
    return server;
  } catch (error) {
    const code = error instanceof FoundryError ? error.diagnosis.code : "unexpected";
    if (code === "cancelled") throw error;
    return isThere.includes(code) ? server : target.endpoint;
  }
}

/**
 * The servers of models that answer on this computer, at the ports they usually have. Only 127.0.0.1 is asked, without
 * any credential; what is no list of models is none. Never throws.
 */
export async function findLocalServers(
  fetch: Fetch,
  places: readonly Usual[] = usual,
): Promise<FoundServer[]> {
  const found = await Promise.all(places.map((place) => lookAt(fetch, place)));
  return found.flatMap((one) => one ?? []);
}

/** The request by which a server is looked for. */
const callAt = (endpoint: string): Call => ({
  url: new URL(`${endpoint}/models`),
  keyHeader: "bearer",
  isLocalServer: true,
  patience: shortPatience,
});

async function lookAt(fetch: Fetch, { product, port, path, isCommon }: Usual): Promise<FoundServer | null> {
  const endpoint = `http://127.0.0.1:${port}${path}`;
  const asking = { credential: { kind: "none" as const }, consent: null, fetch };
  try {
    const models = await readModels(asking, callAt(endpoint));
    const named = models.flatMap(({ owner }) => owners.get(owner ?? "") ?? [])[0];
    return { product: named ?? (isCommon ? null : product), endpoint, models: models.length };
  } catch (error) {
    const wantsKey = error instanceof FoundryError && error.diagnosis.code === "local_server_wants_key";
    // Anything may say 401 at a port that many programs use.
    return wantsKey && !isCommon ? { product, endpoint, models: null } : null;
  }
}
