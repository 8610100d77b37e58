import { problem } from "../../error.ts";
import { asObject, asText, type JsonObject, parseJson } from "../../json.ts";
import { noAdjustments } from "../adjustments.ts";
import { checkImage, withTexts } from "../attached.ts";
import type { Attachment, ChatMessage, Question, ToolCall } from "../question.ts";

interface Turn {
  role: "user" | "assistant";
  content: JsonObject[];
}

/** Characters from which on the cache takes a prompt: 512 tokens at least, on the newest models (Claude's page on caching). */
const shortestCached = 2_000;

/** What marks the end of a part that the cache is to keep. */
export const cacheMark = "cache_control";

/** The instructions as blocks: those before the first message, and those among the messages, which have no role for them. */
export function systemOf({ system = "", messages, adjustments = noAdjustments }: Question): JsonObject[] {
  const texts = [system, ...messages.filter(({ role }) => role === "system").map(({ content }) => content)];
  const blocks = texts
    .filter((text) => text.trim() !== "")
    .map((text): JsonObject => ({ type: "text", text }));
  const [last] = blocks.slice(-1);
  const isCached = texts.join("").length >= shortestCached && !adjustments.dropped.includes(cacheMark);
  if (last && isCached) last[cacheMark] = { type: "ephemeral" };
  return blocks;
}

/**
 * The messages as turns of a person and the model that take turns, beginning with the person's (Messages API reference):
 * what follows in the same role goes together, and what tools gave comes first. Answers that this deployment has kept
 * blocks of are given back by them, any other by their text and calls. Throws `input_refused`.
 */
export function turnsOf(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (message.role === "system") continue;
    const role = message.role === "assistant" ? "assistant" : "user";
    const content = message.role === "assistant" ? answered(message) : asked(message);
    const last = turns.at(-1);
    if (content.length === 0) continue;
    if (last?.role === role) last.content = [...last.content, ...content];
    else turns.push({ role, content });
  }
  for (const { content } of turns) content.sort((one, other) => rank(one) - rank(other));
  return turns[0]?.role === "assistant" ? [{ role: "user", content: [textBlock("…")] }, ...turns] : turns;
}

const rank = ({ type }: JsonObject) => (type === "tool_result" ? 0 : 1);

const textBlock = (text: string): JsonObject => ({ type: "text", text });
const textBlocks = (text: string): JsonObject[] => (text.trim() === "" ? [] : [textBlock(text)]);

function answered({ content, toolCalls = [], kept }: ChatMessage): JsonObject[] {
  if (kept?.dialect === "messages") return [...kept.items];
  return [...textBlocks(content), ...toolCalls.map(callBlock)];
}

const callBlock = ({ id, name, arguments: given }: ToolCall): JsonObject => ({
  type: "tool_use",
  id: idOf(id),
  name,
  input: asObject(parseJson(given)) ?? (given.trim() === "" ? {} : { input: given }),
});

/** Ids that other deployments gave may hold what this API does not take. */
const idOf = (id: string) => id.replace(/[^\w-]/g, "_");

function asked({ role, content, attachments = [], toolCallId = "" }: ChatMessage): JsonObject[] {
  if (role === "tool") return [{ type: "tool_result", tool_use_id: idOf(toolCallId), content }];
  return [
    ...attachments.flatMap((one) => (one.kind === "text" ? [] : [fileBlock(one)])),
    ...textBlocks(withTexts(content, attachments)),
  ];
}

/** An image or a document; of documents only PDF comes as bytes. */
function fileBlock({ kind, name, type, data }: Attachment): JsonObject {
  const source = { type: "base64", media_type: type, data };
  if (kind === "image") {
    checkImage({ type, data });
    return { type: "image", source };
  }
  if (type !== "application/pdf") throw problem("input_refused");
  return { type: "document", source, title: name };
}

/**
 * Whether a question goes on with a call of a tool by an answer whose thinking is not there, which is refused while
 * thinking is asked for (Claude's page on extended thinking).
 */
export function goesOnWithoutThinking({ messages, parameters = {} }: Question): boolean {
  if (typeof parameters.thinking !== "number" || messages.at(-1)?.role !== "tool") return false;
  const answer = messages.findLast(({ role }) => role === "assistant");
  return !answer?.kept?.items.some(({ type }) => /thinking$/.test(asText(type)));
}
