import type { SchemaFault } from "../../../preload/contract/evaluations.ts";
import { graderErrors } from "../../../preload/strings/grader-errors.ts";
import { parseJson } from "../../foundry/json.ts";
import { createScripts } from "../../graders/graders.ts";
import { PatternError, readSchema } from "../../graders/local/schema.ts";
import { scriptFile } from "./grading.ts";

const words: Record<string, string> = graderErrors.errors;

/**
 * Why an answer does not keep to a JSON schema, both as their texts; without an answer, why the schema cannot be used.
 * Null where nothing is wrong. Schemas become code, which is why this belongs into a process that holds no secrets.
 */
export function schemaFaultOf(schemaText: string, answer: string | null): SchemaFault | null {
  const scripts = createScripts(scriptFile);
  try {
    const schema = readSchema(schemaText, scripts);
    const why = answer === null ? null : schema(parseJson(answer));
    return why === null ? null : { kind: "differs", why };
  } catch (error) {
    return { kind: "unchecked", why: reasonOf(error) };
  } finally {
    scripts.close();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof PatternError) return words[error.code] ?? error.code;
  // Too deep a nesting ends as a full stack.
  if (error instanceof RangeError || !(error instanceof Error)) return graderErrors.errors.schema_failed;
  // Of all that does not fit, the first is enough.
  return error.message.replace(/^schema is invalid: /, "").split(", data/")[0] ?? error.message;
}
