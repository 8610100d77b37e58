import type { HostedCall, MessageEnd } from "../../../../preload/contract/conversations.ts";
import { asList, asObject, asObjects, asText, type JsonObject } from "../../json.ts";
import { type Chunk, nothingSaid, type Said } from "../dialect.ts";
import type { Beside } from "../events.ts";
import { paragraph } from "../joining.ts";
import { answeredCall, hostedCallIn, isHostedCall } from "./hosted.ts";
import { readUsage } from "./usage.ts";

/** A message with all it has said, as it comes where nothing was streamed (Messages API reference). */
export function messageChunk(message: JsonObject): Chunk {
  const blocks = asObjects(message.content);
  return {
    ...nothingSaid,
    whole: wholeOf(blocks),
    beside: besideOf(blocks),
    model: asText(message.model),
    ...ending(message),
    isLast: asText(message.stop_reason) !== "",
    usage: readUsage(asObject(message.usage) ?? {}),
  };
}

/** How a message has ended, where that is said: its reason, and of a refusal what it is about and what explains it. */
export function ending({ stop_reason, stop_details }: JsonObject): Pick<Chunk, "finish" | "declined"> {
  const finish = asText(stop_reason) || null;
  if (finish !== "refusal") return { finish, declined: null };
  const { category, explanation } = asObject(stop_details) ?? {};
  return { finish, declined: { category: asText(category), explanation: asText(explanation) } };
}

/** What the reasons mean for which a message stops (Messages API reference). */
export const ends: ReadonlyMap<string, MessageEnd> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["tool_use", "tool_calls"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["refusal", "content_filter"],
]);

/** The reason for which a message stops that goes on when it is given back. */
export const pauses: ReadonlySet<string> = new Set(["pause_turn"]);

function wholeOf(blocks: readonly JsonObject[]): Said {
  const said = { text: "", reasoning: "" };
  let before = "";
  for (const { type, text, thinking } of blocks) {
    const isText = type === "text";
    const of = isText ? "text" : "reasoning";
    const more = asText(isText ? text : type === "thinking" ? thinking : "");
    const isPartOfOne = isText && before === "text";
    if (more !== "") said[of] += (said[of] === "" || isPartOfOne ? "" : paragraph) + more;
    before = asText(type);
  }
  return {
    ...said,
    refusal: "",
    toolCalls: blocks.flatMap(({ type, id, name, input }, index) =>
      type === "tool_use"
        ? [{ index, id: asText(id), name: asText(name), arguments: JSON.stringify(input ?? {}) }]
        : [],
    ),
  };
}

function besideOf(blocks: readonly JsonObject[]): Beside[] {
  const calls = new Map<string, HostedCall>();
  const citations: Beside[][] = [];
  for (const block of blocks) {
    const call = isHostedCall(block)
      ? hostedCallIn(block, JSON.stringify(block.input ?? {}))
      : answeredCall(block, calls);
    if (call) calls.set(call.id, call);
    citations.push(asList(block.citations).flatMap(citationsIn));
  }
  return [
    ...[...calls.values()].map((call) => ({ type: "hosted_call" as const, ...call })),
    ...citations.flat(),
  ];
}

/** The source that a citation of any kind names: a page, a place in a document, or a result of a search. */
export function citationsIn(value: unknown): Beside[] {
  const citation = asObject(value);
  if (!citation) return [];
  const { url, source, title, document_title, cited_text } = citation;
  return [
    {
      type: "citation",
      url: asText(url) || asText(source),
      title: asText(title) || asText(document_title),
      quote: asText(cited_text),
    },
  ];
}

/** Whether a document is a message, or an event of one. */
export const isAnswer = ({ type }: JsonObject): boolean =>
  /^(?:message(?:_\w+)?|content_block_\w+|ping)$/.test(asText(type));

/** Whether a document is a message by itself. */
export const isWhole = ({ type }: JsonObject): boolean => type === "message";
