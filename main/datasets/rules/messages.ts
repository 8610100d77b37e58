import { renamed, replaced, without } from "../../../preload/row-text/edit.ts";
import { type Path, valueAt } from "../../../preload/row-text/path.ts";
import { asObject, type JsonObject } from "../../foundry/json.ts";
import { evidence, training } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import { checkImage } from "./images.ts";
import { isInstruction, isRole, roleMeantBy } from "./roles.ts";
import type { Faulty, Rule } from "./rule.ts";
import { leftoverIn } from "./template-leftovers.ts";

/** What each message has to be. */
export const messageRules: readonly Rule[] = [
  { rule: "message_not_object", severity: "blocks", methods: training, evidence: evidence.rest },
  {
    rule: "role_missing",
    severity: "blocks",
    methods: training,
    evidence: evidence.rest,
    mend: ({ text, value, path }) =>
      typeof valueAt(value, [...path, "from"]) === "string" ? renamed(text, [...path, "from"], "role") : null,
  },
  {
    rule: "role_unknown",
    severity: "blocks",
    methods: training,
    evidence: evidence.rest,
    mend: ({ text, value, path }) => {
      const meant = roleMeantBy(String(valueAt(value, path)));
      return meant === null ? null : replaced(text, path, meant);
    },
  },
  {
    rule: "content_missing",
    severity: "blocks",
    methods: training,
    evidence: evidence.specification,
    mend: ({ text, value, path }) => {
      const holder = path.slice(0, -1);
      const isThere = typeof valueAt(value, [...holder, "value"]) === "string" && !has(value, path);
      return isThere ? renamed(text, [...holder, "value"], "content") : null;
    },
  },
  {
    rule: "content_wrong_kind",
    severity: "blocks",
    methods: training,
    evidence: evidence.specification,
    mend: contentMended,
  },
  {
    rule: "part_wrong",
    severity: "blocks",
    methods: training,
    evidence: evidence.specification,
    mend: partMended,
  },
  {
    rule: "content_empty",
    severity: "warns",
    methods: training,
    evidence: evidence.emptyText,
    mend: ({ text, value, path }) => {
      const message = path.slice(0, -1);
      return isInstruction(valueAt(value, [...message, "role"])) ? without(text, message) : "remove";
    },
  },
  {
    rule: "unknown_message_field",
    severity: "warns",
    methods: training,
    evidence: evidence.care,
    mend: ({ text, path }) => without(text, path),
  },
  {
    rule: "answer_spaces",
    severity: "warns",
    methods: training,
    evidence: evidence.care,
    mend: ({ text, value, path }) => replaced(text, path, String(valueAt(value, path)).trim()),
  },
  { rule: "template_leftover", severity: "warns", methods: training, evidence: evidence.emptyText },
];

const has = (value: unknown, path: Path): boolean => valueAt(value, path) !== undefined;

const isScalar = (value: unknown): boolean => typeof value === "number" || typeof value === "boolean";

function contentMended({ text, value, path }: Faulty): string | null {
  const content = valueAt(value, path);
  if (isScalar(content)) return replaced(text, path, String(content));
  if (typeof asObject(content)?.text === "string") return replaced(text, path, [content]);
  return null;
}

function partMended({ text, value, path }: Faulty): string | null {
  const part = valueAt(value, path);
  if (typeof part === "string") return replaced(text, path, { type: "text", text: part });
  const object = asObject(part);
  if (object === null || object.type !== undefined) return null;
  if (typeof object.text === "string") return replaced(text, path, { type: "text", ...object });
  return object.image_url === undefined ? null : replaced(text, path, { type: "image_url", ...object });
}

const fields = new Set([
  "role",
  "content",
  "name",
  "weight",
  "tool_calls",
  "tool_call_id",
  "function_call",
  "refusal",
  "audio",
]);

/** Checks one message of the list at a path. Gives how many images are in it. */
export function checkMessage(found: RowFindings, item: unknown, list: Path, index: number): number {
  const message = asObject(item);
  if (message === null) {
    found.add("message_not_object", [...list, index]);
    return 0;
  }
  const { role } = message;
  if (typeof role !== "string") {
    if (role === undefined) found.add("role_missing", [...list, index]);
    else found.add("role_unknown", [...list, index, "role"], { role: JSON.stringify(role) ?? "" });
  } else if (!isRole(role)) found.add("role_unknown", [...list, index, "role"], { role });
  for (const name in message)
    if (!fields.has(name)) found.add("unknown_message_field", [...list, index, name], { name }, "name");
  return checkContent(found, message, list, index);
}

function checkContent(found: RowFindings, message: JsonObject, list: Path, index: number): number {
  const { role, content } = message;
  if (typeof content === "string") {
    checkText(found, message, content, list, index);
    return 0;
  }
  if (content === undefined || content === null) {
    const mayBeMissing = role === "assistant" && (hasCalls(message) || typeof message.refusal === "string");
    if (!mayBeMissing) found.add("content_missing", [...list, index, "content"]);
    return 0;
  }
  if (!Array.isArray(content)) {
    found.add("content_wrong_kind", [...list, index, "content"]);
    return 0;
  }
  if (content.length === 0) found.add("content_empty", [...list, index, "content"]);
  let images = 0;
  for (const [number, part] of content.entries())
    if (checkPart(found, part, role, [...list, index, "content", number])) images += 1;
  return images;
}

/** Whether a message calls tools, by the present notation or the old one. */
export const hasCalls = ({ tool_calls, function_call }: JsonObject): boolean =>
  (Array.isArray(tool_calls) && tool_calls.length > 0) || asObject(function_call) !== null;

/** Checks one part of a content. Gives whether it is an image. */
function checkPart(found: RowFindings, item: unknown, role: unknown, path: Path): boolean {
  const part = asObject(item);
  if (part?.type === "image_url") {
    checkImage(found, part, role, path);
    return true;
  }
  const isText = part?.type === "text" && typeof part.text === "string";
  const isRefusal = part?.type === "refusal" && role === "assistant";
  if (!isText && !isRefusal) found.add("part_wrong", path);
  return false;
}

function checkText(
  found: RowFindings,
  message: JsonObject,
  content: string,
  list: Path,
  index: number,
): void {
  const isAnswer = message.role === "assistant";
  const first = content.charCodeAt(0);
  const last = content.charCodeAt(content.length - 1);
  // Most texts begin and end with a letter, which costs nothing to see.
  if (!(first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80)) {
    const bare = content.trim();
    if (bare === "") {
      const mayBeEmpty = message.role === "tool" || message.role === "function" || hasCalls(message);
      if (!mayBeEmpty) found.add("content_empty", [...list, index, "content"]);
    } else if (isAnswer && bare.length !== content.length) {
      found.add("answer_spaces", [...list, index, "content"]);
    }
  }
  if (!content.includes("{{")) return;
  const leftover = leftoverIn(content);
  if (leftover !== null) found.add("template_leftover", [...list, index, "content"], { leftover });
}
