import type { FoundEvaluation, LeftOut } from "../../../../preload/contract/evaluation-files.ts";
import type { EvaluationHead } from "../format/head.ts";
import type { EvaluationRecord } from "../format/records.ts";

/** An evaluation in files, of whatever program: the same records from each. */
export interface OpenedEvaluation {
  head: EvaluationHead;
  /** A row comes before its answers, and an answer before its grades. Can be gone through several times. */
  records(): AsyncGenerator<EvaluationRecord, void>;
  /** What could not be taken; complete once all records were given. */
  leftOut(): LeftOut[];
  /** Which column of a table was taken for what. */
  columns: FoundEvaluation["columns"];
}

/** What a grade says where the file has no score: a name in `strings.graders.errors`. */
export const notInFile = "not_in_file";
