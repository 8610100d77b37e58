import { groupTitleOfRule, titleOfRule } from "./rows/rule-words.ts";

/**
 * The title of a rule over many rows: without what only one row could fill it with. Of a finding on the whole dataset,
 * `parameters`, it is what was found.
 */
export const groupTitle = (rule: string, parameters: Record<string, string> | null): string =>
  parameters === null ? groupTitleOfRule(rule) : titleOfRule(rule, parameters);
