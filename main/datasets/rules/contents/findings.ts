import type { Finding } from "../../../../preload/contract/dataset-rules.ts";
import { locate, placeInString } from "../../../../preload/row-text/locate.ts";
import { pathText } from "../../../../preload/row-text/path.ts";
import { ruleOf } from "../rules.ts";
import { findInRow } from "./all.ts";
import { setRules } from "./set-rules.ts";

/** What stands in a row's texts that should not, with its places in the row as it is written. */
export function contentFindings(text: string, value: unknown): Finding[] {
  if (value === undefined) return [];
  return findInRow(value).flatMap(({ rule, path, at, length, parameters }) => {
    const literal = locate(text, path);
    const facts = ruleOf(rule);
    if (literal === null || facts === null) return [];
    const from = placeInString(text, literal.at, at);
    const to = placeInString(text, literal.at, at + length);
    return [
      { rule, severity: facts.severity, at: from, length: to - from, path: pathText(path), parameters },
    ];
  });
}

const severities = new Map(setRules.map(({ rule, severity }) => [rule, severity]));

/** A finding on a row as a whole, by a rule that holds it against others. */
export const rowFinding = (rule: string, length: number, parameters: Record<string, string>): Finding => ({
  rule,
  severity: severities.get(rule) ?? "warns",
  at: 0,
  length,
  path: "",
  parameters,
});
