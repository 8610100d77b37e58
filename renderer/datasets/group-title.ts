import { titleOfRule, wordsOfRule } from "./rows/rule-words.ts";

/** What stands at the end of a title, after a colon or in brackets, and is another in each row. */
const details = [/\s*\([^()]*\{\w+\}[^()]*\)$/, /:[^:]*\{\w+\}.*$/, /\s(?:at column )?\{\w+\}$/];

/**
 * The title of a rule over many rows: without what only one row could fill it with. Of a finding on the whole dataset,
 * `parameters`, it is what was found.
 */
export function groupTitle(rule: string, parameters: Record<string, string> | null): string {
  if (parameters !== null) return titleOfRule(rule, parameters);
  const { title } = wordsOfRule(rule);
  const short = details.reduce((text, detail) => text.replace(detail, ""), title);
  return short.replace(/\{\w+\}/g, "…");
}
