import { asCount, asObject, type JsonObject } from "../../json.ts";
import type { Usage } from "../events.ts";

/** What is counted, by its names. */
export const counts = [
  "input_tokens",
  "output_tokens",
  "cache_read_input_tokens",
  "cache_creation_input_tokens",
  "output_tokens_details",
];

/**
 * The counted tokens of a message; null where it counts none. Input is told without what was read from the cache or
 * written into it, and output with what was thought (Messages API reference).
 */
export function readUsage(usage: JsonObject): Usage | null {
  const input = asCount(usage.input_tokens);
  const completion = asCount(usage.output_tokens);
  if (input === null && completion === null) return null;
  const cached = asCount(usage.cache_read_input_tokens) ?? 0;
  const written = asCount(usage.cache_creation_input_tokens) ?? 0;
  const thought = asCount(asObject(usage.output_tokens_details)?.thinking_tokens) ?? 0;
  return {
    prompt: (input ?? 0) + cached + written,
    completion: Math.max(completion ?? 0, thought),
    reasoning: thought,
    cached,
  };
}
