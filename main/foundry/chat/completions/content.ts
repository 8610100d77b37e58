import { asObject, asText } from "../../json.ts";

/** What content parts can say. */
type ContentKind = "text" | "reasoning" | "refusal";

/** Names of parts: OpenAI's `text`, `output_text` and `refusal`, Mistral's `thinking`, and `reasoning` of others. */
const kinds = new Map<unknown, ContentKind>([
  ["text", "text"],
  ["output_text", "text"],
  ["thinking", "reasoning"],
  ["reasoning", "reasoning"],
  ["refusal", "refusal"],
]);

/** What a content part, or a list of them in its order, says of one kind; unknown parts say nothing. */
export function partsOf(content: object, kind: ContentKind): string {
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  return parts.map((part) => (kindOf(part) === kind ? textIn(part) : "")).join("");
}

/** A part that is no object is text, and so is one that does not say what it is. */
const kindOf = (part: unknown) => kinds.get(asObject(part)?.type ?? "text");

/** The text in a part, under whatever name; Mistral has parts in a part. Two levels are all there are. */
function textIn(part: unknown, depth = 0): string {
  if (typeof part === "string") return part;
  if (depth > 2) return "";
  if (Array.isArray(part)) return part.map((inside) => textIn(inside, depth + 1)).join("");
  const said = asObject(part);
  if (!said) return "";
  const inside = said.text ?? said.thinking ?? said.reasoning ?? said.refusal ?? said.content ?? said.value;
  return asText(inside) || textIn(inside, depth + 1);
}
