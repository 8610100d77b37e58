import { evaluationFiles } from "../../preload/strings/evaluation-files.ts";
import { type Report, reportOf } from "../evaluations/files/exports/report.ts";
import type { FileSource, Verification } from "../evaluations/files/format/unpack.ts";
import { openReport, verify } from "../evaluations/files/format/unpack.ts";
import { refused } from "../exported.ts";
import { parseJson } from "../foundry/json.ts";
import { type EvaluationThreshold, evaluationThreshold, metBy } from "./evaluation-thresholds.ts";
import { CommandError } from "./failure.ts";

/**
 * A sealed report once more, offline: its answers, grades and verdict, and whether the thresholds that it was run with are
 * reached. Throws a `CommandError` where it was changed after it was sealed, or has thresholds and no verdict, and
 * `import_refused` where it cannot be read.
 */
export async function replayed(source: FileSource, file: string): Promise<Report> {
  const verification = await verify(source);
  const parts = changedParts(verification);
  if (parts.length > 0) throw new CommandError("sealBroken", { file, parts: parts.join(", ") });
  const opened = await openReport(source);
  const report = await reportOf({ head: opened.head, records: () => opened.records() });
  const thresholds = opened.head.thresholds.map(thresholdIn);
  if (thresholds.length === 0) return report;
  if (report.verdict === null) throw new CommandError("noVerdict", { file });
  return { ...report, thresholds: metBy(thresholds, report.verdict, opened.head.settings) };
}

/** A threshold as `writtenThreshold` wrote it: a sentence, or JSON. Throws `import_refused`. */
function thresholdIn(text: string): EvaluationThreshold {
  const read = evaluationThreshold.safeParse(parseJson(text) ?? text);
  if (!read.success) throw refused("thresholds");
  return read.data;
}

/** What was changed after it was sealed, in words. */
function changedParts({ holds, changedGraders }: Verification): string[] {
  const { whole: isWhole, ...others } = holds;
  const names = Object.keys(others) as (keyof typeof others)[];
  const changed = names.filter((name) => !others[name]).map((name) => evaluationFiles.sealed[name]);
  const graders = changedGraders.filter((name) => name !== "");
  const all = [...changed, ...graders];
  return all.length === 0 && !isWhole ? [evaluationFiles.sealed.whole] : all;
}
