import { fill } from "./strings/fill.ts";
import { parameterWords } from "./strings/parameters.ts";

const { faults } = parameterWords;

/** Why a text is no JSON, in the words of the parser; null where it is some. */
export function jsonFault(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

/** What is wrong with the notation of a schema, in words; null for nothing. Whether it can be used is not looked at. */
export function schemaTextFault(text: string): string | null {
  const why = jsonFault(text);
  if (why !== null) return fill(faults.json, { why });
  return isObject(JSON.parse(text)) ? null : faults.schemaShape;
}

/** The names that functions may have (chat completions and Responses; Messages allows more). */
const named = /^[\w-]{1,64}$/;

/** What is wrong with a list of functions, in words; null for nothing. Each may stand with or without the wrapper of chat completions. */
export function functionsFault(text: string): string | null {
  const why = jsonFault(text);
  if (why !== null) return fill(faults.json, { why });
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return faults.list;
  const names = new Set<string>();
  for (const [index, entry] of list.entries()) {
    const place = String(index + 1);
    if (!isObject(entry)) return fill(faults.object, { place });
    const { name, parameters, input_schema } = isObject(entry.function) ? entry.function : entry;
    if (typeof name !== "string" || !named.test(name)) return fill(faults.name, { place });
    if (names.has(name)) return fill(faults.twice, { name });
    names.add(name);
    const schema = parameters ?? input_schema;
    if (schema !== undefined && !isObject(schema)) return fill(faults.parameters, { name });
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
