import type { OpenDataset } from "../../../preload/contract/datasets.ts";

export interface RowsProps {
  open: OpenDataset;
  /** An older version, which is only read; null for the newest state. */
  version: number | null;
  /** The rule whose findings are shown first; null for all rows. */
  initialRule: string | null;
  /** Shows what mending every finding of a rule would change. */
  onFixAll?: (rule: string) => void;
}

/** The rows of a dataset as a table of any length, with the one that is looked at beside it. */
export function Rows(_props: RowsProps) {
  return null;
}
