import { asObject, type JsonObject } from "../../json.ts";
import type { Usage } from "../events.ts";

/**
 * The counted tokens of a chunk; null where it counts none. Names: Azure OpenAI REST reference; `prompt_cache_hit_tokens`
 * is DeepSeek's own API's, `input_tokens` and `output_tokens` those of newer APIs behind gateways, `num_cached_tokens`
 * vLLM's, `cache_read_input_tokens` Anthropic's. Groq has them in `x_groq`, Moonshot in the choice.
 */
export function readUsage(chunk: JsonObject, choice: JsonObject | null): Usage | null {
  if (!chunk.usage && !chunk.x_groq && !choice?.usage) return null;
  const usage = asObject(chunk.usage) ?? asObject(asObject(chunk.x_groq)?.usage) ?? asObject(choice?.usage);
  if (!usage) return null;
  const prompt = count(usage.prompt_tokens ?? usage.input_tokens);
  const completion = count(usage.completion_tokens ?? usage.output_tokens);
  if (prompt === null && completion === null) return null;
  const total = count(usage.total_tokens);
  const rest = Math.max(0, (total ?? 0) - (prompt ?? 0) - (completion ?? 0));
  const written = asObject(usage.completion_tokens_details ?? usage.output_tokens_details);
  const read = asObject(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const cached =
    read?.cached_tokens ??
    usage.prompt_cache_hit_tokens ??
    usage.cached_tokens ??
    usage.num_cached_tokens ??
    usage.cache_read_input_tokens;
  const said = {
    prompt: prompt ?? rest,
    completion: completion ?? rest,
    reasoning: count(written?.reasoning_tokens ?? usage.reasoning_tokens) ?? 0,
    cached: count(cached) ?? 0,
  };
  return withReasoning(withCached(said, total), total);
}

/** What a total has over prompt and completion; 0 where there is no total, or no more in it. */
const over = (total: number | null, { prompt, completion }: Usage): number =>
  Math.max(0, (total ?? 0) - prompt - completion);

/** Counts what was cached into the prompt where the service has it beside, as Anthropic's API does. */
function withCached(said: Usage, total: number | null): Usage {
  const { prompt, reasoning, cached } = said;
  const missing = over(total, said);
  const isMissing = missing !== reasoning && (missing === cached || missing === cached + reasoning);
  return cached > prompt || (cached > 0 && isMissing) ? { ...said, prompt: prompt + cached } : said;
}

/**
 * Counts reasoning into the completion where the service has it beside. The total tells: what it has over prompt and
 * completion is the reasoning, also where that is not told apart (xAI, and Gemini behind its OpenAI route). More reasoning
 * than completion can only be beside it, whatever the total says.
 */
function withReasoning(said: Usage, total: number | null): Usage {
  const { completion, reasoning } = said;
  const missing = over(total, said);
  const isBeside = reasoning > completion || (missing > 0 && missing >= reasoning);
  if (!isBeside) return said;
  const thought = reasoning || missing;
  return { ...said, completion: completion + thought, reasoning: thought };
}

/** Some gateways write numbers as texts. */
function count(value: unknown): number | null {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : null;
}
