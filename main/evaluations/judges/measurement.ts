import type {
  JudgeAgreement,
  JudgeEstimate,
  JudgeMeasurement,
  JudgeShare,
} from "../../../preload/contract/judges.ts";
import { ac1 } from "../../statistics/ac1.ts";
import { confusionOf, constantAgreement, labelAgreement, rawAgreement } from "../../statistics/confusion.ts";
import { correlationInterval } from "../../statistics/correlation.ts";
import { type Agreement, kappa } from "../../statistics/kappa.ts";
import { type BothOrders, orderEffect } from "../../statistics/position-bias.ts";
import { type Share, shareOf } from "../../statistics/proportions.ts";
import { selfConsistency } from "../../statistics/self-consistency.ts";
import { spearman } from "../../statistics/spearman.ts";
import { type Judge, type Said, type Scale, scaleOf } from "./steps.ts";

/** What was seen of a judge: scores on its scale, lengths in characters. */
export interface Seen {
  /** One judged answer of each row. */
  judged: (Said & { length: number | null })[];
  /** What it gave in the run and when it was asked again. */
  twice: { first: Said; second: Said }[];
  /** Of pairs: what it said with either answer first, its own before the baseline's as `forward`. */
  orders: BothOrders[];
  labels: { person: Said; judge: Said; length: number | null }[];
  /** How many of these are votes about the same two answers from comparisons. */
  fromVotes: number;
  /** What the person gave the same answer first and last. */
  personTwice: { first: Said; last: Said }[];
}

/** Half of an interval of kappa that is narrow enough, and labels that give it where nothing is known yet. */
const wantedReach = 0.15;
const usualLabels = 150;

/** Everything that can be measured of a judge from what was seen of it. */
export function measurementOf(judge: Judge, seen: Seen): JudgeMeasurement {
  const scale = scaleOf(judge);
  const { form } = judge.verdict;
  const weights = form === "score" ? "quadratic" : "none";
  const twice = seen.twice.map(({ first, second }) => scale.both(first, second));
  const same = selfConsistency(twice).same;
  const repeated = confusionOf(
    twice.map(([first]) => first),
    twice.map(([, second]) => second),
    scale.labels,
  );
  return {
    form,
    rows: seen.judged.length,
    commonest: commonestOf(seen.judged.map(scale.at)),
    consistency: same && {
      same: shared(same),
      kappa: estimate(kappa(repeated.table, { weights })),
    },
    position: positionOf(seen.orders),
    agreement: agreementOf(seen, scale, weights),
    ceiling: maybe(
      shareOf(
        seen.personTwice
          .map(({ first, last }) => scale.both(first, last))
          .filter(([one, other]) => one === other).length,
        seen.personTwice.length,
      ),
    ),
    length: lengthOf(seen),
    passes: passesOf(judge, seen.labels),
  };
}

const shared = ({ count, of, share, interval }: Share): JudgeShare => ({
  ...{ count, of, value: share },
  ...interval,
});
const maybe = (share: Share | null): JudgeShare | null => share && shared(share);
/** Less than this is nothing but rounding. */
const rounding = 1e-12;

/** An agreement below 1 without any variance is that of a rater who always said the same: its interval says nothing. */
function estimate(agreement: Agreement | null): JudgeEstimate | null {
  if (!agreement) return null;
  const { value, variance, interval } = agreement;
  if (variance < rounding && value !== 1) return { value, ...noInterval };
  return { value, low: Math.max(-1, interval.low), high: interval.high };
}

const noInterval = { low: null, high: null };

function commonestOf(given: readonly string[]): JudgeMeasurement["commonest"] {
  const counts = new Map<string, number>();
  for (const label of given) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  const share = most && shareOf(most[1], given.length);
  return share ? { ...shared(share), label: most[0] } : null;
}

function positionOf(orders: readonly BothOrders[]): JudgeMeasurement["position"] {
  const { bias, flips } = orderEffect(orders);
  const always = (place: "first" | "second") =>
    shareOf(
      orders.filter(({ forward, backward }) => forward === place && backward === place).length,
      orders.length,
    );
  const [first, second] = [always("first"), always("second")];
  if (!bias || !flips || !first || !second) return null;
  return {
    bias: { value: bias.value, ...bias.interval },
    flips: shared(flips),
    first: shared(first),
    second: shared(second),
  };
}

function agreementOf(
  { labels, fromVotes }: Seen,
  scale: Scale,
  weights: "none" | "quadratic",
): JudgeAgreement | null {
  const pairs = labels.map(({ person, judge }) => scale.both(person, judge));
  const confusion = confusionOf(
    pairs.map(([person]) => person),
    pairs.map(([, judge]) => judge),
    scale.labels,
  );
  const { table } = confusion;
  const [raw, constant] = [rawAgreement(table), constantAgreement(table)];
  if (!raw || !constant) return null;
  const beyond = estimate(kappa(table, { weights }));
  return {
    labels: labels.length,
    fromVotes,
    isWeighted: weights !== "none",
    kappa: beyond,
    ac1: estimate(ac1(table)),
    raw: shared(raw),
    constant: shared(constant),
    recalls: labelAgreement(confusion).map(({ label, recall }) => ({ label, recall: maybe(recall) })),
    table: table.map((line) => [...line]),
    more: moreLabels(labels.length, beyond),
  };
}

/** How many more labels make the interval narrow enough: it narrows with the root of their number. */
function moreLabels(labels: number, beyond: JudgeEstimate | null): number {
  if (beyond?.low == null || beyond.high === null) return Math.max(0, usualLabels - labels);
  const reach = (beyond.high - beyond.low) / 2;
  const needed = 10 * Math.ceil((labels * (reach / wantedReach) ** 2) / 10);
  return Math.max(0, needed - labels);
}

function lengthOf({ judged, labels }: Seen): JudgeMeasurement["length"] {
  const rho = (pairs: readonly { score: number; length: number | null }[]) => {
    const known = pairs.flatMap(({ score, length }) => (length === null ? [] : [{ score, length }]));
    const value = spearman(
      known.map(({ score }) => score),
      known.map(({ length }) => length),
    );
    if (value === null) return null;
    const { low, high } = correlationInterval(value, known.length, { ofRanks: true }) ?? noInterval;
    return { rows: known.length, of: { value, low, high } };
  };
  const judge = rho(judged);
  if (judge === null) return null;
  const person = rho(labels.map(({ person: { score }, length }) => ({ score, length })));
  return { judge: judge.of, rows: judge.rows, person: person?.of ?? null };
}

function passesOf({ verdict }: Judge, labels: Seen["labels"]): JudgeMeasurement["passes"] {
  const passAt = verdict.form === "score" ? verdict.passAt : verdict.form === "label" ? 1 : null;
  if (passAt === null) return null;
  const [passed, failed] = [true, false].map((wanted) =>
    labels.filter(({ person }) => person.score >= passAt === wanted),
  );
  const found = (of: Seen["labels"], wanted: boolean) => ({
    count: of.filter(({ judge }) => judge.score >= passAt === wanted).length,
    of: of.length,
  });
  return { sensitivity: found(passed ?? [], true), specificity: found(failed ?? [], false) };
}
