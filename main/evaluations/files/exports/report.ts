import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationVerdict } from "../../../../preload/contract/evaluation-verdicts.ts";
import type { Write } from "../../../datasets/out/write-safely.ts";
import { byRow } from "../format/groups.ts";
import type { EvaluationHead } from "../format/head.ts";
import type { EvaluationRecord, RecordOf } from "../format/records.ts";

/** Whether a threshold was reached, as it is told. */
export interface ThresholdResult {
  /** The threshold and what was measured. */
  text: string;
  passed: boolean;
}

/** All that a report is written from. */
export interface Report {
  head: EvaluationHead;
  /** Null where nothing was compared. */
  verdict: EvaluationVerdict | null;
  certificates: readonly RecordOf<"certificate">[];
  thresholds: readonly ThresholdResult[];
  /** Row by row, each with all that belongs to it; can be gone through several times. */
  records(): AsyncGenerator<EvaluationRecord, void>;
}

/** Writes a report piece by piece. */
export type WriteReport = (report: Report, write: Write) => Promise<void>;

/** A report of records that have the verdict and the certificates among them, such as those of a sealed one. */
export async function reportOf(
  { head, records }: Pick<Report, "head" | "records">,
  thresholds: readonly ThresholdResult[] = [],
): Promise<Report> {
  let verdict: EvaluationVerdict | null = null;
  const certificates: RecordOf<"certificate">[] = [];
  for await (const _row of byRow(records(), (other) => {
    if (other.kind === "verdict") verdict = other.verdict;
    else certificates.push(other);
  }));
  return { head, verdict, certificates, thresholds, records };
}

/** The graders of a report, the one the verdict is about first. */
export function gradersOf({ settings }: EvaluationHead): EvaluationGrader[] {
  const lead = settings.graders.find(({ id }) => id === settings.lead);
  return lead ? [lead, ...settings.graders.filter((grader) => grader !== lead)] : settings.graders;
}

/** What something with an id is called; the id where it is not known. */
export const nameIn = (named: readonly { id: string; name: string }[], id: string): string =>
  named.find((one) => one.id === id)?.name ?? id;
