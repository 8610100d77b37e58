import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { type MessageList, type MessagePart, partsOfRow } from "./rows/row-parts.ts";

const words = strings.datasets;

/** What one says in a row. */
export interface Turn {
  /** A name in `strings.datasets.roles`, or what stands in its place. */
  role: string;
  text: string;
}

/** Turns and fields of one row that are looked at. */
const most = 50;

/** A row in short: who says what in it, and its other fields. Null for what is no object of JSON. */
export function briefOf(row: string): { turns: Turn[]; fields: [name: string, text: string][] } | null {
  const parts = partsOfRow(row);
  return (
    parts && {
      turns: parts.lists.flatMap(turnsIn).slice(0, most),
      fields: parts.fields.slice(0, most).map(({ name, text }) => [name, text]),
    }
  );
}

const turnsIn = ({ kind, messages }: MessageList): Turn[] =>
  messages.map((message) => ({
    role:
      kind === "preferred" ? "preferred" : kind === "notPreferred" ? "non_preferred" : (message.role ?? ""),
    text: textOf(message),
  }));

const textOf = ({ contents, calls }: MessagePart) =>
  [
    ...contents.map((part) => (part.kind === "image" ? words.image : part.text)),
    ...calls.map(({ name }) => fill(words.toolCall, { name: name ?? "" })),
  ].join("\n");
