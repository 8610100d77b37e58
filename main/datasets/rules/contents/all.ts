import { type ContentPath, contentsOf, pathsOfContents } from "../../contents.ts";
import { personalRules } from "./personal.ts";
import type { ContentRule, Found } from "./rule.ts";
import { secretRules } from "./secrets.ts";

/** Every rule about what stands in a text. Of two that find the same place the earlier one counts. */
export const contentRules: readonly ContentRule[] = [...secretRules, ...personalRules];

/** What a rule found in a text. */
export interface FoundByRule extends Found {
  rule: string;
}

/** What a rule found in one of a row's texts; the place is one within that text, as JSON decodes it. */
export interface ContentFinding extends FoundByRule {
  path: ContentPath;
}

/** Findings of one kind that a row gives at most: a table of a thousand addresses is one fault. */
const mostOfARule = 100;

/** All that the rules find in a text, in order, none overlapping another. */
export function findInText(text: string, rules: readonly ContentRule[] = contentRules): FoundByRule[] {
  const kept: FoundByRule[] = [];
  for (const rule of rules) {
    const found = rule.find(text);
    if (found.length === 0) continue;
    const before = kept.length;
    let next = 0;
    for (const one of found) {
      while (next < before && endOf(kept[next]) <= one.at) next += 1;
      const other = next < before ? kept[next] : undefined;
      if (other === undefined || other.at >= one.at + one.length)
        kept.push({ ...one, rule: rule.facts.rule });
    }
    kept.sort((one, other) => one.at - other.at);
  }
  return kept;
}

const endOf = (found: Found | undefined): number => (found === undefined ? 0 : found.at + found.length);

/** What the rules find in the texts of a row's value; of one rule at most the first hundred. */
export function findInRow(value: unknown, rules?: readonly ContentRule[]): ContentFinding[] {
  const counts = new Map<string, number>();
  return findInContents(value, (text) =>
    findInText(text, rules).filter(({ rule }) => {
      const count = (counts.get(rule) ?? 0) + 1;
      counts.set(rule, count);
      return count <= mostOfARule;
    }),
  );
}

/** What is found in each of a row's texts, with the ways to them. */
export function findInContents(value: unknown, find: (text: string) => FoundByRule[]): ContentFinding[] {
  const byPlace = contentsOf(value).map(find);
  const places = byPlace.flatMap((found, place) => (found.length > 0 ? [place] : []));
  const paths = pathsOfContents(value, new Set(places));
  return places.flatMap((place) =>
    (byPlace[place] ?? []).map((found) => ({ ...found, path: paths.get(place) ?? [] })),
  );
}

const byName = new Map(contentRules.map((rule) => [rule.facts.rule, rule]));

/**
 * A text with what a rule found at a place replaced by the rule's placeholder, such as `[email]`. Placeholders need no
 * escapes, so that the text may be a row's JSON and the place one in it. Unchanged where there is no such rule.
 */
export function masked(text: string, found: FoundByRule): string {
  const mask = byName.get(found.rule)?.mask?.(found);
  return mask === undefined ? text : text.slice(0, found.at) + mask + text.slice(found.at + found.length);
}
