import { asObject, parseJson } from "../foundry/json.ts";
import { fillTemplate, variablesOf } from "../template.ts";

/** What a grader's texts are filled with: the row, and the answer to it. */
export interface Graded {
  item: Record<string, unknown>;
  sample: string;
}

/** A place of a template that has no value, and why: a name in `strings.graders.errors`. */
export interface Unfilled {
  error: "place_unknown" | "place_indexed" | "field_missing" | "answer_not_json";
  place: string;
}

/** Where a place points: the steps behind the row or the answer as JSON. */
type Way = { of: "item" | "json"; steps: string[] } | { of: "text" };

function wayOf(place: string): Way | Unfilled["error"] {
  if (place === "sample.output_text") return { of: "text" };
  // The service takes no number of a list (azure-skills, grader-design).
  if (place.includes("[")) return "place_indexed";
  const [root, ...steps] = place.split(".");
  if (steps.length === 0 || steps.includes("")) return "place_unknown";
  if (root === "item") return { of: "item", steps };
  const [first, ...rest] = steps;
  return root === "sample" && first === "output_json" ? { of: "json", steps: rest } : "place_unknown";
}

/** What is wrong with the places of a template before there is a row; `fields` are those that rows have. */
export function unfillable(template: string, fields: readonly string[] | null): Unfilled[] {
  return variablesOf(template).flatMap((place): Unfilled[] => {
    const way = wayOf(place);
    if (typeof way === "string") return [{ error: way, place }];
    if (way.of !== "item" || fields === null || fields.includes(way.steps[0] ?? "")) return [];
    return [{ error: "field_missing", place }];
  });
}

/**
 * A template filled with a row and an answer: `{{item.field}}`, `{{sample.output_text}}`, and, where the answer is JSON,
 * `{{sample.output_json.field}}`. What is no text is written as JSON. Gives the first place that cannot be filled.
 */
export function filled(template: string, graded: Graded): { text: string } | Unfilled {
  const values = new Map<string, string>();
  for (const place of variablesOf(template)) {
    const value = valueAt(place, graded);
    if (typeof value !== "string") return value;
    values.set(place, value);
  }
  return { text: fillTemplate(template, values) };
}

function valueAt(place: string, { item, sample }: Graded): string | Unfilled {
  const way = wayOf(place);
  if (typeof way === "string") return { error: way, place };
  if (way.of === "text") return sample;
  let value: unknown = item;
  if (way.of === "json") {
    value = parseJson(sample);
    if (value === undefined) return { error: "answer_not_json", place };
  }
  for (const one of way.steps) {
    if (Array.isArray(value)) return { error: "place_indexed", place };
    const inside = asObject(value);
    if (inside === null || !Object.hasOwn(inside, one)) return { error: "field_missing", place };
    value = inside[one];
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A template as the service takes it: without spaces inside its braces. */
export const withoutSpaces = (template: string): string =>
  fillTemplate(template, new Map(variablesOf(template).map((place) => [place, `{{${place}}}`])));
