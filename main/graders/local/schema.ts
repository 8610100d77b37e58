import { Ajv, type ErrorObject, type Options } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { fill } from "../../../preload/strings/fill.ts";
import { graderErrors } from "../../../preload/strings/grader-errors.ts";
import { asObject, asText, parseJson } from "../../foundry/json.ts";
import { compilePattern } from "../scripts/patterns.ts";
import type { Scripts } from "../scripts/scripts.ts";

/** What a schema says of a value: null where it fits, else in words what does not. Throws where it cannot be told. */
export type Schema = (value: unknown) => string | null;

/** A pattern of a schema that took too long, or could not be tried; `code` is a name in `strings.graders.errors`. */
export class PatternError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * Reads a JSON Schema: draft 2020-12 where it says so by `$schema`, else draft 7, which most are. Unknown words in it are
 * let pass, formats are checked, and its patterns are tried as those of graders are. Throws what is wrong with it.
 */
export function readSchema(text: string, scripts: Pick<Scripts, "run"> | null): Schema {
  const schema = parseJson(text);
  const object = asObject(schema);
  if (object === null && typeof schema !== "boolean") throw new Error(graderErrors.words.noSchema);
  const options: Options = { strict: false, logger: false, code: { regExp: engine(scripts) } };
  const isNew = /2020-12|2019-09/.test(asText(object?.$schema));
  const ajv = isNew ? new Ajv2020(options) : new Ajv(options);
  addFormats.default(ajv);
  // An older draft's own name is not known to ajv, and a relative one is not fetched.
  const { $schema: _, ...rest } = object ?? {};
  const validate = ajv.compile(object === null ? schema === true : rest);
  return (value) => (validate(value) ? null : wordsOf(validate.errors?.[0]));
}

function engine(scripts: Pick<Scripts, "run"> | null): NonNullable<NonNullable<Options["code"]>["regExp"]> {
  const make = (pattern: string, flags: string) => {
    const matches = compilePattern(pattern, flags, scripts);
    return {
      test: (text: string) => {
        const found = matches(text);
        if (typeof found === "boolean") return found;
        throw new PatternError(found.error);
      },
    };
  };
  return Object.assign(make, { code: "compilePattern" });
}

/** What does not fit, in plain words, with where it stands. */
function wordsOf(error: ErrorObject | undefined): string {
  const { words } = graderErrors;
  const place = error?.instancePath || words.top;
  const given = asObject(error?.params) ?? {};
  const said: Record<string, string> = words.schema;
  const template = said[error?.keyword ?? ""] ?? words.schemaOther;
  const what = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : String(value),
    ]),
  );
  return fill(template, { why: error?.message ?? "", ...what, place });
}
