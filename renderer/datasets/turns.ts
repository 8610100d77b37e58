import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.datasets;

/** What one says in a row. */
export interface Turn {
  /** A name in `strings.datasets.roles`, or what stands in its place. */
  role: string;
  text: string;
}

/** Turns of one row that are read; more are not looked at in a preview. */
const turnLimit = 50;

/**
 * A row as a conversation: its messages, or for a preference what is asked and both answers. Empty for anything else, and for
 * what is not JSON.
 */
export function turnsOf(row: string): Turn[] {
  const value = parsed(row);
  if (!isObject(value)) return [];
  if (Array.isArray(value.messages)) return messagesIn(value.messages);
  const { input, preferred_output: preferred, non_preferred_output: other } = value;
  const asked = isObject(input) && Array.isArray(input.messages) ? messagesIn(input.messages) : [];
  return [...asked, ...answers(preferred, "preferred"), ...answers(other, "non_preferred")];
}

/** The fields of a row that is no conversation, each as a text. Empty for what is not an object. */
export function fieldsOf(row: string): [name: string, text: string][] {
  const value = parsed(row);
  return isObject(value)
    ? Object.entries(value)
        .slice(0, turnLimit)
        .map(([name, one]) => [name, typeof one === "string" ? one : JSON.stringify(one)])
    : [];
}

const answers = (value: unknown, role: string): Turn[] =>
  Array.isArray(value) ? messagesIn(value).map(({ text }) => ({ role, text })) : [];

const messagesIn = (messages: unknown[]): Turn[] =>
  messages.slice(0, turnLimit).map((message) => {
    if (!isObject(message)) return { role: "", text: JSON.stringify(message) ?? "" };
    const calls = Array.isArray(message.tool_calls) ? message.tool_calls.map(callText) : [];
    return {
      role: typeof message.role === "string" ? message.role : "",
      text: [contentText(message.content), ...calls].filter(Boolean).join("\n"),
    };
  });

const callText = (call: unknown): string => {
  const called = isObject(call) && isObject(call.function) ? call.function.name : "";
  return fill(words.toolCall, { name: typeof called === "string" ? called : "" });
};

function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content))
    return content === null || content === undefined ? "" : JSON.stringify(content);
  return content
    .map((part) =>
      isObject(part) && typeof part.text === "string"
        ? part.text
        : isObject(part) && part.type === "image_url"
          ? words.image
          : JSON.stringify(part),
    )
    .join("\n");
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
