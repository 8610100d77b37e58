import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Report } from "../evaluations/files/exports/report.ts";
import { differenceSentences } from "../evaluations/files/exports/sentences.ts";
import type { BaselineResult } from "./evaluation-baseline.ts";
import { type EvaluationThreshold, metBy } from "./evaluation-thresholds.ts";

/**
 * A report with what its thresholds come to. Where it is compared with earlier results, differences are those from them,
 * and no model of its own is the baseline.
 */
export function judgedBy(
  report: Report,
  thresholds: readonly EvaluationThreshold[],
  earlier: BaselineResult | null,
): Report {
  const { verdict, head } = report;
  if (!verdict) return report;
  const { settings } = head;
  const against = earlier ? { ...verdict, baselineId: null, differences: earlier.differences } : verdict;
  const results = metBy(thresholds, against, settings);
  if (!earlier) return { ...report, thresholds: results };
  const baselines = earlier.models.map(({ id, name }) => ({
    id,
    name: fill(evaluateCommand.earlier, { model: name, file: earlier.name }),
  }));
  const sentences = earlier.differences.map((one) => differenceSentences(one, head, baselines).join(" "));
  return { ...report, thresholds: results, earlier: { name: earlier.name, sentences } };
}
