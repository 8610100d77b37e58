import { isObject, type Json } from "../json.ts";
import type { ToolCall } from "../tools.ts";

/** Stands before a call that is written among texts, and nowhere else: text of people has no such character. */
const mark = "\u0001";

/** The first call that a message makes, as a text to learn; empty where it makes none. */
export function callText({ tool_calls: calls }: Json): string {
  const [call] = Array.isArray(calls) ? calls : [];
  const made = isObject(call) && isObject(call.function) ? call.function : {};
  return typeof made.name === "string" ? `${mark}${made.name} ${made.arguments ?? "{}"}` : "";
}

/** The call that an answer is; null for a text. */
export function callIn(answer: string): ToolCall | null {
  if (!answer.startsWith(mark)) return null;
  const [, name = "", given = ""] = /^.(\S*) ?(.*)$/s.exec(answer) ?? [];
  return { name, arguments: given };
}
