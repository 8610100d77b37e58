import type { JsonObject } from "../../json.ts";
import { imageAddress, withTexts } from "../attached.ts";
import type { Attachment, ChatMessage, ToolCall } from "../question.ts";
import { checkSizes, openAiSizes } from "../sizes.ts";

/**
 * The messages in the shapes of the chat completions API. Throws `message_too_large` for more than the service takes,
 * `input_refused` for an image of a kind it does not take.
 */
export function apiMessages(messages: readonly ChatMessage[], systemRole: string): JsonObject[] {
  checkSizes(messages, openAiSizes);
  return messages.map((message) => apiMessage(message, systemRole));
}

function apiMessage(
  { role, content, attachments, toolCalls, toolCallId }: ChatMessage,
  systemRole: string,
): JsonObject {
  if (role === "system") return { role: systemRole, content };
  if (role === "tool") return { role, tool_call_id: toolCallId ?? "", content };
  if (role === "assistant" && toolCalls?.length) {
    return { role, content: content === "" ? null : content, tool_calls: toolCalls.map(apiToolCall) };
  }
  if (role === "user" && attachments?.length) return { role, content: withAttachments(content, attachments) };
  return { role, content };
}

const apiToolCall = ({ id, name, arguments: given }: ToolCall) => ({
  id,
  type: "function",
  function: { name, arguments: given },
});

/** One text where all is text, else parts: the text first, as the guide to vision has it. */
function withAttachments(content: string, attachments: readonly Attachment[]): string | JsonObject[] {
  const text = withTexts(content, attachments);
  const images = attachments.filter(({ kind }) => kind === "image").map(imagePart);
  if (images.length === 0) return text;
  return [...(text === "" ? [] : [{ type: "text", text }]), ...images];
}

const imagePart = (image: Attachment): JsonObject => ({
  type: "image_url",
  image_url: { url: imageAddress(image) },
});
