import { asList, asObject, asText, type JsonObject } from "../../foundry/json.ts";
import type { SourceRecord } from "../reading/record.ts";
import { listOrObject, plainText } from "./field.ts";

/** A chat message as the service has it, with whatever else it has. */
export type Message = JsonObject & { role: string };

/** What programs call who speaks, by what the service calls them. */
const speakers = new Map([
  ["system", "system"],
  ["developer", "developer"],
  ["user", "user"],
  ["human", "user"],
  ["prompter", "user"],
  ["customer", "user"],
  ["assistant", "assistant"],
  ["gpt", "assistant"],
  ["chatgpt", "assistant"],
  ["bing", "assistant"],
  ["bard", "assistant"],
  ["claude", "assistant"],
  ["model", "assistant"],
  ["bot", "assistant"],
  ["chatbot", "assistant"],
  ["ai", "assistant"],
  ["tool", "tool"],
  ["observation", "tool"],
  ["function_response", "tool"],
  // Of the service itself, before there were tools.
  ["function", "function"],
]);

const speakerNames = ["role", "from", "speaker", "sender"];
const saidNames = ["content", "value", "text"];
/** What a message keeps besides where it is turned into one of the service. */
const keptNames = ["name", "weight", "tool_calls", "tool_call_id", "function_call", "refusal"];

/** A message with a role and a content of text. */
export const messageOf = (role: string, content: string): Message => ({ role, content });

/** Whether a value is a list of messages as the service has them, each with a role it knows. */
export const areMessages = (value: unknown): value is Message[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => {
    const role = asObject(one)?.role;
    return typeof role === "string" && speakers.get(role) === role;
  });

/**
 * Whether a list of messages is written as the service has them. A role of another program among the service's own is a
 * fault, which is named; only where all are another program's are they meant to be mapped.
 */
export const areWrittenSo = (value: unknown): value is Message[] =>
  Array.isArray(value) &&
  value.every((one) => typeof asObject(one)?.role === "string") &&
  value.some(({ role }: Message) => role === "user" || role === "assistant");

/** What a list of messages looks like: the service's, ShareGPT's or another's; null where it is none. */
export function dialectOf(value: unknown): "messages" | "sharegpt" | null {
  const list = asList(listOrObject(value));
  const first = asObject(list[0]);
  if (first === null || !list.every((one) => asObject(one) !== null)) return null;
  const [speaker, said] = [nameIn(first, speakerNames), nameIn(first, [...saidNames, "tool_calls"])];
  if (speaker === undefined || said === undefined) return null;
  return speaker === "role" ? "messages" : "sharegpt";
}

/** A record that is nothing but a list of messages, as one that has them under their name; others as they are. */
export const withMessagesNamed = (record: SourceRecord): SourceRecord =>
  Array.isArray(record.value) && dialectOf(record.value) !== null
    ? { ...record, text: null, value: { messages: record.value } }
    : record;

const nameIn = (message: JsonObject, names: readonly string[]) =>
  names.find((name) => Object.hasOwn(message, name));

/**
 * Messages of the service, from a list of messages in whatever way it says who speaks and what, or from one message.
 * Calls of functions that stand in a turn of their own become tool calls, and the turn behind them the tool's. Null
 * where a turn says neither.
 */
export function messagesFrom(value: unknown): Message[] | null {
  const read = listOrObject(value);
  if (areMessages(read)) return read;
  const list = Array.isArray(read) ? read : asObject(read) !== null ? [read] : [];
  const messages: Message[] = [];
  let call: string | null = null;
  for (const one of list) {
    const turn = asObject(one);
    const speaker =
      turn &&
      asText(turn[nameIn(turn, speakerNames) ?? ""])
        .trim()
        .toLowerCase();
    if (!turn || !speaker) return null;
    const content = turn[nameIn(turn, saidNames) ?? ""] ?? null;
    if (speaker === "function_call") {
      const id = `call_${messages.length + 1}`;
      const called = callOf(content, id);
      call = called === null ? null : id;
      messages.push(called ?? { role: "assistant", content });
      continue;
    }
    const role = speakers.get(speaker);
    if (role === undefined) return null;
    const message: Message = { role };
    if (content !== null || role === "assistant") message.content = content;
    // Other programs have a place for them in every turn, mostly empty, and weigh also what is asked.
    const kept = keptNames.filter((name) => role === "assistant" || name !== "weight");
    for (const name of kept) if (Object.hasOwn(turn, name) && turn[name] !== null) message[name] = turn[name];
    if (role === "tool" && call !== null && message.tool_call_id === undefined) message.tool_call_id = call;
    messages.push(message);
  }
  return messages.length === 0 ? null : messages;
}

/** A turn that calls a function, as ShareGPT's have it: JSON of its name and arguments. Null where it is something else. */
function callOf(content: unknown, id: string): Message | null {
  const called = asObject(listOrObject(content));
  const name = called?.name;
  if (!called || typeof name !== "string") return null;
  const given = called.arguments ?? {};
  const written = typeof given === "string" ? given : JSON.stringify(given);
  return {
    role: "assistant",
    content: null,
    tool_calls: [{ id, type: "function", function: { name, arguments: written } }],
  };
}

/** Tools of the service, from a list of them or of bare functions, or from JSON of either. Null where there are none. */
export function toolsFrom(value: unknown): unknown[] | null {
  const list = asList(listOrObject(value));
  if (list.length === 0) return null;
  return list.map((tool) => {
    const object = asObject(tool);
    return object && !Object.hasOwn(object, "type") && typeof object.name === "string"
      ? { type: "function", function: object }
      : tool;
  });
}

/** What is asked or answered: a text as a message of this role, or messages. Null where it is neither. */
export function turnsOf(value: unknown, role: "user" | "assistant"): Message[] | null {
  const read = listOrObject(value);
  if (dialectOf(Array.isArray(read) ? read : [read]) !== null) return messagesFrom(read);
  const text = plainText(value);
  return text === null ? null : [messageOf(role, text)];
}

/** Messages with a system prompt at the beginning, unless they have one. */
export function withSystem(messages: readonly Message[], system: string | null): Message[] {
  const has = messages.some(({ role }) => role === "system" || role === "developer");
  return system === null || has ? [...messages] : [messageOf("system", system), ...messages];
}
