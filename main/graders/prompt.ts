import { questionFields } from "../../preload/question-fields.ts";
import type { Attachment, ChatMessage } from "../foundry/chat/chat.ts";
import { asList, asObject, asText, type JsonObject } from "../foundry/json.ts";

/** Roles as a request has them. */
const roles: Record<string, ChatMessage["role"]> = {
  system: "system",
  developer: "system",
  user: "user",
  assistant: "assistant",
  tool: "tool",
};

/**
 * What a row asks: its messages up to the last one that is not an answer, or the one question in its fields. Null where it
 * asks nothing, or something that cannot be sent as it is, such as a picture that lies elsewhere.
 */
export function promptOf(row: JsonObject): ChatMessage[] | null {
  const listed = asList(row.messages ?? asObject(row.input)?.messages);
  const last = listed.findLastIndex((message) => isAsked(asObject(message)));
  if (last < 0) return listed.length > 0 ? null : questionOf(row);
  const messages = listed.slice(0, last + 1).map(messageOf);
  return messages.every((message) => message !== null) ? messages : null;
}

/** Whether a message waits for an answer: what a model said, or is told in general, does not. */
const isAsked = (message: JsonObject | null): boolean => ["user", "tool"].includes(asText(message?.role));

function questionOf(row: JsonObject): ChatMessage[] | null {
  const question = questionFields.map((name) => asText(row[name])).find((text) => text.trim() !== "");
  return question === undefined ? null : [{ role: "user", content: question }];
}

function messageOf(value: unknown): ChatMessage | null {
  const message = asObject(value) ?? {};
  const role = roles[asText(message.role)];
  const content = contentOf(message.content);
  if (role === undefined || content === null) return null;
  if (content.attachments.length > 0 && role !== "user") return null;
  return {
    role,
    content: content.text,
    ...(content.attachments.length > 0 && { attachments: content.attachments }),
    ...(role === "tool" && { toolCallId: asText(message.tool_call_id) }),
    ...(role === "assistant" && { toolCalls: asList(message.tool_calls).map(callOf) }),
  };
}

function callOf(value: unknown): NonNullable<ChatMessage["toolCalls"]>[number] {
  const call = asObject(value);
  const called = asObject(call?.function);
  return { id: asText(call?.id), name: asText(called?.name), arguments: asText(called?.arguments) };
}

/** The text of a message and the pictures in it; null where a part is neither, or its bytes are not in it. */
function contentOf(content: unknown): { text: string; attachments: Attachment[] } | null {
  if (content === undefined || content === null) return { text: "", attachments: [] };
  if (typeof content === "string") return { text: content, attachments: [] };
  if (!Array.isArray(content)) return null;
  const texts: string[] = [];
  const attachments: Attachment[] = [];
  for (const part of content.map(asObject)) {
    if (typeof part?.text === "string") texts.push(part.text);
    else {
      const picture = pictureOf(asText(asObject(part?.image_url)?.url));
      if (picture === null) return null;
      attachments.push(picture);
    }
  }
  return { text: texts.join("\n"), attachments };
}

/** A picture in a data address (RFC 2397); null for any other address. */
function pictureOf(url: string): Attachment | null {
  const comma = url.indexOf(",");
  const [, type] = /^data:(image\/[\w.+-]{1,40});base64$/.exec(url.slice(0, Math.max(0, comma))) ?? [];
  return type === undefined ? null : { kind: "image", name: "", type, data: url.slice(comma + 1) };
}
