import type { MessageEnd } from "../../../../preload/contract/conversations.ts";
import { asObject, asText, type JsonObject } from "../../json.ts";
import type { Chunk } from "../dialect.ts";
import type { ToolCallPart, Usage } from "../events.ts";

const count = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : 0;

/**
 * Reads a parsed chunk of a chat completion stream; null when it is no object.
 * Frames without choices, choices without delta and deltas of null are all normal on Azure (content streaming guide).
 * Only the first choice is read: the app asks for one. It runs for every token: hence no lists made on the way.
 */
export function readChunk(value: unknown): Chunk | null {
  const chunk = asObject(value);
  if (!chunk) return null;
  const choice = firstChoice(chunk.choices);
  // A reply that is not streamed has `message` in the place of `delta`.
  const delta = asObject(choice?.delta) ?? asObject(choice?.message);
  return {
    text: asText(delta?.content),
    // Ollama and newer vLLM call it `reasoning`, LM Studio by a setting of its own either.
    reasoning: asText(delta?.reasoning_content) || asText(delta?.reasoning),
    refusal: asText(delta?.refusal),
    toolCalls: Array.isArray(delta?.tool_calls) ? delta.tool_calls.flatMap(toolCallPart) : noToolCalls,
    // Some local servers say "" as long as there is no reason.
    finish: asText(choice?.finish_reason) || null,
    promptFilter: promptFilter(chunk),
    answerFilter: filterResults(choice?.content_filter_results),
    usage: readUsage(chunk.usage),
    error: chunk.error ?? null,
  };
}

const noToolCalls: readonly ToolCallPart[] = [];

function firstChoice(choices: unknown): JsonObject | null {
  if (!Array.isArray(choices)) return null;
  for (const one of choices) {
    const choice = asObject(one);
    if (choice && (choice.index ?? 0) === 0) return choice;
  }
  return null;
}

/** A reply that is not streamed numbers its calls by their place alone. */
function toolCallPart(value: unknown, place: number): ToolCallPart[] {
  const part = asObject(value);
  if (!part) return [];
  const called = asObject(part.function);
  return [
    {
      index: typeof part.index === "number" ? part.index : place,
      ...(typeof part.id === "string" && { id: part.id }),
      ...(typeof called?.name === "string" && { name: called.name }),
      arguments: asText(called?.arguments),
    },
  ];
}

/** The prompt's filter results; older api-versions call them annotations. */
function promptFilter(chunk: JsonObject): JsonObject | null {
  const results = chunk.prompt_filter_results ?? chunk.prompt_annotations;
  return Array.isArray(results) ? filterResults(asObject(results[0])?.content_filter_results) : null;
}

function filterResults(value: unknown): JsonObject | null {
  const results = asObject(value);
  for (const _category in results) return results;
  return null;
}

function readUsage(value: unknown): Usage | null {
  const usage = asObject(value);
  if (!usage) return null;
  return {
    prompt: count(usage.prompt_tokens),
    completion: count(usage.completion_tokens),
    reasoning: count(asObject(usage.completion_tokens_details)?.reasoning_tokens ?? usage.reasoning_tokens),
    cached: count(asObject(usage.prompt_tokens_details)?.cached_tokens),
  };
}

/** The mark at the end of a stream (server-sent events of the chat completions API). */
export const isLast = (data: string): boolean => data === "[DONE]";

/** A reply that is not streamed has choices too. */
export const isAnswer = (document: JsonObject): boolean => "choices" in document;

/** What `finish_reason` means. */
export const ends: ReadonlyMap<string, MessageEnd> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "content_filter"],
  ["tool_calls", "tool_calls"],
  ["function_call", "tool_calls"],
]);
