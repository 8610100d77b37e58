import type { FilterFinding } from "../../../preload/contract/conversations.ts";
import { asObject, asText, type JsonObject } from "../json.ts";

/** Whose content a filter looked at. */
type Of = FilterFinding["of"];

/** Results of a content filter, as an event has them. */
interface FilterResults {
  of: Of;
  results: Record<string, unknown>;
}

/** Collects what a content filter says of an answer and its prompt; it repeats that with every piece of text. */
export interface FindingsCollector {
  take(event: FilterResults): void;
  /** A finding for each category, in the order in which they were told first. */
  findings(): FilterFinding[];
}

/** Each piece of text has results of its own: of a category counts the gravest. What was known before counts too. */
export function collectFindings(before: readonly FilterFinding[] = []): FindingsCollector {
  const known = new Map<string, FilterFinding>();
  const take = (finding: FilterFinding) => {
    const key = `${finding.of} ${finding.category}`;
    const earlier = known.get(key);
    const isGraver = !earlier || gravityOf(finding) > gravityOf(earlier);
    known.set(key, isGraver ? { ...earlier, ...finding } : { ...finding, ...earlier });
  };
  before.forEach(take);
  return {
    take: ({ of, results }) => filterFindings(of, results).forEach(take),
    findings: () => [...known.values()],
  };
}

const severities = ["safe", "low", "medium", "high"];

const gravityOf = ({ filtered, detected, severity }: FilterFinding): number =>
  (filtered ? 20 : 0) + (detected ? 10 : 0) + severities.indexOf(severity ?? "");

/** What the filter results among a run's events say. */
export function findingsIn(events: Iterable<{ type: string }>): FilterFinding[] {
  const collector = collectFindings();
  for (const event of events) if (isFilter(event)) collector.take(event);
  return collector.findings();
}

const isFilter = (event: { type: string }): event is { type: "filter" } & FilterResults =>
  event.type === "filter";

/**
 * The results of a content filter, category by category in the service's order, unknown ones too (Azure OpenAI content
 * filter annotations). What is no result is left out.
 */
export function filterFindings(of: Of, results: Record<string, unknown>): FilterFinding[] {
  return Object.entries(results).flatMap(([category, value]) => {
    // The filter's own failure is beside the categories, and is one itself.
    const result = category === "error" && failureIn(value) !== null ? { error: value } : listed(value);
    return result ? [finding(of, category, result)] : [];
  });
}

/** Blocklists are a list of results in some api-versions. */
function listed(value: unknown): JsonObject | null {
  if (!Array.isArray(value)) return asObject(value);
  return value.length === 0 ? null : { filtered: value.some((one) => asObject(one)?.filtered === true) };
}

function finding(of: Of, category: string, result: JsonObject): FilterFinding {
  const source = asObject(result.citation);
  const citation = { url: asText(source?.URL ?? source?.url), license: asText(source?.license) };
  const failure = failureIn(result.error);
  return {
    of,
    category,
    filtered: result.filtered === true,
    severity: typeof result.severity === "string" ? result.severity : null,
    detected: result.detected === true,
    ...((citation.url !== "" || citation.license !== "") && { citation }),
    ...(failure !== null && { error: failure }),
  };
}

/** What the filter says of its own failure; null where it has not failed. */
function failureIn(error: unknown): string | null {
  const failure = asObject(error);
  return failure ? asText(failure.message) || asText(failure.code) : asText(error) || null;
}

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
    for (const name in result) if (!isSame(result[name], known[name])) return true;
  }
  return false;
}

/** Citations and the filter's own errors are objects. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other));
