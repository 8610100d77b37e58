import { beginningOf } from "../../../preload/cut.ts";
import { contentsOf } from "../contents.ts";
import { parsed } from "../reading/nesting.ts";

/** Characters of what is asked and answered that a table shows. */
const shown = 200;

/** Characters of a row that is read for it; of a longer one the beginning is shown as it is. */
const readable = 100_000;

/** SQL for as much of a row's text as is looked at. */
export const textForExcerpts = `case when characters > ${readable} then substr(text, 1, ${4 * shown}) else text end`;

/** The beginnings of what is asked and what is answered in a row. */
export function excerpts(text: string): { asked: string; answered: string } {
  const value = text.length <= readable ? parsed(text) : undefined;
  if (value === undefined) return { asked: line(text), answered: "" };
  const asked = lastOf(listOf(value, "messages") ?? listOf(field(value, "input"), "messages"), "user");
  const answered =
    lastOf(listOf(value, "preferred_output"), "assistant") ?? lastOf(listOf(value, "messages"), "assistant");
  if (asked !== null || answered !== null)
    return { asked: line(asked ?? ""), answered: line(answered ?? "") };
  const [first = "", ...rest] = contentsOf(value);
  return { asked: line(first), answered: line(rest.join(" · ")) };
}

const line = (text: string) =>
  beginningOf(
    text
      .slice(0, 4 * shown)
      .replace(/\s+/gu, " ")
      .trim(),
    shown,
  );

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function listOf(value: unknown, name: string): unknown[] | null {
  const list = field(value, name);
  return Array.isArray(list) ? list : null;
}

/** The text of the last message that a role has in a list; null where there is none. */
function lastOf(messages: readonly unknown[] | null, role: string): string | null {
  const last = messages?.findLast((message) => field(message, "role") === role);
  if (last === undefined) return null;
  const content = field(last, "content");
  if (!Array.isArray(content)) return typeof content === "string" ? content : contentsOf(content).join(" ");
  const texts = content.map((part) => field(part, "text"));
  return texts.filter((text) => typeof text === "string").join(" ");
}
