import type { Input } from "../../preload/contract/index.ts";

export type PromptFormat = Input<"series.readPrompts">["format"];

/** How a text seems to hold prompts: JSON lines, a table with a header, blocks between empty lines, or lines. */
export function guessFormat(text: string): PromptFormat {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const filled = lines.filter((line) => line.trim() !== "");
  const [first = ""] = filled;
  if (/^\s*\{/.test(first) && /\}\s*$/.test(first)) return "jsonl";
  const fields = first.split(",").length;
  const isHeader =
    fields > 1 && first.split(",").every((name) => /^\s*"?[\p{L}_][\p{L}\p{N}_ -]{0,39}"?\s*$/u.test(name));
  if (isHeader && filled.length > 1 && filled.slice(1, 6).some((line) => line.split(",").length >= fields))
    return "csv";
  const inner = lines.slice(
    0,
    lines.findLastIndex((line) => line.trim() !== ""),
  );
  return inner.some((line, index) => index > 0 && line.trim() === "") ? "blocks" : "lines";
}
