import { z } from "zod";
import { parseJson } from "../foundry/json.ts";

/** All of it was written by the app. */
const known = z.object({}).loose();

/** What the app wrote itself as JSON, or null. */
export const readOwn = <Value>(value: unknown): Value | null =>
  typeof value === "string" ? ((parseJson(value) as Value | null) ?? null) : null;

/** An object that the app wrote itself as JSON; null where it is none any more. */
export function readOwnObject<Value>(value: unknown): Value | null {
  const read = known.safeParse(parseJson(String(value)));
  return read.success ? (read.data as unknown as Value) : null;
}
