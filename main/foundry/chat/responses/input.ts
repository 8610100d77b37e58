import type { JsonObject } from "../../json.ts";
import { imageAddress, withTexts } from "../attached.ts";
import type { Attachment, ChatMessage } from "../question.ts";
import { checkSizes, openAiSizes } from "../sizes.ts";

/**
 * Messages as input items (Responses API reference). An answer that this deployment has kept items of is given back by
 * them, in their order; any other by its text and its calls. Throws `message_too_large`, `input_refused`.
 */
export function inputItems(messages: readonly ChatMessage[]): JsonObject[] {
  checkSizes(messages, openAiSizes);
  return messages.flatMap(itemsOf);
}

function itemsOf({
  role,
  content,
  attachments = [],
  toolCalls = [],
  toolCallId,
  kept,
}: ChatMessage): JsonObject[] {
  if (role === "tool") return [{ type: "function_call_output", call_id: toolCallId ?? "", output: content }];
  if (role === "assistant") {
    if (kept?.dialect === "responses") return [...kept.items];
    const text = { role, content: [{ type: "output_text", text: content, annotations: [] }] };
    return [
      ...(content === "" ? [] : [text]),
      ...toolCalls.map((call) => ({
        type: "function_call",
        call_id: call.id,
        name: call.name,
        arguments: call.arguments,
      })),
    ];
  }
  if (role === "user" && attachments.length > 0) return [{ role, content: parts(content, attachments) }];
  return [{ role, content }];
}

function parts(content: string, attachments: readonly Attachment[]): JsonObject[] {
  const text = withTexts(content, attachments);
  return [
    ...(text === "" ? [] : [{ type: "input_text", text }]),
    ...attachments.flatMap((one) => (one.kind === "text" ? [] : [partOf(one)])),
  ];
}

function partOf(attachment: Attachment): JsonObject {
  const { kind, name, type, data } = attachment;
  return kind === "document"
    ? { type: "input_file", filename: name, file_data: `data:${type};base64,${data}` }
    : { type: "input_image", image_url: imageAddress(attachment), detail: "auto" };
}
