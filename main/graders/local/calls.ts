import { asList, asObject, asText, type JsonObject, parseJson } from "../../foundry/json.ts";
import { ownAnswer } from "../own-answer.ts";

/** A call of a tool; its arguments as a value, undefined where they are no JSON. */
export interface ReadCall {
  name: string;
  arguments: unknown;
}

/** A call as this app, Chat Completions (`function`) or Responses (`function_call`) write it; null for anything else. */
function callIn(value: unknown): ReadCall | null {
  const call = asObject(value);
  const called = asObject(call?.function) ?? call;
  const name = asText(called?.name);
  return name === "" ? null : { name, arguments: argumentsIn(called?.arguments) };
}

/** Arguments as a value: none are the empty object, a text is read as JSON. */
export function argumentsIn(value: unknown): unknown {
  if (value === undefined || value === null || value === "") return {};
  return typeof value === "string" ? parseJson(value) : value;
}

/** The calls that a text of JSON expects: one, a list, or a message with `tool_calls`. Null where it is none of these. */
export function callsIn(text: string): ReadCall[] | null {
  const value = parseJson(text);
  const object = asObject(value);
  const listed = Array.isArray(value) ? value : (object?.tool_calls ?? object?.calls ?? [value]);
  const calls = asList(listed).map(callIn);
  return Array.isArray(listed) && calls.every((call) => call !== null) ? calls : null;
}

/** The calls of a row's own answer; null where it has none. */
export function callsOfRow(item: JsonObject): ReadCall[] | null {
  const answer = ownAnswer(item);
  if (!answer) return null;
  const calls = asList(answer.tool_calls).map(callIn);
  return calls.every((call) => call !== null) ? calls : null;
}

/** Whether two values of JSON are the same; with `isPart`, whether objects of the first may have less. */
export function isSame(part: unknown, whole: unknown, isPart: boolean): boolean {
  if (Array.isArray(part))
    return (
      Array.isArray(whole) &&
      part.length === whole.length &&
      part.every((one, at) => isSame(one, whole[at], isPart))
    );
  const [own, other] = [asObject(part), asObject(whole)];
  if (own === null || other === null) return own === other && part === whole;
  const names = Object.keys(own);
  if (!isPart && names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && isSame(own[name], other[name], isPart));
}
