import type { JsonObject } from "../json.ts";

/** The variable of the environment that holds the key; Microsoft's samples call it the same. */
export const keyVariable = "AZURE_OPENAI_API_KEY";

/** The variable that holds the value of a header. */
export const variableOf = (header: string): string => header.toUpperCase().replace(/[^A-Z0-9]+/g, "_");

/** A text as one argument for a shell: in single quotes it changes nothing; the quote itself has to stand outside. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A text as a literal of JavaScript, and of Python. */
export const quoted = (text: string): string => JSON.stringify(text);

/** Bytes of one argument that Linux lets through, with room to spare. */
const argumentLimit = 100_000;

/** How curl is given a body as JSON: as an argument, or where it is too long for one, after the command. */
export function curlData(body: JsonObject): { argument: string; after: string } {
  const data = JSON.stringify(body, null, 2);
  return Buffer.byteLength(data) > argumentLimit
    ? { argument: "--data-binary @- <<'BODY'", after: `${data}\nBODY\n` }
    : { argument: `--data-raw ${shellQuoted(data)}`, after: "" };
}

/** A value of JSON in Python. Strings and numbers are the same there, escapes and all; the three words are not. */
export function pythonLiteral(value: unknown, depth: number): string {
  if (value === true) return "True";
  if (value === false) return "False";
  if (value === null) return "None";
  if (typeof value !== "object") return JSON.stringify(value);
  const inside = Array.isArray(value)
    ? value.map((item) => pythonLiteral(item, depth + 1))
    : Object.entries(value as JsonObject).map(
        ([key, item]) => `${quoted(key)}: ${pythonLiteral(item, depth + 1)}`,
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (inside.length === 0) return `${open}${close}`;
  const indent = "    ".repeat(depth);
  return `${open}\n${inside.map((line) => `${indent}    ${line},\n`).join("")}${indent}${close}`;
}
