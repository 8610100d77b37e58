import type { MessageEnd } from "../../../../preload/contract/conversations.ts";
import { errorIn } from "../../http/error-in.ts";
import { asList, asObject, asText, type JsonObject } from "../../json.ts";
import { type Chunk, nothingSaid, type Said } from "../dialect.ts";
import type { ToolCallFragment } from "../events.ts";
import { partsOf, textIn } from "./content.ts";
import { readUsage } from "./usage.ts";

/**
 * Reads a parsed chunk of a chat completion stream, or a whole reply; null when it is no object.
 * Frames without choices, choices without delta and deltas of null are all normal on Azure (content streaming guide).
 * Only the first choice is read: the app asks for one. It runs for every token: hence no lists made on the way.
 */
export function readChunk(value: unknown): Chunk | null {
  const chunk = asObject(value);
  if (!chunk) return null;
  const choices = asList(chunk.choices);
  const choice = firstOf(choices);
  const delta = asObject(choice?.delta);
  // A reply that is not streamed has `message` in the place of `delta`; some streams end with it as well.
  const message = asObject(choice?.message);
  const parts = partsIn(delta);
  return {
    text: textOf(delta, parts),
    reasoning: reasoningOf(delta, parts),
    refusal: refusalOf(delta, parts),
    toolCalls: toolCallsOf(delta),
    part: "",
    beside: nothingSaid.beside,
    whole: message && wholeOf(message),
    model: asText(chunk.model),
    answers: countOf(choices),
    // Some local servers say "" as long as there is no reason.
    finish: asText(choice?.finish_reason) || null,
    declined: null,
    isLast: false,
    promptFilters: promptFilters(chunk),
    answerFilter: filterIn(choice),
    usage: readUsage(chunk, choice),
    error: errorOf(chunk, choice),
  };
}

/** The error that a chunk is or holds, of a shape of its own or beside the answer; null where there is none. */
function errorOf(chunk: JsonObject, choice: JsonObject | null): unknown {
  if (choice?.error) return { error: choice.error };
  const hasFailed = choice?.finish_reason === "error";
  if (Array.isArray(chunk.choices) && !chunk.error)
    return hasFailed ? { error: "finish_reason: error" } : null;
  // Its report is for others to read, so what the model has written is not in it.
  return errorIn(chunk) === undefined && !hasFailed ? null : { ...chunk, choices: undefined };
}

function wholeOf(message: JsonObject): Said {
  const parts = partsIn(message);
  return {
    text: textOf(message, parts),
    reasoning: reasoningOf(message, parts),
    refusal: refusalOf(message, parts),
    toolCalls: toolCallsOf(message),
  };
}

/**
 * Ollama and newer vLLM call it `reasoning`, LM Studio by a setting of its own either; Copilot's models `reasoning_text`,
 * OpenRouter has its parts in `reasoning_details` as well, Mistral in the content.
 */
function reasoningOf(said: JsonObject | null, parts: object | null): string {
  if (!said) return "";
  const thought =
    said.reasoning_content ||
    said.reasoning ||
    said.thinking ||
    said.reasoning_text ||
    said.reasoning_details;
  return (thought ? textIn(thought) : "") || (parts ? partsOf(parts, "reasoning") : "");
}

const textOf = (said: JsonObject | null, parts: object | null): string =>
  parts ? partsOf(parts, "text") : asText(said?.content);

const refusalOf = (said: JsonObject | null, parts: object | null): string =>
  asText(said?.refusal) || (parts ? partsOf(parts, "refusal") : "");

/** Content that is no text. */
const partsIn = (said: JsonObject | null): object | null =>
  typeof said?.content === "object" ? said.content : null;

const noToolCalls: readonly ToolCallFragment[] = [];

/** Calls of tools, or the one call that models before them made. Some services have a single call in no list. */
function toolCallsOf(said: JsonObject | null): readonly ToolCallFragment[] {
  if (!said?.tool_calls && !said?.function_call) return noToolCalls;
  const calls = [said.tool_calls ?? []].flat().flatMap(toolCall);
  const called = asObject(said.function_call);
  return called && calls.length === 0 ? [{ index: null, ...functionIn(called) }] : calls;
}

function toolCall(value: unknown): ToolCallFragment[] {
  const part = asObject(value);
  if (!part) return [];
  const id = asText(part.id);
  // A custom tool's input is any text; some services have name and arguments in the call itself.
  const called = asObject(part.function) ?? asObject(part.custom) ?? part;
  return [{ index: indexIn(part), ...(id !== "" && { id }), ...functionIn(called) }];
}

/** Some services have the arguments parsed, or call them parameters. */
function functionIn(called: JsonObject): Pick<ToolCallFragment, "name" | "arguments"> {
  const given = called.arguments ?? called.input ?? called.parameters;
  return {
    ...(typeof called.name === "string" && { name: called.name }),
    arguments: typeof given === "object" && given !== null ? JSON.stringify(given) : asText(given),
  };
}

/** The number a service gives something, which some write as a text; null where it gives none. */
function indexIn({ index }: JsonObject): number | null {
  const number = typeof index === "string" && index !== "" ? Number(index) : index;
  return Number.isSafeInteger(number) ? (number as number) : null;
}

/** The number of a choice; its place where the service gives none. */
const numberOf = (choice: JsonObject | null, place: number): number => {
  if (!choice) return -1;
  return indexIn(choice) ?? place;
};

/** The first answer's choice, wherever it stands; null where there is none. */
function firstOf(choices: readonly unknown[]): JsonObject | null {
  for (let place = 0; place < choices.length; place += 1) {
    const choice = asObject(choices[place]);
    if (choice && numberOf(choice, place) === 0) return choice;
  }
  return null;
}

/** How many answers these choices tell of. */
function countOf(choices: readonly unknown[]): number {
  let count = 0;
  for (let place = 0; place < choices.length; place += 1) {
    count = Math.max(count, numberOf(asObject(choices[place]), place) + 1);
  }
  return count;
}

const noResults: readonly JsonObject[] = [];

/** The filter's results of each part of the prompt, such as text and images; older api-versions call them annotations. */
function promptFilters(chunk: JsonObject): readonly JsonObject[] {
  const results = chunk.prompt_filter_results ?? chunk.prompt_annotations;
  if (!Array.isArray(results)) return noResults;
  return results.map((one) => filterIn(asObject(one))).filter((one) => one !== null);
}

/** The documented error of the filter itself is written in the singular. */
function filterIn(member: JsonObject | null): JsonObject | null {
  const results = asObject(member?.content_filter_results) ?? asObject(member?.content_filter_result);
  for (const _category in results) return results;
  return null;
}

/** A reply that is not streamed has choices too. */
export const isAnswer = (document: JsonObject): boolean => "choices" in document;

/** Only pieces lack the message, or say that they are pieces. */
export const isWhole = ({ object, choices }: JsonObject): boolean =>
  object === "chat.completion" ||
  asList(choices).some((choice) => asObject(asObject(choice)?.message) !== null);

/** What `finish_reason` means: Azure OpenAI, and what TGI, Mistral, and gateways to Anthropic's API call the same. */
export const ends: ReadonlyMap<string, MessageEnd> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "content_filter"],
  ["tool_calls", "tool_calls"],
  ["function_call", "tool_calls"],
  ["eos_token", "stop"],
  ["stop_sequence", "stop"],
  ["end_turn", "stop"],
  ["model_length", "length"],
  ["max_tokens", "length"],
]);
