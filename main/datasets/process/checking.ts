import type { DatasetMethod, Finding } from "../../../preload/contract/dataset-rules.ts";
import type { Database } from "../../storage/database.ts";
import { readFact } from "../../storage/facts.ts";
import { parsed } from "../reading/nesting.ts";
import { type Checker, createChecker } from "../rules/checker.ts";
import { contentFindings } from "../rules/contents/findings.ts";
import { type LearnedRule, learnedRule } from "../rules/learned.ts";
import type { CheckText } from "../store/changes.ts";
import { checkedAs } from "./summary.ts";

/** What a dataset is for: what it was checked as, or was imported for. */
export const methodOf = (database: Database): DatasetMethod =>
  checkedAs(database)?.method ?? (readFact(database, "method") as DatasetMethod | undefined) ?? "supervised";

/** What the service has refused of this dataset's rows before. */
export function learnedOf(database: Database): LearnedRule[] {
  const kept = readFact(database, "learned");
  return Array.isArray(kept) ? kept.flatMap((one) => learnedRule.safeParse(one).data ?? []) : [];
}

/** The checker that a dataset's rows were checked with last; tokens are counted where `countTokens` is given. */
export function checkerFor(database: Database, countTokens?: (row: unknown) => number): Checker {
  const model = checkedAs(database)?.model;
  return createChecker({
    method: methodOf(database),
    learned: learnedOf(database),
    ...(model && { model }),
    ...(countTokens && { countTokens }),
  });
}

/** All that a row's own text tells: what its method's rules find, and what stands in its texts that should not. */
export const findingsIn = (checker: Checker, text: string, value: unknown = parsed(text)): Finding[] => [
  // What was not parsed is looked at by the checker itself, which says why.
  ...checker.row(text, value === undefined ? undefined : { value }),
  ...contentFindings(text, value),
];

/** Checks the text of a row that a person has written. */
export function checkerOf(database: Database): CheckText {
  const checker = checkerFor(database);
  return (text) => findingsIn(checker, text);
}
