import { isObject, type Json } from "./json.ts";

/** What the messages of an example are held to. */
export interface MessageRules {
  /** The roles they may have; null for all. */
  roles: readonly string[] | null;
  images: boolean;
}

/** What is wrong with the first message that has a fault, after "Example N"; and how many images all of them have. */
export interface MessagesChecked {
  fault: string | null;
  images: number;
}

const allRoles = ["system", "developer", "user", "assistant", "tool", "function"];

/**
 * The names that end, begin or divide messages inside the models, which no text may have (OpenAI's o200k vocabulary
 * and its Harmony format).
 */
const specialToken =
  /<\|(?:endoftext|endofprompt|fim_(?:prefix|middle|suffix)|im_(?:start|end|sep)|startoftext|start|end|message|channel|constrain|return|call)\|>/;

const most = { images: 64, imageBytes: 10 * 1024 * 1024 };

/**
 * Checks a list of messages by the rules of Microsoft's guides to fine-tuning (messages, tools, vision). `list` is the
 * name under which they stand in the example. The service's own words where one is quoted in public: the missing role,
 * the missing key and the token; the others are said in the same manner.
 */
export function checkMessages(list: string, value: unknown, rules: MessageRules): MessagesChecked {
  if (!Array.isArray(value) || value.length === 0)
    return { fault: ` ${list}: expected a list with at least one message`, images: 0 };
  const calls = new Set<string>();
  let images = 0;
  for (const [index, message] of value.entries()) {
    const checked = checkMessage(message, rules, calls);
    const place = list === "messages" ? `, message ${index + 1}` : `, ${list} ${index + 1}`;
    if (checked.token !== null)
      return { fault: ` message contains an invalid token: ${checked.token}.`, images };
    if (checked.fault !== null) return { fault: `${place} ${checked.fault}`, images };
    images += checked.images;
  }
  if (images > most.images)
    return { fault: ` contains ${images} images, but must have at most ${most.images}`, images };
  return { fault: null, images };
}

interface MessageChecked {
  fault: string | null;
  token: string | null;
  images: number;
}

function checkMessage(value: unknown, rules: MessageRules, calls: Set<string>): MessageChecked {
  const content = isObject(value) ? contentOf(value.content) : null;
  const called = isObject(value) ? callsOf(value) : null;
  const images = content?.images.length ?? 0;
  if (!isObject(value) || content === null || called === null)
    return { fault: "value is not a valid dict", token: null, images };
  const token =
    [...content.texts, ...called.map(({ text }) => text)]
      .map((text) => specialToken.exec(text)?.[0])
      .find((found) => found !== undefined) ?? null;
  const fault =
    faultOfRole(value, rules) ??
    content.fault ??
    called.find((call) => call.fault !== null)?.fault ??
    faultOfContent(value, content, called.length > 0) ??
    faultOfWeight(value) ??
    faultOfResult(value, calls) ??
    faultOfImages(value, content.images, rules);
  for (const { id } of called) if (id !== null) calls.add(id);
  return { fault, token, images };
}

function faultOfRole({ role }: Json, { roles }: MessageRules): string | null {
  if (role === undefined) return "Discriminator 'role' is missing in value";
  const allowed = roles ?? allRoles;
  if (typeof role === "string" && allowed.includes(role)) return null;
  return (
    `No match for discriminator 'role' and value ${pythonText(role)} ` +
    `(allowed values: ${allowed.map((name) => `'${name}'`).join(", ")})`
  );
}

const pythonText = (value: unknown) => (typeof value === "string" ? `'${value.slice(0, 40)}'` : typeof value);

interface Content {
  /** Absent, null, a text, or parts. */
  isGiven: boolean;
  texts: string[];
  images: unknown[];
  fault: string | null;
}

