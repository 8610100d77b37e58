import type { SandboxDeployment } from "./deployments.ts";

/**
 * What the project's list says: `chat_completion` or `embeddings`, and nothing of Responses or Messages (a census of 18
 * deployments). Rows of Claude models are known from the tests of other clients only, which have none.
 */
export function capabilitiesInProject({ apis }: Pick<SandboxDeployment, "apis">): Record<string, string> {
  if (apis.includes("embeddings")) return { embeddings: "true" };
  return apis.includes("chat") ? { chat_completion: "true" } : {};
}

/** What Azure Resource Manager says, as recorded: that a Claude model completes chats is not true. */
export function capabilitiesInAccount({
  apis,
  model,
}: Pick<SandboxDeployment, "apis" | "model">): Record<string, string> {
  if (apis.includes("messages")) return { chatCompletion: "true", agentsV2: "true" };
  const chat = apis.includes("chat") && { chatCompletion: "true" };
  const responses = apis.includes("responses") && { responses: "true", agentsV2: "true", assistants: "true" };
  return {
    ...(model.publisher === "OpenAI" && { area: "US" }),
    ...chat,
    ...responses,
    ...(apis.includes("embeddings") && { embeddings: "true" }),
  };
}
