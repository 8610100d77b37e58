import type {
  Estimate,
  EvaluationVerdict,
  ScoreDifference,
} from "../../../../preload/contract/evaluation-verdicts.ts";
import { evaluationReport as words } from "../../../../preload/strings/evaluation-report.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { writtenTime } from "../../../exported.ts";
import type { EvaluationHead } from "../format/head.ts";
import { nameIn } from "./report.ts";

/** Whether a grader's scores are shares of what passed, which are told in points of a hundred. */
export const isShare = (verdict: EvaluationVerdict, graderId: string): boolean =>
  verdict.scores.some((score) => score.graderId === graderId && score.passed !== null);

/** A number with at most so many digits behind the point, and no zeros at its end. */
export const short = (value: number, digits = 1): string => String(Number(value.toFixed(digits)));

/** A difference of scores: in points where scores are shares, else in the grader's own unit. */
function shown(value: number, isOfShares: boolean, isSigned = true): string {
  const plus = isSigned && value > 0 ? "+" : "";
  const digits = short(isOfShares ? value * 100 : value, isOfShares ? 1 : 3);
  return isOfShares ? fill(words.points, { value: `${plus}${digits}` }) : `${plus}${digits}`;
}

/** A difference as sentences: which is better and by how much, and what else has to be known of it. */
export function differenceSentences(
  difference: ScoreDifference,
  verdict: EvaluationVerdict,
  { settings }: EvaluationHead,
): string[] {
  const { word, effect, rows, left, smallest, correction, clusters, better, worse } = difference;
  const isOfShares = isShare(verdict, difference.graderId);
  const bound = (value: number | null | undefined) =>
    value === null || value === undefined ? words.nothing : shown(value, isOfShares);
  const p = difference.adjusted ?? difference.p;
  const said = fill(words.words[word], {
    model: nameIn(settings.models, difference.modelId),
    baseline: nameIn(settings.models, difference.baselineId),
    grader: nameIn(settings.graders, difference.graderId),
    effect: bound(effect?.value),
    low: bound(effect?.low),
    high: bound(effect?.high),
    p: p === null ? words.nothing : pWords(p),
    rows,
    left,
  });
  const more = [
    ...(word === "none" && smallest !== null
      ? [fill(words.notSeen, { smallest: shown(smallest, isOfShares, false) })]
      : []),
    ...(word !== "too_little" ? [fill(words.regressions, { better, worse })] : []),
    ...(correction.count > 1 ? [fill(words.corrected, { count: correction.count })] : []),
    ...(clusters
      ? [fill(clusters.isFew ? words.fewClusters : words.clustered, { count: clusters.count })]
      : []),
  ];
  return [said, ...more];
}

const pWords = (p: number): string => (p < 0.001 ? "<0.001" : p.toFixed(3));

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
    ...(verdict?.isPartial ? [words.partial] : []),
    ...(prices.at === null ? [] : [fill(words.prices, { time: writtenTime(prices.at) })]),
  ];
}
