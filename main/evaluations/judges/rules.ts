import type {
  JudgeEstimate,
  JudgeFinding,
  JudgeMeasurement,
  JudgeShare,
  JudgeTrust,
} from "../../../preload/contract/judges.ts";

/** Labels below which nothing is trusted, and rows on which a judge has to be asked again. */
const fewLabels = 50;
const fewAsked = 20;
/** Labels below which nothing is held against a judge. */
const tooFewLabels = 20;
/** The fewest rows on which a leaning to length is looked for. */
const fewRows = 20;

/**
 * What a measurement shows, by the rules that `strings.judgeCertificates.rules` states: each looks at an interval, so that
 * what may be chance condemns nobody. `ownModels`: models of the evaluation that are the judge's own.
 */
export function findingsOf(measured: JudgeMeasurement, ownModels: readonly string[]): JudgeFinding[] {
  return [
    ...ofConsistency(measured),
    ...ofPosition(measured),
    ...ofLength(measured),
    ...ofCommonest(measured),
    ...ofAgreement(measured),
    ...ofRecalls(measured),
    ...ofCeiling(measured),
    ...(ownModels.length > 0 ? [finding("own_judge", "care", { models: ownModels.join(", ") })] : []),
  ];
}

/** The worst of what was found; nothing is trusted that was not held against a person. */
export function trustOf(findings: readonly JudgeFinding[]): JudgeTrust {
  if (findings.some(({ weighs }) => weighs === "distrust")) return "distrust";
  const isHeld = findings.some(({ code }) => code === "agrees");
  return isHeld && findings.every(({ weighs }) => weighs === "trust") ? "trust" : "care";
}

const finding = (
  code: string,
  weighs: JudgeTrust,
  parameters: Record<string, string> = {},
): JudgeFinding => ({ code, weighs, parameters });

function ofConsistency({ consistency }: JudgeMeasurement): JudgeFinding[] {
  if (!consistency || consistency.same.of < fewAsked) return [finding("consistency_unknown", "care")];
  const { same, kappa } = consistency;
  const facts = shareFacts(same);
  // Where it always says one thing, there is no more than chance to agree on, which says nothing of chance.
  if (kappa?.low != null && kappa.low <= 0.1 && same.high < 0.9)
    return [finding("at_random", "distrust", { ...facts, ...estimateFacts(kappa) })];
  if (same.high < 0.8) return [finding("inconsistent", "distrust", facts)];
  return [same.value < 0.9 ? finding("wavers", "care", facts) : finding("consistent", "trust", facts)];
}

function ofPosition({ form, position }: JudgeMeasurement): JudgeFinding[] {
  if (form !== "pair") return [];
  if (!position) return [finding("position_unknown", "care")];
  const { bias, flips, first, second } = position;
  const [low, high] = [bias.low ?? -0.5, bias.high ?? 0.5];
  const isFirst = bias.value > 0;
  const facts = { ...shareFacts(isFirst ? first : second), flips: percent(flips.value) };
  const code = isFirst ? "prefers_first" : "prefers_second";
  if (low > 0.1 || high < -0.1) return [finding(code, "distrust", facts)];
  const leaning = low > 0.02 || high < -0.02 ? [finding(code, "care", facts)] : [];
  if (flips.low > 0.3) return [...leaning, finding("flips", "distrust", shareFacts(flips))];
  if (flips.value > 0.15) return [...leaning, finding("flips", "care", shareFacts(flips))];
  return leaning.length > 0 ? leaning : [finding("no_position", "trust", shareFacts(flips))];
}

function ofLength({ length }: JudgeMeasurement): JudgeFinding[] {
  if (!length || length.rows < fewRows) return [];
  const { judge, person } = length;
  // Without a width the two rise together throughout.
  const [low, high] = [judge.low ?? judge.value, judge.high ?? judge.value];
  const isLonger = judge.value > 0;
  const least = isLonger ? low : -high;
  const code = isLonger ? "longer_better" : "shorter_better";
  if (least <= 0.1) return [finding("no_length", "trust", estimateFacts(judge))];
  const beside = person ? (isLonger ? (person.high ?? person.value) : -(person.low ?? person.value)) : null;
  if (beside !== null && beside >= Math.abs(judge.value))
    return [finding(`${code}_too`, "trust", { ...estimateFacts(judge), person: number(person?.value ?? 0) })];
  const isStrong = beside === null ? least > 0.5 : least > 0.3 && beside < least;
  return [finding(code, isStrong ? "distrust" : "care", estimateFacts(judge))];
}

function ofCommonest({ commonest, rows }: JudgeMeasurement): JudgeFinding[] {
  if (!commonest || rows < fewRows || commonest.value < 0.95) return [];
  return [finding("one_verdict", "care", { ...shareFacts(commonest), label: commonest.label })];
}

function ofAgreement({ agreement }: JudgeMeasurement): JudgeFinding[] {
  if (!agreement) return [finding("not_compared", "care")];
  const { labels, kappa, raw, constant, more } = agreement;
  const facts = {
    labels: labels.toLocaleString("en"),
    raw: percent(raw.value),
    constant: percent(constant.value),
    more: more.toLocaleString("en"),
    ...(kappa && estimateFacts(kappa)),
  };
  if (!kappa || kappa.low === null || kappa.high === null) {
    const isConstant = labels >= tooFewLabels && constant.high < 0.95;
    return [isConstant ? finding("constant_judge", "distrust", facts) : finding("one_label", "care", facts)];
  }
  if (labels < fewLabels) {
    const few = finding("few_labels", "care", { ...facts, reach: number((kappa.high - kappa.low) / 2) });
    const isOff = kappa.high < 0.4 && labels >= tooFewLabels;
    return isOff ? [finding("disagrees", "distrust", facts), few] : [few];
  }
  if (kappa.high < 0.4 || (kappa.low <= 0 && raw.value <= constant.value))
    return [finding("disagrees", "distrust", facts)];
  return [
    kappa.value >= 0.6 && kappa.low >= 0.4
      ? finding("agrees", "trust", facts)
      : finding("agrees_partly", "care", facts),
  ];
}

function ofRecalls({ agreement }: JudgeMeasurement): JudgeFinding[] {
  return (agreement?.recalls ?? []).flatMap(({ label, recall }) =>
    recall && recall.of >= 10 && recall.high < 0.5
      ? [finding("misses_label", "care", { ...shareFacts(recall), label })]
      : [],
  );
}

const ofCeiling = ({ ceiling, agreement }: JudgeMeasurement): JudgeFinding[] =>
  ceiling && agreement ? [finding("ceiling", "trust", shareFacts(ceiling))] : [];

const percent = (share: number): string => `${Math.round(100 * share)}%`;
const number = (value: number): string => String(Number(value.toFixed(2))).replace("-", "−");

const shareFacts = ({ value, low, high, count, of }: JudgeShare): Record<string, string> => ({
  share: percent(value),
  low: percent(low),
  high: percent(high),
  count: count.toLocaleString("en"),
  of: of.toLocaleString("en"),
});

const estimateFacts = ({ value, low, high }: JudgeEstimate): Record<string, string> => ({
  value: number(value),
  from: number(low ?? value),
  to: number(high ?? value),
});
