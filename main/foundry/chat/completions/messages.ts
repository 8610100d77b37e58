import { problem } from "../../error.ts";
import { asList, asObject, asText, type JsonObject } from "../../json.ts";

/** What goes along with a person's message. */
export interface Attachment {
  kind: "image" | "text";
  name: string;
  /** The media type, e.g. `image/png`. */
  type: string;
  /** An image's bytes in base64; a text as it is. */
  data: string;
}

/** A call of a tool as the model made it. */
interface ToolCall {
  id: string;
  name: string;
  /** JSON, as the model wrote it. */
  arguments: string;
}

export interface ChatMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  /** Of a person's message. */
  attachments?: readonly Attachment[] | undefined;
  /** Of an assistant's message. */
  toolCalls?: readonly ToolCall[] | undefined;
  /** Of a tool's answer: the id of the call that it answers. */
  toolCallId?: string | undefined;
}

/**
 * The messages in the shapes of the chat completions API. Throws `message_too_large` for more than the service takes,
 * `input_refused` for an image of a kind it does not take.
 */
export function apiMessages(messages: readonly ChatMessage[], systemRole: string): JsonObject[] {
  const written = messages.map((message) => apiMessage(message, systemRole));
  checkSizes(messages, written);
  return written;
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
  const files = attachments.filter(({ kind }) => kind === "text").map(fenced);
  const text = [content, ...files].filter((block) => block !== "").join("\n\n");
  const images = attachments.filter(({ kind }) => kind === "image").map(imagePart);
  if (images.length === 0) return text;
  return [...(text === "" ? [] : [{ type: "text", text }]), ...images];
}

/** A file as a code block under its name. The fence is longer than any in the file. */
function fenced({ name, data }: Attachment): string {
  const longest = Math.max(2, ...(data.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${name.replace(/\s+/g, " ").trim()}\n${fence}\n${data}${data.endsWith("\n") ? "" : "\n"}${fence}`;
}

/** The kinds of images the service takes (Azure OpenAI guide to vision-enabled models). */
const imageTypes: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

function imagePart({ type, data }: Attachment): JsonObject {
  if (!imageTypes.includes(type) || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) throw problem("input_refused");
  return { type: "image_url", image_url: { url: `data:${type};base64,${data}` } };
}

/** Azure OpenAI quotas and limits; the images' size from the guide to vision-enabled models. */
const limits = { messages: 2048, characters: 1_048_576, images: 10, bytes: 20 * 1024 * 1024 };

function checkSizes(messages: readonly ChatMessage[], written: readonly JsonObject[]): void {
  const images = messages.flatMap(({ attachments = [] }) =>
    attachments.filter(({ kind }) => kind === "image"),
  );
  const counts = {
    messages: messages.length,
    characters: largest(written.map(({ content }) => textLength(content))),
    images: images.length,
    bytes: largest(images.map(({ data }) => Math.floor((data.replace(/=+$/, "").length * 3) / 4))),
  };
  const names = Object.keys(limits) as (keyof typeof limits)[];
  if (names.every((name) => counts[name] <= limits[name])) return;
  const words = Object.entries(counts).map(([what, count]) => [what, count.toLocaleString("en")]);
  throw problem("message_too_large", Object.fromEntries(words));
}

const largest = (numbers: number[]) => numbers.reduce((most, one) => Math.max(most, one), 0);

function textLength(content: unknown): number {
  if (typeof content === "string") return content.length;
  return asList(content).reduce<number>((sum, part) => sum + asText(asObject(part)?.text).length, 0);
}
