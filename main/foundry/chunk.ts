/** One stream chunk, narrowed by hand: everything of it that is used, nothing trusted to be there. */
export interface Chunk {
  text: string;
  reasoning: string;
  refusal: string;
  toolCalls: ToolCallPart[];
  finish: string | null;
  promptFilter: Record<string, unknown> | null;
  answerFilter: Record<string, unknown> | null;
  usage: Usage | null;
  /** The `error` member of a frame, where there is one. */
  error: unknown;
}

/** A fragment of a tool call; arguments are joined by index. */
export interface ToolCallPart {
  index: number;
  id?: string;
  name?: string;
  arguments: string;
}

/** Tokens as the service counts them. `completion` includes `reasoning`, `prompt` includes `cached`. */
export interface Usage {
  prompt: number;
  completion: number;
  reasoning: number;
  cached: number;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const object = (value: unknown): Json | null => (isObject(value) ? value : null);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const count = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : 0;

/**
 * Reads a parsed chunk of a chat completion stream; null when it is no object.
 * Frames without choices, choices without delta and deltas of null are all normal on Azure (content streaming guide).
 * Only the first choice is read: the app asks for one.
 */
export function readChunk(value: unknown): Chunk | null {
  const chunk = object(value);
  if (!chunk) return null;
  const choice = object(list(chunk.choices).find((one) => isObject(one) && (one.index ?? 0) === 0));
  // A reply that is not streamed has `message` in the place of `delta`.
  const delta = object(choice?.delta) ?? object(choice?.message);
  return {
    text: text(delta?.content),
    reasoning: text(delta?.reasoning_content),
    refusal: text(delta?.refusal),
    toolCalls: list(delta?.tool_calls).flatMap(toolCallPart),
    finish: typeof choice?.finish_reason === "string" ? choice.finish_reason : null,
    promptFilter: promptFilter(chunk),
    answerFilter: object(choice?.content_filter_results),
    usage: readUsage(chunk.usage),
    error: chunk.error ?? undefined,
  };
}

function toolCallPart(value: unknown): ToolCallPart[] {
  const part = object(value);
  if (!part) return [];
  const called = object(part.function);
  return [
    {
      index: count(part.index),
      ...(typeof part.id === "string" && { id: part.id }),
      ...(typeof called?.name === "string" && { name: called.name }),
      arguments: text(called?.arguments),
    },
  ];
}

/** The prompt's filter results; older api-versions call them annotations. */
function promptFilter(chunk: Json): Json | null {
  const results = list(chunk.prompt_filter_results ?? chunk.prompt_annotations);
  return object(object(results[0])?.content_filter_results);
}

function readUsage(value: unknown): Usage | null {
  const usage = object(value);
  if (!usage) return null;
  return {
    prompt: count(usage.prompt_tokens),
    completion: count(usage.completion_tokens),
    reasoning: count(object(usage.completion_tokens_details)?.reasoning_tokens ?? usage.reasoning_tokens),
    cached: count(object(usage.prompt_tokens_details)?.cached_tokens),
  };
}
