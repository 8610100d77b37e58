import { asObject } from "../../foundry/json.ts";
import { isNestedTooDeeply } from "../reading/nesting.ts";
import { pythonLiteral } from "./python-literal.ts";

/** Levels that a way with dots leads down at most. */
const pathLimit = 10;

/**
 * What a record has at a path: under a name that is the path itself, else by way of its dots. Undefined where there is
 * nothing, or null. Only a record's own fields count.
 */
export function fieldOf(record: unknown, path: string): unknown {
  const direct = own(record, path);
  if (direct !== undefined || !path.includes(".")) return direct;
  const names = path.split(".", pathLimit + 1);
  if (names.length > pathLimit) return undefined;
  return names.reduce<unknown>((inside, name) => own(listOrObject(inside), name), record);
}

function own(record: unknown, name: string): unknown {
  const object = asObject(record);
  return object !== null && Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
}

/**
 * A value, read where it is JSON in a text, as tables have lists and objects in their cells, or Python's way of writing
 * them, which its programs leave there.
 */
export function listOrObject(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value) || isNestedTooDeeply(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return pythonLiteral(value) ?? value;
  }
}

/** A text, or a number or a truth value as one; null where the value is none of these, or has nothing but spaces. */
export function plainText(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
