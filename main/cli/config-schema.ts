import { z } from "zod";
import { asList, asObject, type JsonObject } from "../foundry/json.ts";

/** A schema as JSON Schema, of what is written down; what that has no words for may be anything. */
export const writtenSchema = (schema: z.ZodType): JsonObject =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonObject;

/**
 * The part of a JSON schema that a value's place is held against; null where nothing is known of it. Of alternatives it is
 * the one that the value is meant as.
 */
export function schemaAt(root: JsonObject, path: readonly PropertyKey[], value: unknown): JsonObject | null {
  let here: JsonObject | null = alternative(root, root, value);
  let inside = value;
  for (const step of path) {
    inside = asObject(inside)?.[String(step)] ?? (Array.isArray(inside) ? inside[Number(step)] : undefined);
    const own: unknown =
      typeof step === "number"
        ? (asList(here?.prefixItems)[step] ?? here?.items)
        : (asObject(here?.properties)?.[String(step)] ?? here?.additionalProperties);
    here = alternative(asObject(own), root, inside);
  }
  return here;
}

function alternative(schema: JsonObject | null, root: JsonObject, value: unknown): JsonObject | null {
  if (schema === null) return null;
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return alternative(asObject(asObject(root.$defs)?.[name]), root, value);
  }
  const branches = asList(schema.oneOf ?? schema.anyOf).map((one) => alternative(asObject(one), root, value));
  return branches.length === 0
    ? schema
    : (branches.find((branch) => branch && isMeant(branch, value)) ?? null);
}

/** Whether a value is of the type that a schema is for, and has the constants that tell it from others. */
function isMeant({ type, properties }: JsonObject, value: unknown): boolean {
  const object = asObject(value);
  if (type === "object")
    return (
      object !== null &&
      Object.entries(asObject(properties) ?? {}).every(([name, property]) => {
        const only = asObject(property)?.const;
        return only === undefined || object[name] === only;
      })
    );
  return type === "array" ? Array.isArray(value) : typeof value === type;
}
