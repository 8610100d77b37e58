import { isObject, type Json } from "./json.ts";

/**
 * The smallest value that fits a JSON Schema, as far as schemas of tools and of structured outputs go: types, enums,
 * constants, alternatives, and references within it. Texts are the name of what they stand for.
 */
export function instanceOf(schema: unknown, name: string, root: unknown = schema, depth = 0): unknown {
  if (!isObject(schema) || depth > deepest) return null;
  const again = (one: unknown, called = name) => instanceOf(one, called, root, depth + 1);
  if (typeof schema.$ref === "string") return again(referred(schema.$ref, root));
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  for (const alternatives of [schema.anyOf, schema.oneOf])
    if (Array.isArray(alternatives)) return again(alternatives[0]);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object" || isObject(schema.properties)) return objectOf(schema, again);
  if (type === "array") return itemsOf(schema, again);
  if (type === "number" || type === "integer") return numberOf(schema);
  if (type === "boolean") return true;
  return type === "null" ? null : name;
}

/** Deeper than any schema that the service takes; one that names itself has an end. */
const deepest = 12;

type Again = (schema: unknown, name?: string) => unknown;

function objectOf({ properties, required }: Json, again: Again): Json {
  const known = isObject(properties) ? properties : {};
  const names = Array.isArray(required) ? required.filter((one) => typeof one === "string") : [];
  return Object.fromEntries(names.map((name) => [name, again(known[name] ?? { type: "string" }, name)]));
}

const itemsOf = ({ items, minItems }: Json, again: Again): unknown[] =>
  Array.from({ length: typeof minItems === "number" ? minItems : 0 }, () => again(items));

const numberOf = ({ minimum }: Json): number => (typeof minimum === "number" ? Math.ceil(minimum) : 1);

function referred(reference: string, root: unknown): unknown {
  const steps = reference.startsWith("#/") ? reference.slice(2).split("/") : [];
  return steps.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), root);
}
