import { asCount, asObject, type JsonObject } from "../../json.ts";
import type { Usage } from "../events.ts";

/**
 * The counted tokens of a response; null where it counts none. Input includes what was cached, output what was thought.
 * Of an answer that was cut short, 0 means that nobody counted (recorded on Azure and on OpenAI).
 */
export function readUsage(response: JsonObject, status: string): Usage | null {
  const usage = asObject(response.usage);
  const prompt = asCount(usage?.input_tokens);
  const completion = asCount(usage?.output_tokens);
  if (!usage || prompt === null || completion === null) return null;
  if (status !== "completed" && (prompt === 0 || completion === 0)) return null;
  return {
    prompt,
    completion,
    reasoning: asCount(asObject(usage.output_tokens_details)?.reasoning_tokens) ?? 0,
    cached: asCount(asObject(usage.input_tokens_details)?.cached_tokens) ?? 0,
  };
}
