import { cutTo, moved, replaced, without } from "../../../preload/row-text/edit.ts";
import { type Path, valueAt } from "../../../preload/row-text/path.ts";
import { asObject, type JsonObject } from "../../foundry/json.ts";
import { conversations, evidence, training } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import { checkMessage } from "./messages.ts";
import { isInstruction, speakerOf } from "./roles.ts";
import type { Faulty, Rule } from "./rule.ts";
import { checkCalls, checkDefinitions } from "./tools.ts";
import { checkWeights } from "./weights.ts";

/** What the messages of a row have to be to each other. */
export const conversationRules: readonly Rule[] = [
  { rule: "messages_missing", severity: "blocks", methods: training, evidence: evidence.rest },
  { rule: "messages_not_list", severity: "blocks", methods: training, evidence: evidence.rest },
  {
    rule: "messages_empty",
    severity: "blocks",
    methods: training,
    evidence: evidence.rest,
    mend: () => "remove",
  },
  {
    rule: "last_not_assistant",
    severity: "blocks",
    methods: conversations,
    evidence: evidence.functions,
    mend: ({ text, value }) => cutAfterLast(text, value, "assistant"),
  },
  {
    rule: "assistant_missing",
    severity: "blocks",
    methods: conversations,
    evidence: evidence.functions,
    mend: () => "remove",
  },
  { rule: "user_missing", severity: "warns", methods: training, evidence: evidence.care },
  {
    rule: "system_not_first",
    severity: "warns",
    methods: training,
    evidence: evidence.care,
    mend: systemMoved,
  },
  {
    rule: "speaker_twice",
    severity: "warns",
    methods: training,
    evidence: evidence.care,
    mend: joined,
  },
  {
    rule: "unknown_field",
    severity: "blocks",
    methods: conversations,
    evidence: evidence.extraField,
    mend: ({ text, path }) => without(text, path),
  },
];

const rowFields = new Set(["messages", "tools", "parallel_tool_calls", "functions"]);

/** A row's text whose `messages` end with the last one of a role; null where none is of it. */
export function cutAfterLast(text: string, value: unknown, role: string): string | null {
  const messages = valueAt(value, ["messages"]);
  if (!Array.isArray(messages)) return null;
  const last = messages.findLastIndex((message) => speakerOf(asObject(message)) === role);
  return last < 0 ? null : cutTo(text, ["messages"], last + 1);
}

/** The list that a path to something within it begins with, and which of its items is meant. */
function itemOf({ value, path }: Faulty): { list: Path; items: unknown[]; index: number } | null {
  const index = path.at(-1);
  const list = path.slice(0, -1);
  const items = valueAt(value, list);
  return typeof index === "number" && Array.isArray(items) ? { list, items, index } : null;
}

function systemMoved(faulty: Faulty): string | null {
  const item = itemOf(faulty);
  if (item === null) return null;
  const to = item.items.findIndex((message) => !isInstruction(speakerOf(asObject(message))));
  return to < 0 || to >= item.index ? null : moved(faulty.text, item.list, item.index, to);
}

function joined(faulty: Faulty): string | null {
  const item = itemOf(faulty);
  if (item === null) return null;
  const [before, message] = [asObject(item.items[item.index - 1]), asObject(item.items[item.index])];
  if (before === null || message === null || !isPlain(before) || !isPlain(message)) return null;
  if ((before.weight ?? 1) !== (message.weight ?? 1)) return null;
  const text = without(faulty.text, [...item.list, item.index]);
  return replaced(text, [...item.list, item.index - 1, "content"], `${before.content}\n\n${message.content}`);
}

/** Whether a message has nothing but a text. */
const isPlain = (message: JsonObject): boolean =>
  typeof message.content === "string" &&
  Object.keys(message).every((name) => name === "role" || name === "content" || name === "weight");

/** What a list of messages is: a whole example, the part before an answer, or one of two answers. */
type ListKind = "example" | "prompt" | "output";

/** What else a list of messages is read with. */
export interface Around {
  kind: ListKind;
  /** The names of the functions that may be called; null where none are declared. */
  functions: ReadonlySet<string> | null;
}

/** Checks a list of messages at a path. Gives how many images are in it. */
export function checkMessages(
  found: RowFindings,
  messages: readonly unknown[],
  list: Path,
  { kind, functions }: Around,
): number {
  let [images, before] = [0, null as unknown];
  let [hasUser, hasBegun, hasWeights, hasTools] = [false, false, false, false];
  for (let index = 0; index < messages.length; index += 1) {
    const item = messages[index];
    images += checkMessage(found, item, list, index);
    const message = asObject(item);
    const role = speakerOf(message);
    if (role === "user") hasUser = true;
    if (isInstruction(role)) {
      if (hasBegun) found.add("system_not_first", [...list, index]);
    } else hasBegun = true;
    if (role === before && (role === "user" || role === "assistant"))
      found.add("speaker_twice", [...list, index], { role });
    before = role;
    if (message === null) continue;
    if (message.weight !== undefined) hasWeights = true;
    if (message.tool_calls !== undefined || message.function_call !== undefined || role === "tool")
      hasTools = true;
  }
  if (!hasUser && kind !== "output") found.add("user_missing", list);
  if (hasWeights) checkWeights(found, messages, list);
  if (hasTools) checkCalls(found, messages, list, functions);
  return images;
}

/**
 * The messages in a field of a row, where they are a list with something in it; else says what is wrong with them and
 * gives null.
 */
export function messagesIn(found: RowFindings, messages: unknown, path: Path): unknown[] | null {
  if (messages === undefined) found.add("messages_missing", path);
  else if (!Array.isArray(messages)) found.add("messages_not_list", path);
  else if (messages.length === 0) found.add("messages_empty", path);
  else return messages;
  return null;
}

/** Checks a row of `messages` that ends with what the model shall learn to say. Gives how many images are in it. */
export function checkExample(found: RowFindings, row: JsonObject): number {
  for (const name in row) if (!rowFields.has(name)) found.add("unknown_field", [name], { name }, "name");
  const functions = checkDefinitions(found, row, []);
  const messages = messagesIn(found, row.messages, ["messages"]);
  if (messages === null) return 0;
  const images = checkMessages(found, messages, ["messages"], { kind: "example", functions });
  if (speakerOf(asObject(messages.at(-1))) !== "assistant") {
    const hasAnswer = messages.some((message) => speakerOf(asObject(message)) === "assistant");
    if (hasAnswer) found.add("last_not_assistant", ["messages", messages.length - 1, "role"]);
    else found.add("assistant_missing", ["messages"]);
  }
  return images;
}
