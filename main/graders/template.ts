import { asObject, parseJson } from "../foundry/json.ts";
import { fillTemplate, variablesOf } from "../template.ts";

/** What a grader's texts are filled with: the row, and the answer to it. */
export interface Graded {
  item: Record<string, unknown>;
  sample: string;
  /** Places of their own, such as `{{reference}}`; null for one that this row does not have. The service knows none. */
  named?: Readonly<Record<string, string | null>>;
}

/** A place of a template that has no value, and why: a name in `strings.graders.errors`. */
export interface Unfilled {
  error: "place_unknown" | "place_indexed" | "field_missing" | "answer_not_json" | "reference_missing";
  place: string;
}

/** Where a place points: the steps behind the row or the answer as JSON. */
type Way = { of: "item" | "json"; steps: string[] } | { of: "text" } | { of: "named"; name: string };

function wayOf(place: string, names: readonly string[]): Way | Unfilled["error"] {
  if (place === "sample.output_text") return { of: "text" };
  if (names.includes(place)) return { of: "named", name: place };
  // The service takes no number of a list (azure-skills, grader-design).
  if (place.includes("[")) return "place_indexed";
  const [root, ...steps] = place.split(".");
  if (steps.length === 0 || steps.includes("")) return "place_unknown";
  if (root === "item") return { of: "item", steps };
  const [first, ...rest] = steps;
  return root === "sample" && first === "output_json" ? { of: "json", steps: rest } : "place_unknown";
}

/**
 * What is wrong with the places of a template before there is a row; `fields` are those that rows have, `names` the
 * places of their own.
 */
export function unfillable(
  template: string,
  fields: readonly string[] | null,
  names: readonly string[] = [],
): Unfilled[] {
  return variablesOf(template).flatMap((place): Unfilled[] => {
    const way = wayOf(place, names);
    if (typeof way === "string") return [{ error: way, place }];
    if (way.of !== "item" || fields === null || fields.includes(way.steps[0] ?? "")) return [];
    return [{ error: "field_missing", place }];
  });
}

/** A template that was read once, to be filled for many rows. */
export type Filling = (graded: Graded) => { text: string } | Unfilled;

/**
 * Reads a template: `{{item.field}}`, `{{sample.output_text}}`, where the answer is JSON `{{sample.output_json.field}}`,
 * and the places named. What is no text is written as JSON. Filling gives the first place that cannot be filled.
 */
export function readTemplate(template: string, names: readonly string[] = []): Filling {
  const places = variablesOf(template).map((place) => ({ place, way: wayOf(place, names) }));
  const [only] = places;
  if (only === undefined) return () => ({ text: template });
  if (places.length === 1 && /^\{\{[^{}]*\}\}$/.test(template)) {
    return (graded) => {
      const value = valueAt(only.place, only.way, graded);
      return typeof value === "string" ? { text: value } : value;
    };
  }
  return (graded) => {
    const values = new Map<string, string>();
    for (const { place, way } of places) {
      const value = valueAt(place, way, graded);
      if (typeof value !== "string") return value;
      values.set(place, value);
    }
    return { text: fillTemplate(template, values) };
  };
}

/** A template filled once; its names are those that `graded` has. */
export const filled = (template: string, graded: Graded): { text: string } | Unfilled =>
  readTemplate(template, Object.keys(graded.named ?? {}))(graded);

function valueAt(
  place: string,
  way: Way | Unfilled["error"],
  { item, sample, named }: Graded,
): string | Unfilled {
  if (typeof way === "string") return { error: way, place };
  if (way.of === "text") return sample;
  if (way.of === "named") return named?.[way.name] ?? { error: "reference_missing", place };
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
