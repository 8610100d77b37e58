import type { Finding, RuleFacts } from "../../../preload/contract/dataset-rules.ts";
import type { Path } from "../../../preload/row-text/path.ts";
import type { datasetRules } from "../../../preload/strings/dataset-rules.ts";

/** The name of a rule, which is also that of its words. */
export type RuleName = keyof typeof datasetRules;

/** What a rule's repair is given: the row, and where in it the fault is. */
export interface Faulty {
  text: string;
  /** The row as JSON; undefined where it is none. */
  value: unknown;
  path: Path;
  finding: Finding;
}

/** What a row becomes: another text, nothing at all, or null where it cannot be put right without making something up. */
export type Mended = { text: string } | "remove" | null;

/** A rule of rows or of whole datasets: what is known of it, and how what it finds is put right, where that is possible. */
export interface Rule extends Omit<RuleFacts, "isMendable"> {
  /** Makes the smallest change after which the rule no longer finds this fault. Gives a text, or what `Mended` has. */
  mend?: (faulty: Faulty) => string | "remove" | null;
}
