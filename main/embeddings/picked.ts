import type { PickedTexts } from "../../preload/contract/embeddings.ts";
import { readers } from "../series/prompt-rows.ts";
import { formatOfFile } from "../series/prompts.ts";

/** The texts of a file with this name. One that should have columns and has none is taken as it is. Never throws. */
export function textsOfFile(name: string, text: string): PickedTexts {
  const format = formatOfFile(name);
  const plain = text.replace(/^\uFEFF/, "");
  if (format !== "csv" && format !== "jsonl") return { name, text: plain, columns: [], unread: 0 };
  let unread = 0;
  const rows = readers[format](plain, () => {
    unread += 1;
  });
  const columns = new Map<string, string[]>();
  for (const { values } of rows)
    for (const [column, value] of values) {
      const texts = columns.get(column) ?? [];
      columns.set(column, texts);
      if (value.trim() !== "") texts.push(value.trim());
    }
  const filled = [...columns].filter(([, texts]) => texts.length > 0);
  return filled.length === 0
    ? { name, text: plain, columns: [], unread: 0 }
    : { name, text: null, columns: filled.map(([name, texts]) => ({ name, texts })), unread };
}