function contentOf(value: unknown): Content {
  const content: Content = {
    isGiven: value !== undefined && value !== null,
    texts: [],
    images: [],
    fault: null,
  };
  if (!content.isGiven) return content;
  if (typeof value === "string") return { ...content, texts: [value] };
  if (!Array.isArray(value)) return { ...content, fault: "content: str type expected" };
  for (const part of value) {
    if (isObject(part) && part.type === "text" && typeof part.text === "string")
      content.texts.push(part.text);
    else if (isObject(part) && part.type === "image_url") content.images.push(part.image_url);
    else content.fault ??= "content: parts must be of type 'text' or 'image_url'";
  }
  return content;
}

interface Call {
  id: string | null;
  text: string;
  fault: string | null;
}

const faultyCall = (field: string, fault: string): Call => ({
  id: null,
  text: "",
  fault: `${field}: ${fault}`,
});

function callsOf(message: Json): Call[] {
  const { tool_calls: calls, function_call: old } = message;
  const called: Call[] = [];
  if (old !== undefined && old !== null) called.push(callOf("function_call", old, null));
  if (calls === undefined || calls === null) return called;
  if (!Array.isArray(calls) || calls.length === 0)
    return [faultyCall("tool_calls", "expected a list of calls")];
  for (const call of calls) {
    const { id, type, function: made } = isObject(call) ? call : {};
    if (typeof id !== "string" || id === "") called.push(faultyCall("tool_calls", "id field required"));
    else if (type !== "function") called.push(faultyCall("tool_calls", "type must be 'function'"));
    else called.push(callOf("tool_calls", made, id));
  }
  return message.role === undefined || message.role === "assistant"
    ? called
    : [faultyCall("tool_calls", "only messages with role 'assistant' may call tools")];
}

function callOf(field: string, value: unknown, id: string | null): Call {
  const { name, arguments: given } = isObject(value) ? value : {};
  if (typeof name !== "string" || name === "") return faultyCall(field, "function name field required");
  if (typeof given !== "string") return faultyCall(field, "function arguments: str type expected");
  return { id, text: `${name}\n${given}`, fault: null };
}

function faultOfContent({ role, content }: Json, { isGiven }: Content, calls: boolean): string | null {
  if (isGiven || (role === "assistant" && calls)) return null;
  return content === undefined ? "content field required" : "content: none is not an allowed value";
}

function faultOfWeight({ role, weight }: Json): string | null {
  if (weight === undefined) return null;
  if (role !== "assistant") return "weight: only messages with role 'assistant' may have a weight";
  return weight === 0 || weight === 1 ? null : "weight: must be 0 or 1";
}

function faultOfResult({ role, tool_call_id: id }: Json, calls: ReadonlySet<string>): string | null {
  if (role !== "tool") return null;
  if (typeof id !== "string") return "tool_call_id field required";
  return calls.has(id) ? null : `tool_call_id '${id.slice(0, 40)}' answers no call of a message before it`;
}

function faultOfImages({ role }: Json, images: readonly unknown[], rules: MessageRules): string | null {
  if (images.length === 0) return null;
  if (!rules.images) return "content: images are not supported by the specified model";
  if (role !== "user") return "content: only messages with role 'user' may have images";
  return images.map(faultOfImage).find((fault) => fault !== null) ?? null;
}

function faultOfImage(image: unknown): string | null {
  const { url, detail } = isObject(image) ? image : {};
  if (typeof url !== "string") return "image_url: url field required";
  if (detail !== undefined && !["low", "high", "auto"].includes(String(detail)))
    return "image_url: detail must be 'low', 'high' or 'auto'";
  if (/^https?:\/\//.test(url)) return null;
  if (!/^data:image\/(?:jpeg|png|webp);base64,/.test(url))
    return "image_url: must be a URL or a data URI of a JPEG, PNG or WEBP";
  const bytes = Math.floor(((url.length - url.indexOf(",") - 1) * 3) / 4);
  return bytes > most.imageBytes ? "image_url: must be at most 10 MB" : null;
}
