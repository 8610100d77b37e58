import type { z } from "zod";
import { FoundryError, problem } from "./foundry/error.ts";
import { asObject, parseJson } from "./foundry/json.ts";
import { originOf } from "./origins.ts";

/**
 * What a file that was exported holds, of at most `limit` characters. Names that reach an object's prototype are refused.
 * Throws `import_refused` with what is wrong: whose file it is where it is another's, `too_large`, `json`, `names`, or
 * the field.
 */
export function readExported<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  limit: number,
): z.output<Schema> {
  if (text.length > limit) throw refusedAs(text, refused("too_large"));
  const value = parseExported(text);
  try {
    return checked(schema, value);
  } catch (error) {
    const isOther = error instanceof FoundryError && error.diagnosis.parameters.why === "format";
    throw isOther ? refusedAs(value, error) : error;
  }
}

/** Why a file, or the JSON that was read from it, is refused: as another's where that shows, else by the error. */
export function refusedAs(file: unknown, error: FoundryError): FoundryError {
  const origin = originOf(typeof file === "string" ? parseJson(withoutMark(file)) : file);
  return origin === null ? error : refused(`origin ${origin}`, error);
}

/** A text of its own is not always read by the decoder, which leaves the mark out. */
const withoutMark = (text: string) => text.replace(/^\uFEFF/, "");

/** What a text from a file holds as JSON, with or without a byte order mark. Throws `import_refused` with `json` or `names`. */
export function parseExported(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text), (name, inside) => {
      if (name === "__proto__" || name === "constructor" || name === "prototype") throw refused("names");
      return inside;
    });
  } catch (error) {
    throw error instanceof FoundryError ? error : refused("json");
  }
}

/**
 * A value as its schema knows it, without what that does not know. `place` is where in the file it stands. Throws
 * `import_refused` with the field, or with the number of a version that is not known.
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place = "",
): z.output<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const path = [place, ...(read.error.issues[0]?.path ?? [])].filter((part) => part !== "").join(".");
  const version = path === "version" ? asObject(value)?.version : undefined;
  throw refused(typeof version === "number" ? `version ${version}` : path || "format");
}

/** Why a file is not imported; the cause is kept for the log. */
export const refused = (why: string, cause?: unknown): FoundryError =>
  problem("import_refused", { why }, cause);

/** A moment, in milliseconds since the epoch, as it is written into files: anybody may read them anywhere. */
export const writtenTime = (at: number): string => new Date(at).toISOString();
