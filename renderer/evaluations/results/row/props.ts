import type { Evaluation } from "../../../../preload/contract/evaluations.ts";

/** What a row in full is shown with. */
export interface RowPaneProps {
  evaluation: Evaluation;
  row: number;
  /** Another whenever the row may be another. */
  stamp: string;
  /** The grader that a person's own grades are about. */
  graderId: string;
  /** Labels that there are. */
  labels: readonly string[];
  /** Whether it takes the whole width. */
  isWhole: boolean;
  isReadOnly: boolean;
  onWhole: (isWhole: boolean) => void;
  /** Is told that the person has noted, voted or graded. */
  onChanged: () => void;
  onStep: (by: number) => void;
  onClose: () => void;
}

/** What every answer is held against, word by word. */
export type Against =
  | { kind: "nothing" }
  | { kind: "reference" }
  | { kind: "model"; modelId: string; name: string };
