import { isObject, type Json, parsed } from "../json.ts";

/** An answer that is graded, and the example it was given to. */
export interface Sample {
  output: string;
  item: Json;
}

/** The names of `graders/run` for what can go wrong (openai-node, `fine_tuning/alpha/graders`). */
export type GraderError =
  | "formula_parse_error"
  | "invalid_variable_error"
  | "model_grader_parse_error"
  | "model_grader_refusal_error"
  | "model_grader_server_error"
  | "other_error"
  | "python_grader_server_error"
  | "sample_parse_error";

/** A grader cannot say anything. */
export class Ungraded extends Error {
  readonly error: GraderError;

  constructor(error: GraderError, details: string) {
    super(details);
    this.error = error;
  }
}

/**
 * A text with what stands for its `{{item.…}}` and `{{sample.…}}`. As is told of the service, no spaces stand inside the
 * braces, and no index of a list (microsoft/azure-skills, grader-design.md). Throws `Ungraded`.
 */
export const filled = (template: string, sample: Sample): string =>
  template.replace(/\{\{(.*?)\}\}/gs, (_, path: string) => textOf(valueAt(path, sample)));

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

function valueAt(path: string, { output, item }: Sample): unknown {
  const unknown = () =>
    new Ungraded("invalid_variable_error", `The variable '${path.slice(0, 80)}' is not known.`);
  if (!/^(item|sample)(\.\w+)+$/.test(path)) throw unknown();
  const [space, ...names] = path.split(".");
  let value: unknown = space === "item" ? item : { output_text: output };
  if (space === "sample" && names[0] === "output_json") {
    const json = parsed(output);
    if (json === undefined) throw new Ungraded("sample_parse_error", "The sample is no JSON.");
    value = { output_json: json };
  }
  for (const name of names) {
    if (!isObject(value) || !Object.hasOwn(value, name)) throw unknown();
    value = value[name];
  }
  return value;
}
