import { datasetContentRules } from "./dataset-content-rules.ts";
import { datasetRules } from "./dataset-rules.ts";
import { fill } from "./fill.ts";
import type { RuleWords } from "./rule-words.ts";

/** The words of every rule of datasets. */
export const ruleWords: Readonly<Record<string, RuleWords>> = { ...datasetRules, ...datasetContentRules };

/** The words of a rule; its name where it has none, as rules of a newer version of the app. */
export const wordsOfRule = (rule: string): RuleWords =>
  (Object.hasOwn(ruleWords, rule) ? ruleWords[rule] : undefined) ?? { title: rule, meaning: "" };

/** A rule's title with what was found filled in; what is not given is left out. */
export function titleOfRule(rule: string, parameters: Record<string, string>): string {
  return withoutPlaces(fill(wordsOfRule(rule).title, parameters));
}

/** A rule's title over many rows: without what only one of them has. */
export function groupTitleOfRule(rule: string): string {
  const { title, group } = wordsOfRule(rule);
  return group ?? title.replace(example, "");
}

/** What a title gives an example of at its end, in brackets. */
const example = / \(\{\w+\}\)$/;

/** What a rule means, with what was found filled in. */
export function meaningOfRule(rule: string, parameters: Record<string, string>): string {
  return withoutPlaces(fill(wordsOfRule(rule).meaning, parameters));
}

const withoutPlaces = (text: string): string => text.replace(/\{\w+\}/g, "…");
