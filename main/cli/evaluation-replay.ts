import { type Report, reportOf } from "../evaluations/files/exports/report.ts";
import type { EvaluationHead } from "../evaluations/files/format/head.ts";
import type { FileSource } from "../evaluations/files/format/texts.ts";
import { openReport, verify } from "../evaluations/files/format/unpack.ts";
import { refused } from "../exported.ts";
import { parseJson } from "../foundry/json.ts";
import type { BaselineResult } from "./evaluation-baseline.ts";
import { judgedBy } from "./evaluation-judged.ts";
import { refuseChanged } from "./evaluation-seals.ts";
import { type EvaluationThreshold, evaluationThreshold } from "./evaluation-thresholds.ts";
import { CommandError } from "./failure.ts";

/**
 * A sealed report once more, offline: its answers, grades and verdict, and whether the thresholds that it was run with are
 * reached. Throws a `CommandError` where it was changed after it was sealed, or has thresholds and no verdict, and
 * `import_refused` where it cannot be read.
 */
export async function replayed(
  source: FileSource,
  file: string,
  baseline: (head: EvaluationHead) => Promise<BaselineResult | null> = async () => null,
): Promise<Report> {
  refuseChanged(file, await verify(source));
  const opened = await openReport(source);
  const report = await reportOf({ head: opened.head, records: () => opened.records() });
  const thresholds = opened.head.thresholds.map(thresholdIn);
  if (thresholds.length > 0 && report.verdict === null) throw new CommandError("noVerdict", { file });
  return judgedBy(report, thresholds, await baseline(opened.head));
}

/** A threshold as `writtenThreshold` wrote it: a sentence, or JSON. Throws `import_refused`. */
function thresholdIn(text: string): EvaluationThreshold {
  const read = evaluationThreshold.safeParse(parseJson(text) ?? text);
  if (!read.success) throw refused("thresholds");
  return read.data;
}
