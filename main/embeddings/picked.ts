import type { PickedTexts } from "../../preload/contract/embeddings.ts";
import { asObject, asObjects, asText, parseJson } from "../foundry/json.ts";
import { readers } from "../series/prompt-rows.ts";
import { formatOfFile } from "../series/prompts.ts";

/** The texts of a file with this name. One that should have columns and has none is taken as it is. Never throws. */
export function textsOfFile(name: string, text: string): PickedTexts {
  const format = formatOfFile(name);
  const plain = text.replace(/^\uFEFF/, "");
  const asItIs = { name, text: plain, columns: [], unread: 0 };
  if (format !== "csv" && format !== "jsonl") return asItIs;
  let unread = 0;
  const rows = readers[format](plain, () => {
    unread += 1;
  });
  const columns = columnsOf(rows.map(({ values }) => values));
  return columns.length === 0 ? asItIs : { name, text: null, columns, unread };
}

/**
 * The texts of a dataset's rows, each a JSON object: of its fields that are texts, and of the last message of each role.
 * Never throws.
 */
export function textsOfRows(name: string, rows: readonly string[]): PickedTexts {
  const objects = rows.map((row) => asObject(parseJson(row)));
  const columns = columnsOf(
    objects.map((row) => [
      ...Object.entries(row ?? {}).map(([field, value]): [string, string] => [field, asText(value)]),
      // One of a role that comes again takes the place of the one before.
      ...new Map(
        asObjects(row?.messages).map(({ role, content }) => [`messages.${asText(role)}`, asText(content)]),
      ),
    ]),
  );
  return { name, text: null, columns, unread: objects.filter((row) => row === null).length };
}

/** The values of rows by their names, without empty ones, and without names that have no others. */
function columnsOf(rows: Iterable<Iterable<[string, string]>>): PickedTexts["columns"] {
  const columns = new Map<string, string[]>();
  for (const row of rows)
    for (const [name, value] of row) {
      const text = value.trim();
      if (text === "") continue;
      const texts = columns.get(name) ?? [];
      columns.set(name, texts);
      texts.push(text);
    }
  return [...columns].map(([name, texts]) => ({ name, texts }));
}
