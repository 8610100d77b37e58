export type JsonObject = Record<string, unknown>;

/** The value when it is an object, else null. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The value when it is a text, else the empty one. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The value when it is a list, else an empty one. */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list, without what else is in it; none where it is no list. */
export function asObjects(value: unknown): JsonObject[] {
  return asList(value).filter((one): one is JsonObject => asObject(one) !== null);
}

/** What a text holds as JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts, and what Python writes for numbers that JSON has not. */
const textOrNoNumber = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

/**
 * What a text holds as JSON, also where it was written by Python's encoder, which has `NaN` and `Infinity` in it: null
 * stands in their place. Undefined when it is no JSON.
 */
export function parsePythonJson(text: string): unknown {
  const value = parseJson(text);
  if (value !== undefined || !/NaN|Infinity/.test(text)) return value;
  return parseJson(text.replace(textOrNoNumber, (found) => (found.startsWith('"') ? found : "null")));
}

/** The number that a value is or has written as a text; null for anything else, and for one without an end. */
export function asNumber(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** How many of something there are; null for less than none, and for more than can be counted. */
export function asCount(value: unknown): number | null {
  const count = asNumber(value);
  return count !== null && count >= 0 && count <= Number.MAX_SAFE_INTEGER ? count : null;
}

/** Seconds that are more are milliseconds. */
const mostSeconds = 100_000_000_000;

/** The last time that a date can be (ECMAScript, time values). */
const lastTime = 8_640_000_000_000_000;

/**
 * Milliseconds since the epoch of a time as services write it: seconds, milliseconds, or a date (ISO 8601). Null for
 * anything else, for what is no date, and for times before the epoch, which mean that there is none.
 */
export function asTime(value: unknown): number | null {
  const number = asNumber(value);
  const date = /^\d{4}-\d{2}-\d{2}/.test(asText(value)) ? Date.parse(asText(value)) : Number.NaN;
  const time = Math.round(number === null ? date : number < mostSeconds ? number * 1000 : number);
  return time > 0 && time <= lastTime ? time : null;
}

/** The value at a path of an object, `a.b` for the member `b` of `a`; undefined where there is none. */
export const valueAt = (object: JsonObject, path: string): unknown =>
  path.split(".").reduce<unknown>((at, name) => {
    const members = asObject(at);
    return members && Object.hasOwn(members, name) ? members[name] : undefined;
  }, object);
