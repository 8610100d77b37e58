import { asObject, asText, type JsonObject } from "../json.ts";

/** What the content filter says of one category. */
export interface FilterChip {
  /** The service's name, e.g. `self_harm`. */
  category: string;
  filtered: boolean;
  /** `safe`, `low`, `medium` or `high`, where the category has degrees. */
  severity?: string;
  /** Where it has none. */
  detected?: boolean;
  /** Where protected code is from. */
  citation?: { url: string; license: string };
  /** Why the category was not looked at; the text then went through. */
  error?: string;
}

/**
 * The results of a content filter, category by category in the service's order, unknown ones too (Azure OpenAI content
 * filter annotations). What is no result is left out.
 */
export function filterChips(results: Record<string, unknown>): FilterChip[] {
  return Object.entries(results).flatMap(([category, value]) => chip(category, value));
}

function chip(category: string, value: unknown): FilterChip[] {
  const result = asObject(value);
  // The filter's own failure is beside the categories, and is one itself.
  if (category === "error") return result ? [{ category, filtered: false, error: errorText(result) }] : [];
  if (!result) return [];
  const { filtered, severity, detected, citation, error } = result;
  const source = asObject(citation);
  const failure = asObject(error);
  return [
    {
      category,
      filtered: filtered === true,
      ...(typeof severity === "string" && { severity }),
      ...(typeof detected === "boolean" && { detected }),
      ...(source && { citation: { url: asText(source.URL ?? source.url), license: asText(source.license) } }),
      ...(failure && { error: errorText(failure) }),
    },
  ];
}

const errorText = ({ message, code }: JsonObject) => asText(message) || asText(code);

/**
 * Whether results say something that those before did not. A service repeats them with every piece of text, so this
 * runs for every token: hence no lists made on the way.
 */
export function saysMore(results: JsonObject, before: JsonObject | null): boolean {
  for (const category in results) {
    const result = results[category] as JsonObject | null;
    const known = before?.[category] as JsonObject | null | undefined;
    if (result === known) continue;
    if (typeof result !== "object" || typeof known !== "object" || result === null || known === null)
      return true;
    for (const name in result) if (result[name] !== known[name]) return true;
  }
  return false;
}
