import type { Path } from "../../../preload/row-text/path.ts";

/**
 * How many fields the objects in a value of JSON have in all; NaN where it has more levels of objects and lists than
 * the limit.
 */
export function namesIn(value: unknown, limit: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (limit === 0) return Number.NaN;
  let names = 0;
  if (Array.isArray(value)) {
    for (const item of value) names += namesIn(item, limit - 1);
    return names;
  }
  const object = value as Record<string, unknown>;
  for (const name in object) names += 1 + namesIn(object[name], limit - 1);
  return names;
}

/** Every text in a value of JSON with the way to it. The value must not be nested deeply. */
export function* textsIn(value: unknown, path: Path = []): Generator<{ text: string; path: Path }, void> {
  if (typeof value === "string") yield { text: value, path };
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index]);
  else if (typeof value === "object" && value !== null)
    for (const [name, item] of Object.entries(value)) yield* textsIn(item, [...path, name]);
}
