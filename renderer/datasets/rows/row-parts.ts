import { type Path, valueAt } from "../../../preload/row-text/path.ts";

/** Which of a row's conversations a list of messages is. */
type ListKind = "messages" | "input" | "preferred" | "notPreferred";

/** A row as it is shown: its conversations, and what else stands in it. */
export interface RowParts {
  lists: MessageList[];
  fields: Field[];
}

export interface MessageList {
  kind: ListKind;
  path: Path;
  messages: MessagePart[];
}

/** A message, or what stands in the place of one. */
export interface MessagePart {
  path: Path;
  /** Null where it has none that is a text. */
  role: string | null;
  contents: ContentPart[];
  /** 0 or 1 or what is there instead; undefined where it has none. */
  weight: unknown;
  calls: ToolCall[];
  /** The call that this is the result of. */
  answers: string | null;
  /** What else stands in it. */
  rest: Field[];
}

export type ContentPart =
  | { kind: "text"; path: Path; text: string }
  | { kind: "image"; path: Path; url: string; detail: string | null }
  | { kind: "other"; path: Path; text: string };

export interface ToolCall {
  path: Path;
  id: string | null;
  name: string | null;
  /** A text as it is, all else as JSON. */
  arguments: string;
  isText: boolean;
}

/** A field with its value: a text as it is, all else as JSON. */
export interface Field {
  name: string;
  path: Path;
  text: string;
  isText: boolean;
}

const listsOf: Record<ListKind, Path> = {
  messages: ["messages"],
  input: ["input", "messages"],
  preferred: ["preferred_output"],
  notPreferred: ["non_preferred_output"],
};

/** What a row of JSON has to show; null where its text is no JSON, or no object. */
export function partsOfRow(text: string): RowParts | null {
  const row = parsed(text);
  if (!isObject(row)) return null;
  const lists = Object.entries(listsOf).flatMap(([kind, path]): MessageList[] => {
    const list = valueAt(row, path);
    if (!Array.isArray(list)) return [];
    const messages = list.map((message: unknown, index) => messageOf(message, [...path, index]));
    return [{ kind: kind as ListKind, path, messages }];
  });
  const shown = new Set(lists.map(({ path: [top] }) => top));
  const input = lists.some(({ kind }) => kind === "input") ? valueAt(row, ["input"]) : undefined;
  return {
    lists,
    fields: [
      ...fieldsOf(row, [], (name) => shown.has(name)),
      ...(isObject(input) ? fieldsOf(input, ["input"], (name) => name === "messages") : []),
    ],
  };
}

/** A JSON text's value; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(message: unknown, path: Path): MessagePart {
  if (!isObject(message)) {
    const other: ContentPart = { kind: "other", path, text: JSON.stringify(message) ?? "" };
    return { path, role: null, contents: [other], weight: undefined, calls: [], answers: null, rest: [] };
  }
  const own = (name: string) => (Object.hasOwn(message, name) ? message[name] : undefined);
  const role = own("role");
  const calls = own("tool_calls");
  const answers = own("tool_call_id");
  const known = new Set(["content", "weight"]);
  if (typeof role === "string") known.add("role");
  if (Array.isArray(calls)) known.add("tool_calls");
  if (typeof answers === "string") known.add("tool_call_id");
  return {
    path,
    role: typeof role === "string" ? role : null,
    contents: contentsOf(own("content"), [...path, "content"]),
    weight: own("weight"),
    calls: Array.isArray(calls)
      ? calls.map((call: unknown, index) => callOf(call, [...path, "tool_calls", index]))
      : [],
    answers: typeof answers === "string" ? answers : null,
    rest: fieldsOf(message, path, (name) => known.has(name)),
  };
}

function contentsOf(content: unknown, path: Path): ContentPart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === "string") return [{ kind: "text", path, text: content }];
  if (!Array.isArray(content)) return [{ kind: "other", path, text: JSON.stringify(content) }];
  return content.map((part: unknown, index): ContentPart => {
    const here = [...path, index];
    const text = valueAt(part, ["text"]);
    if (valueAt(part, ["type"]) === "text" && typeof text === "string")
      return { kind: "text", path: [...here, "text"], text };
    const url = valueAt(part, ["image_url", "url"]);
    const detail = valueAt(part, ["image_url", "detail"]);
    if (typeof url === "string")
      return { kind: "image", path: here, url, detail: typeof detail === "string" ? detail : null };
    return { kind: "other", path: here, text: JSON.stringify(part) ?? "" };
  });
}

function callOf(call: unknown, path: Path): ToolCall {
  const [id, name] = [valueAt(call, ["id"]), valueAt(call, ["function", "name"])];
  const given = valueAt(call, ["function", "arguments"]);
  return {
    path,
    id: typeof id === "string" ? id : null,
    name: typeof name === "string" ? name : null,
    arguments: typeof given === "string" ? given : (JSON.stringify(given ?? call) ?? ""),
    isText: typeof given === "string",
  };
}

const fieldsOf = (
  object: Record<string, unknown>,
  path: Path,
  isLeftOut: (name: string) => boolean,
): Field[] =>
  Object.entries(object).flatMap(([name, value]) =>
    isLeftOut(name)
      ? []
      : [
          {
            name,
            path: [...path, name],
            text: typeof value === "string" ? value : JSON.stringify(value, null, 2),
            isText: typeof value === "string",
          },
        ],
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What an `img` may show from a row: a picture that stands in it, of a kind that cannot run anything. */
export const isShownImage = (url: string): boolean => /^data:image\/(?:png|jpeg|webp|gif);base64,/.test(url);
