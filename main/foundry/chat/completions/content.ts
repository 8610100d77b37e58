import { asObject } from "../../json.ts";

/** What content parts can say. */
type ContentKind = "text" | "reasoning" | "refusal";

/**
 * Names of parts: OpenAI's `text`, `output_text`, `reasoning_text`, `summary_text` and `refusal`, Mistral's `thinking`,
 * Anthropic's deltas, and `reasoning` of others.
 */
const kinds = new Map<unknown, ContentKind>([
  ["text", "text"],
  ["output_text", "text"],
  ["text_delta", "text"],
  ["thinking", "reasoning"],
  ["thinking_delta", "reasoning"],
  ["reasoning", "reasoning"],
  ["reasoning_content", "reasoning"],
  ["reasoning_text", "reasoning"],
  ["summary_text", "reasoning"],
  ["refusal", "refusal"],
]);

/** Where a part has what it says; one of several parts may be in it again. */
const places = [
  "text",
  "thinking",
  "reasoning",
  "reasoning_content",
  "reasoning_text",
  "summary",
  "refusal",
  "content",
  "value",
] as const;

/** What a content part, or a list of them in its order, says of one kind; unknown parts say nothing. */
export function partsOf(content: object, kind: ContentKind): string {
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  return parts.map((part) => (kindOf(part) === kind ? textIn(part) : "")).join("");
}

/** A part that is no object is text, and so is one that does not say what it is. */
const kindOf = (part: unknown) => kinds.get(asObject(part)?.type ?? "text");

/** The text in a part or a list of them, under whatever name; Mistral has parts in a part. Three levels are all there are. */
export function textIn(part: unknown, depth = 0): string {
  if (typeof part === "string") return part;
  if (depth > 3) return "";
  if (Array.isArray(part)) return part.map((inside) => textIn(inside, depth + 1)).join("");
  const said = asObject(part);
  if (!said) return "";
  const place = places.find((name) => said[name]);
  return place === undefined ? "" : textIn(said[place], depth + 1);
}
