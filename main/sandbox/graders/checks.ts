import { isObject, type Json } from "../json.ts";
import { refusedTraining } from "../training-refusals.ts";
import { calculated } from "./formula.ts";
import { measures } from "./similarity.ts";
import { Ungraded } from "./template.ts";

const invalid = (message: string, param: string) =>
  refusedTraining("invalidPayload", message, `grader.${param}`);
const mostSource = 256 * 1024;

/** Throws `Refused` for what is no grader (Azure OpenAI v1 specification). */
export function checkGrader(grader: unknown, isInside = false): asserts grader is Json {
  if (!isObject(grader)) throw invalid("A grader is a JSON object.", "type");
  const text = (name: string) => {
    if (typeof grader[name] !== "string") throw invalid(`${name} is a text.`, name);
  };
  text("name");
  switch (grader.type) {
    case "string_check":
      text("input");
      text("reference");
      if (!["eq", "ne", "like", "ilike"].includes(String(grader.operation)))
        throw invalid("operation is one of eq, ne, like, ilike.", "operation");
      return;
    case "text_similarity":
      text("input");
      text("reference");
      if (!Object.hasOwn(measures, String(grader.evaluation_metric)))
        throw invalid(
          `evaluation_metric is one of ${Object.keys(measures).join(", ")}.`,
          "evaluation_metric",
        );
      return;
    case "score_model":
      text("model");
      if (!Array.isArray(grader.input) || grader.input.length === 0)
        throw invalid("input has messages.", "input");
      return;
    case "python":
      text("source");
      if (!/^\s*(?:async\s+)?def\s+grade\s*\(/m.test(String(grader.source)))
        throw invalid("source defines a function grade(sample, item).", "source");
      if (Buffer.byteLength(String(grader.source)) > mostSource)
        throw invalid("source has at most 256 KB.", "source");
      return;
    case "multi":
      if (isInside) throw invalid("A grader inside another is not of type multi.", "type");
      return checkParts(grader);
    default:
      throw invalid("type is one of string_check, text_similarity, score_model, python, multi.", "type");
  }
}

function checkParts({ graders, calculate_output: formula }: Json): void {
  if (!isObject(graders) || Object.keys(graders).length === 0)
    throw invalid("graders has graders.", "graders");
  for (const grader of Object.values(graders)) checkGrader(grader, true);
  if (typeof formula !== "string") throw invalid("calculate_output is a text.", "calculate_output");
  try {
    calculated(formula, Object.fromEntries(Object.keys(graders).map((name) => [name, 1])));
  } catch (error) {
    // What gives no number here may do so with other scores.
    if (error instanceof Ungraded && error.error !== "other_error")
      throw invalid(error.message, "calculate_output");
  }
}
