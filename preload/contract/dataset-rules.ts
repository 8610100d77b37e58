/** What a dataset is for, and with that which rules its rows are held to. */
export type DatasetMethod = "supervised" | "vision" | "preference" | "reinforcement" | "evaluation";

/** How sure a rule is. What is only guessed warns and never blocks. */
export type EvidenceKind = "documented" | "observed" | "guessed";

/** Where a rule comes from. */
export interface Evidence {
  kind: EvidenceKind;
  /** The page, report or specification, short enough to be read beside a finding. */
  source: string;
  /** The date of the source: YYYY-MM-DD, or as much of it as is known. */
  date: string;
}

/** A finding that blocks makes the service refuse the file, or fail or waste the job; one that warns may be meant. */
export type Severity = "blocks" | "warns";

/** One fault at one place of one row. */
export interface Finding {
  /** A name in `strings/dataset-rules.ts`. */
  rule: string;
  severity: Severity;
  /** Where in the row's text it begins, in UTF-16 code units, and how many of them it is. */
  at: number;
  length: number;
  /** The way to it from the row's top, such as `messages[2].content`; empty for the row as a whole. */
  path: string;
  /** What the rule's words are filled with. */
  parameters: Record<string, string>;
}

/** What is known of a rule besides its words. */
export interface RuleFacts {
  rule: string;
  severity: Severity;
  methods: readonly DatasetMethod[];
  evidence: Evidence;
  /** Whether the app can mend what it finds. */
  isMendable: boolean;
}
