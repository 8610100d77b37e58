import type { z } from "zod";
import { FoundryError, problem } from "./foundry/error.ts";

/**
 * What a file that was exported holds, of at most `limit` characters. Names that reach an object's prototype are refused.
 * Throws `import_refused` with what is wrong: `too_large`, `json`, `names`, or the field.
 */
export function readExported<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  limit: number,
): z.output<Schema> {
  if (text.length > limit) throw refused("too_large");
  return checked(schema, parseExported(text));
}

/** What a text from a file holds as JSON. Throws `import_refused` with `json` or `names`. */
export function parseExported(text: string): unknown {
  try {
    return JSON.parse(text, (name, inside) => {
      if (name === "__proto__" || name === "constructor" || name === "prototype") throw refused("names");
      return inside;
    });
  } catch (error) {
    throw error instanceof FoundryError ? error : refused("json");
  }
}

/**
 * A value as its schema knows it, without what that does not know. `place` is where in the file it stands. Throws
 * `import_refused` with the field.
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place = "",
): z.output<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const path = [place, ...(read.error.issues[0]?.path ?? [])].filter((part) => part !== "");
  throw refused(path.join(".") || "format");
}

/** Why a file is not imported; the cause is kept for the log. */
export const refused = (why: string, cause?: unknown): FoundryError =>
  problem("import_refused", { why }, cause);
