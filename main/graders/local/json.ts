import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import type { Scripts } from "../scripts/scripts.ts";
import { type GradeAnswer, placesOf, readOwn, unfilled, ungraded, verdict } from "./graded.ts";
import { jsonIn } from "./json-in.ts";
import { PatternError, readSchema, type Schema } from "./schema.ts";

/** Whether the answer is JSON, and fits a schema where there is one. */
export function compileJson(grader: GraderOf<"json">, scripts: Pick<Scripts, "run"> | null): GradeAnswer {
  const input = readOwn(grader.input);
  let schema: Schema | null = null;
  try {
    if (grader.schema !== null) schema = readSchema(grader.schema, scripts);
  } catch (error) {
    const said = error instanceof Error ? error.message : null;
    return () => ungraded("schema_wrong", said);
  }
  return (graded) => {
    const text = input(placesOf(graded));
    if ("error" in text) return unfilled(text);
    const value = jsonIn(text.text, grader.isInText);
    if (value === undefined || schema === null) return verdict(value !== undefined);
    return fitted(schema, value);
  };
}

function fitted(schema: Schema, value: unknown): Grade {
  try {
    const fault = schema(value);
    return verdict(fault === null, fault);
  } catch (error) {
    // A value nested too deeply, or a pattern in the schema that takes too long.
    return ungraded(error instanceof PatternError ? error.code : "schema_failed");
  }
}
