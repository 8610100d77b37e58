import { type Api, runsBatches, type SandboxDeployment } from "./deployments.ts";
import { type Refusal, type RefusalName, Refused } from "./errors.ts";

/** What Anthropic's deployments answer to every other route, and theirs to every other deployment, as reported. */
export const apiNotSupported: Refusal = {
  status: 404,
  body: {
    error: {
      code: "api_not_supported",
      message: "Requested API is currently not supported",
      details: "Requested API is currently not supported",
    },
  },
};

/** The message is documented, what is around it is not (Foundry, endpoints of models, July 2026). */
const modelNotSupported: Refusal = {
  status: 400,
  body: { error: { code: "BadRequest", message: "Model not supported" } },
};

/** The model inference route names neither the model nor the operation (kevinondanet/foundry-providers). */
const operationUnsupported: Refusal = {
  status: 400,
  body: { error: { code: "BadRequest", message: "The requested operation is unsupported." } },
};

const operations: Record<Exclude<Api, "messages">, string> = {
  chat: "chatCompletion",
  responses: "responses",
  embeddings: "embeddings",
  images: "imageGenerations",
};

/**
 * Throws `Refused` for a deployment that is not asked in this way, in the words of whoever would answer. One for batches
 * is refused in the words of one of another kind (BerriAI/litellm#5279).
 */
export function checkApi(deployment: SandboxDeployment, api: Api, path: string): void {
  const { apis, model } = deployment;
  if (apis.includes(api) && !runsBatches(deployment)) return;
  if (api === "messages" || apis.includes("messages")) throw new Refused(apiNotSupported);
  if (path.startsWith("/models/")) throw new Refused(operationUnsupported);
  if (api === "responses" && apis.includes("chat") && !runsBatches(deployment))
    throw new Refused(modelNotSupported);
  throw new Refused("operation-not-supported", { model: model.name, operation: operations[api] });
}

/** Refusals that have other words on some routes. */
const translations: Partial<Record<Api, Partial<Record<RefusalName, RefusalName>>>> = {
  responses: { "content-filter": "content-filter-of-responses", "rate-limited": "rate-limited-at-tier" },
  messages: { "rate-limited": "rate-limited-by-anthropic" },
};

/** A refusal as it is called on the routes of one API. */
export const refusalOn = (api: Api, name: RefusalName): RefusalName => translations[api]?.[name] ?? name;
