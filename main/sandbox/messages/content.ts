import { isObject, type Json } from "../json.ts";
import type { Message } from "../message.ts";
import { refused, refusedField, refusedMissing, refusedType } from "./refusals.ts";

/** A message with its content as blocks. */
export interface Turn {
  role: "user" | "assistant";
  blocks: Json[];
}

const inUser = ["text", "image", "document", "search_result", "tool_result"];
const inAssistant = [
  ...["text", "thinking", "redacted_thinking", "tool_use", "server_tool_use", "web_search_tool_result"],
];

/** Reads the messages of a request. Throws `Refused` for what the service would not take. */
export function readTurns(value: unknown, version: string): Turn[] {
  if (value === undefined || value === null) throw refusedMissing("messages");
  if (!Array.isArray(value)) throw refusedType("messages", "a valid list");
  if (value.length === 0) throw refused("messages: at least one message is required");
  const turns = value.map((message: unknown, at) => readTurn(message, `messages.${at}`, version));
  if (turns[0]?.role !== "user") throw refused('messages: first message must use the "user" role');
  return turns;
}

function readTurn(message: unknown, path: string, version: string): Turn {
  if (!isObject(message)) throw refusedType(path, "a valid dictionary");
  const { role, content, ...more } = message;
  const [extra] = Object.keys(more);
  if (extra !== undefined) throw refusedField(`${path}.${extra}`);
  if (role !== "user" && role !== "assistant")
    throw refused(`${path}.role: Input should be 'user' or 'assistant'`);
  if (typeof content === "string") {
    if (content === "" && role === "user")
      throw refused(`${path}: user messages must have non-empty content`);
    return { role, blocks: [{ type: "text", text: content }] };
  }
  if (!Array.isArray(content)) throw refusedMissing(`${path}.content`);
  if (content.length === 0 && role === "user")
    throw refused(`${path}: user messages must have non-empty content`);
  // The newer version takes documents from the user only (the Anthropic SDK's notes on it).
  const known =
    role === "user" ? inUser : version === "2026-10-21" ? inAssistant : [...inAssistant, "document"];
  return {
    role,
    blocks: content.map((block: unknown, at) => readBlock(block, `${path}.content.${at}`, known)),
  };
}

function readBlock(block: unknown, path: string, known: readonly string[]): Json {
  if (!isObject(block)) throw refusedType(path, "a valid dictionary");
  const { type } = block;
  if (!known.includes(String(type)))
    throw refused(
      `${path}: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: ` +
        known.map((one) => `'${one}'`).join(", "),
    );
  if (type === "text") {
    if (typeof block.text !== "string") throw refusedMissing(`${path}.text.text`);
    if (block.text === "") throw refused("messages: text content blocks must be non-empty");
  }
  if (type === "image") checkImage(block.source, `${path}.image.source`);
  if (type === "document") checkDocument(block.source, `${path}.document.source`);
  if (type === "tool_result" && typeof block.tool_use_id !== "string")
    throw refusedMissing(`${path}.tool_result.tool_use_id`);
  if (type === "tool_result" && Array.isArray(block.content))
    for (const [at, one] of block.content.entries())
      readBlock(one, `${path}.tool_result.content.${at}`, ["text", "image", "document", "search_result"]);
  if (type === "tool_use" && !isObject(block.input))
    throw refusedType(`${path}.tool_use.input`, "a valid dictionary");
  return block;
}

const base64 = /^[A-Za-z0-9+/]+=*$/;
const pictures = ["image/jpeg", "image/png", "image/gif", "image/webp"];

function checkImage(source: unknown, path: string): void {
  const { type, media_type: media, data } = checkSource(source, path, ["base64", "url"]);
  if (type !== "base64") return;
  if (!pictures.includes(String(media)))
    throw refusedType(`${path}.base64.media_type`, pictures.map((one) => `'${one}'`).join(", "));
  if (typeof data !== "string" || !base64.test(data))
    throw refused(`${path}.base64.data: Invalid base64 data`);
}

function checkDocument(source: unknown, path: string): void {
  const { type, media_type: media, data } = checkSource(source, path, ["base64", "text", "url"]);
  if (type === "text") {
    if (media !== "text/plain") throw refusedType(`${path}.text.media_type`, "'text/plain'");
    if (typeof data !== "string") throw refusedMissing(`${path}.text.data`);
  }
  if (type !== "base64") return;
  if (media !== "application/pdf") throw refusedType(`${path}.base64.media_type`, "'application/pdf'");
  if (typeof data !== "string" || !Buffer.from(data, "base64").toString("latin1").startsWith("%PDF"))
    throw refused(`${path}.base64.data: The PDF specified was not valid.`);
}

/** Files by their id are not to be had where Azure hosts the model. */
function checkSource(source: unknown, path: string, known: readonly string[]): Json {
  if (!isObject(source)) throw refusedMissing(path);
  if (!known.includes(String(source.type)))
    throw refused(
      `${path}: Input tag '${String(source.type)}' found using 'type' does not match any of the expected tags: ` +
        known.map((one) => `'${one}'`).join(", "),
    );
  if (source.type === "url" && !(typeof source.url === "string" && source.url.startsWith("https://")))
    throw refused(`${path}.url.url: Only HTTPS URLs are supported.`);
  return source;
}

/** The system prompt as text. Throws `Refused`. */
export function readSystem(value: unknown): { text: string; blocks: Json[] } {
  if (value === undefined || value === null) return { text: "", blocks: [] };
  if (typeof value === "string") return { text: value, blocks: [{ type: "text", text: value }] };
  if (!Array.isArray(value)) throw refusedType("system", "a valid string or a valid list");
  const blocks = value.map((block: unknown, at) => readBlock(block, `system.${at}`, ["text"]));
  return { text: blocks.map(({ text }) => text).join("\n"), blocks };
}

/** A turn as who answers sees it: the results of tools and what a person said are told apart. */
export function messagesOf({ role, blocks }: Turn): Message[] {
  const results = blocks.filter(({ type }) => type === "tool_result");
  const others = blocks.filter(({ type }) => type !== "tool_result");
  const message = (as: string, of: readonly Json[]): Message[] =>
    of.length === 0
      ? []
      : [
          {
            role: as,
            text: of.map(textIn).filter(Boolean).join("\n"),
            images: of.filter(({ type }) => type === "image").length,
          },
        ];
  return [...message("tool", results), ...message(role, others)];
}

function textIn({ type, text, content, source }: Json): string {
  if (typeof text === "string") return text;
  if (type === "tool_result") {
    if (typeof content === "string") return content;
    return Array.isArray(content) ? content.filter(isObject).map(textIn).join("\n") : "";
  }
  if (type === "document" && isObject(source) && source.type === "text") return String(source.data);
  return type === "image" || type === "document" || type === "search_result" ? `[${type}]` : "";
}
