import type {
  Estimate,
  EvaluationVerdict,
  ScoreDifference,
} from "../../../../preload/contract/evaluation-verdicts.ts";
import { evaluationReport as words } from "../../../../preload/strings/evaluation-report.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { reasonText } from "../../../../preload/strings/reason-text.ts";
import { sentenceOf } from "../../../../preload/strings/verdict-sentence.ts";
import { writtenTime } from "../../../exported.ts";
import type { EvaluationHead } from "../format/head.ts";
import { nameIn } from "./report.ts";

/** A number with at most so many digits behind the point, and no zeros at its end. */
export const short = (value: number, digits = 1): string => String(Number(value.toFixed(digits)));

/**
 * A difference as sentences: which is better and by how much, and what else has to be known of it. `baselines`: what the
 * baseline is among, where it is no model of the same evaluation.
 */
export function differenceSentences(
  difference: ScoreDifference,
  { settings }: EvaluationHead,
  baselines: readonly { id: string; name: string }[] = settings.models,
): string[] {
  const { word, rows, left, clusters, better, worse, graderId, modelId, baselineId } = difference;
  const sentence = sentenceOf(difference, {
    model: nameIn(settings.models, modelId),
    baseline: nameIn(baselines, baselineId),
  });
  return [
    fill(words.onGrader, { grader: nameIn(settings.graders, graderId), rows, sentence }),
    ...(word !== "too_little" ? [fill(words.regressions, { better, worse })] : []),
    ...(left > 0 ? [fill(words.left, { left })] : []),
    ...(clusters && word !== "too_little" ? [fill(words.clustered, { count: clusters.count })] : []),
  ];
}

/** Why rows have no score, a sentence for each model and grader that has such rows. */
export const ungradedSentences = ({ settings }: EvaluationHead, { scores }: EvaluationVerdict): string[] =>
  scores
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ modelId, graderId, rows: graded, ungraded, reasons }) =>
      fill(words.ungraded, {
        model: nameIn(settings.models, modelId),
        grader: nameIn(settings.graders, graderId),
        count: ungraded,
        rows: graded + ungraded,
        reasons: reasons
          .map(({ code, rows }) => fill(words.reason, { reason: reasonText(code).replace(/\.$/, ""), rows }))
          .join("; "),
      }),
    );

/** An estimate with its interval, as a share in percent or in its own unit. */
export function estimateWords(estimate: Estimate | null, as: "percent" | "plain", digits: number): string {
  if (estimate === null) return words.nothing;
  const show = (value: number) =>
    as === "percent" ? `${short(value * 100, digits)}%` : short(value, digits);
  const { value, low, high } = estimate;
  return low === null || high === null ? show(value) : `${show(value)} (${show(low)} – ${show(high)})`;
}

/** The lines that say when, with what and on what an evaluation was run. */
export function circumstances({
  head,
  verdict,
}: {
  head: EvaluationHead;
  verdict: EvaluationVerdict | null;
}): string[] {
  const { origin, startedAt, createdAt, app, dataset, settings, prices } = head;
  const at = startedAt ?? createdAt;
  const { version } = dataset;
  const { repeats } = settings;
  const isOwn = origin === "here" || origin === "bundle";
  return [
    ...(at !== null && isOwn ? [fill(words.created, { time: writtenTime(at), version: app.version })] : []),
    ...(isOwn ? [] : [fill(words.imported, { origin: words.origins[origin] })]),
    fill(words.data, {
      rows: dataset.rows ?? words.nothing,
      dataset: dataset.name,
      version: version === null ? "" : fill(words.version, { version }),
      repeats: repeats === 1 ? words.repeats.one : fill(words.repeats.many, { count: repeats }),
    }),
    ...(dataset.unasked ? [fill(words.unasked, { count: dataset.unasked })] : []),
    ...(verdict?.isPartial ? [words.partial] : []),
    ...(prices.at === null ? [] : [fill(words.prices, { time: writtenTime(prices.at) })]),
  ];
}
