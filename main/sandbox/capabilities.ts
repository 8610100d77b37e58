import type { SandboxDeployment } from "./deployments.ts";

/**
 * What the project's list says: nothing of Responses or Messages, and of pictures nothing at all (a census of 18
 * deployments). No row of a model without chat was seen but one of gpt-realtime, which says so.
 */
export function capabilitiesInProject({ apis }: Pick<SandboxDeployment, "apis">): Record<string, string> {
  if (apis.includes("embeddings")) return { embeddings: "true" };
  if (apis.includes("images")) return {};
  return apis.includes("chat")
    ? { chat_completion: "true" }
    : { chat_completion: "false", completion: "false" };
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
