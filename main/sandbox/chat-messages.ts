import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { isObject, type Json } from "./json.ts";
import type { Message } from "./message.ts";

const roles = ["system", "developer", "user", "assistant", "tool", "function"];

type Refuse = (expected: string) => Refused;

/** The messages of a request. Throws `Refused` for what the service would not take (Azure OpenAI REST reference). */
export function readMessages(value: unknown, deployment: SandboxDeployment): Message[] {
  const refused: Refuse = (expected) => new Refused("invalid-value", { parameter: "messages", expected });
  if (!Array.isArray(value) || value.length === 0) throw refused("an array with at least one message");
  // The service's own limit (Azure OpenAI quotas and limits).
  if (value.length > 2_048) throw refused("at most 2048 messages");
  let calls: string[] = [];
  return value.map((message: unknown) => {
    if (!isObject(message) || typeof message.role !== "string" || !roles.includes(message.role))
      throw refused(`messages with a role, one of ${roles.join(", ")}`);
    if (message.role === "tool" && !calls.includes(String(message.tool_call_id)))
      throw refused("messages with role 'tool' to answer a call of the message before them");
    if (message.role !== "tool") calls = callsIn(message, refused);
    return { role: message.role, ...readContent(message.content, deployment, refused) };
  });
}

/** The ids of the calls a message makes. */
function callsIn({ tool_calls: calls }: Json, refused: Refuse): string[] {
  if (calls === undefined || calls === null) return [];
  if (!Array.isArray(calls)) throw refused("tool_calls that are an array");
  return calls.map((call: unknown) => {
    const called = isObject(call) && isObject(call.function) ? call.function : {};
    if (isObject(call) && typeof call.id === "string" && typeof called.name === "string") return call.id;
    throw refused("tool_calls with an id and a function's name");
  });
}

type Content = { text: string; images: number };

function readContent(content: unknown, { images }: SandboxDeployment, refused: Refuse): Content {
  if (typeof content === "string") return { text: content, images: 0 };
  // A message of an assistant that only called a tool has none.
  if (content === null || content === undefined) return { text: "", images: 0 };
  if (!Array.isArray(content)) throw refused("messages whose content is a string or an array of parts");
  const parts = content.map((part: unknown) => {
    if (!isObject(part) || typeof part.type !== "string") throw refused("content parts with a type");
    return part;
  });
  const pictures = parts.filter(({ type }) => type === "image_url");
  if (pictures.length > 0 && !images) throw refused("no image_url, which only some models take");
  if (!pictures.every(isImage)) throw refused("image_url to have an https or a data address of an image");
  return {
    text: parts.map(({ type, text }) => (typeof text === "string" ? text : `[${type}]`)).join("\n"),
    images: pictures.length,
  };
}

function isImage({ image_url: image }: Json): boolean {
  const url = isObject(image) ? image.url : undefined;
  return (
    typeof url === "string" &&
    /^(https:\/\/|data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$)/.test(url)
  );
}
