import type { MessageEnd } from "../../../../preload/contract/conversations.ts";
import { asList, asObject, asObjects, asText, type JsonObject } from "../../json.ts";
import { type Chunk, nothingSaid, type Said } from "../dialect.ts";
import type { Beside, ToolCallFragment } from "../events.ts";
import { paragraph } from "../joining.ts";
import { hostedCallIn } from "./hosted.ts";
import { readUsage } from "./usage.ts";

/** A response with all it has said: one that has ended, or one that is still worked on (Responses API reference). */
export function responseChunk(response: JsonObject): Chunk {
  const items = asObjects(response.output);
  const status = asText(response.status);
  const error = asObject(response.error);
  const finish = finishOf(status, response, items);
  return {
    ...nothingSaid,
    whole: wholeOf(items),
    beside: [...commentaryIn(items), ...items.flatMap(besideOf)],
    model: asText(response.model),
    finish,
    isLast: finish !== null,
    promptFilters: filtersOf(response, "prompt"),
    answerFilter: joinedResults(filtersOf(response, "completion")),
    usage: readUsage(response, status),
    error: status === "failed" || error ? { error: error ?? { message: status } } : null,
  };
}

/** What the filter found in the prompt or in the answer; it says so at the end only (recorded streams). */
function filtersOf(response: JsonObject, source: "prompt" | "completion"): JsonObject[] {
  return asObjects(response.content_filters).flatMap((filter) => {
    const results = asObject(filter.content_filter_results);
    return filter.source_type === source && results && Object.keys(results).length > 0 ? [results] : [];
  });
}

const joinedResults = (results: readonly JsonObject[]): JsonObject | null =>
  results.length === 0 ? null : results.reduce((all, one) => Object.assign(all, one), {});

function finishOf(status: string, response: JsonObject, items: readonly JsonObject[]): string | null {
  if (status === "incomplete") return asText(asObject(response.incomplete_details)?.reason) || status;
  if (status === "cancelled" || status === "failed") return status;
  if (status !== "completed") return null;
  return items.some((item) => toolCallIn(item) !== null) ? "tool_calls" : status;
}

/** What the ends of a response mean (Responses API reference); `tool_calls` is our word for one that waits for tools. */
export const ends: ReadonlyMap<string, MessageEnd> = new Map([
  ["completed", "stop"],
  ["tool_calls", "tool_calls"],
  ["max_output_tokens", "length"],
  ["content_filter", "content_filter"],
  ["cancelled", "cancelled"],
]);

function wholeOf(items: readonly JsonObject[]): Said {
  const parts = items
    .filter((item) => item.type === "message" && !isCommentary(item))
    .flatMap(({ content }) => asObjects(content));
  const thoughts = items
    .filter(({ type }) => type === "reasoning")
    .flatMap(({ summary, content }) => [...asObjects(summary), ...asObjects(content)]);
  return {
    text: joined(parts.map(({ type, text }) => (type === "output_text" ? asText(text) : ""))),
    reasoning: joined(thoughts.map(({ text }) => asText(text))),
    refusal: joined(parts.map(({ refusal }) => asText(refusal))),
    toolCalls: items.flatMap((item, index) => {
      const call = toolCallIn(item);
      return call ? [{ index, ...call }] : [];
    }),
  };
}

const joined = (texts: readonly string[]) => texts.filter((text) => text !== "").join(paragraph);

/** Whether an item is said on the way to the answer (`phase` in recorded replies of gpt-5.6). */
export const isCommentary = ({ phase }: JsonObject): boolean => phase === "commentary";

/** The call of a function or of a custom tool that an item is; null for any other item. */
export function toolCallIn({
  type,
  call_id,
  name,
  ...item
}: JsonObject): Omit<ToolCallFragment, "index"> | null {
  if (type !== "function_call" && type !== "custom_tool_call") return null;
  return { id: asText(call_id), name: asText(name), arguments: asText(item.arguments ?? item.input) };
}

function commentaryIn(items: readonly JsonObject[]): Beside[] {
  const parts = items.filter(isCommentary).flatMap(({ content }) => asObjects(content));
  const text = joined(parts.map((part) => asText(part.text)));
  return text === "" ? [] : [{ type: "commentary", text }];
}

function besideOf(item: JsonObject): Beside[] {
  if (isCommentary(item)) return [];
  const parts = asObjects(item.content);
  const call = hostedCallIn(item);
  return [
    ...(call ? [{ type: "hosted_call" as const, ...call }] : []),
    ...parts.flatMap(({ annotations }) => citationsIn(asList(annotations))),
  ];
}

/** The sources that annotations of a text name. */
export const citationsIn = (annotations: readonly unknown[]): Beside[] =>
  annotations.flatMap((value): Beside[] => {
    const { type, url, title, filename } = asObject(value) ?? {};
    if (!/^(?:url|file|container_file)_citation$/.test(asText(type))) return [];
    return [{ type: "citation", url: asText(url), title: asText(title) || asText(filename), quote: "" }];
  });

/** Whether a document is a response, or an event of one. */
export const isAnswer = ({ object, type }: JsonObject): boolean =>
  object === "response" || asText(type).startsWith("response.");

/** Whether a document is a response by itself. */
export const isWhole = ({ object }: JsonObject): boolean => object === "response";
