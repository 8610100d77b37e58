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
  const read = schema.safeParse(parse(text));
  if (!read.success) throw refused(read.error.issues[0]?.path.join(".") || "format");
  return read.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (name, inside) => {
      if (name === "__proto__" || name === "constructor" || name === "prototype") throw refused("names");
      return inside;
    });
  } catch (error) {
    throw error instanceof FoundryError ? error : refused("json");
  }
}

/** Why a file is not imported. */
export const refused = (why: string): FoundryError => problem("import_refused", { why });
