import type { ReactNode } from "react";
import type {
  ModelScore,
  ScoreDifference,
  VerdictWord,
} from "../../../../preload/contract/evaluation-verdicts.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { evaluationVerdicts } from "../../../../preload/strings/evaluation-verdicts.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { isUnseeable, sentenceOf } from "../../../../preload/strings/verdict-sentence.ts";
import { unbroken } from "../../../figures/unbroken.ts";
import { differenceBetween, differenceText, digitsFor, pFigure, pText, sizeText } from "../numbers.ts";
import { methodName } from "./methods.ts";

const { verdict: words, notGiven } = evaluationResults;

/** How a word looks: by its color and its shape. */
const looks: Record<VerdictWord, string> = {
  better: "ok",
  worse: "danger",
  none: "unknown",
  too_little: "warn",
};

/** Whether a model is better, in a word. */
export function VerdictBadge({ word }: { word: VerdictWord }) {
  return <span className={`status ${looks[word]}`}>{evaluationVerdicts.words[word]}</span>;
}

/** How one model differs from the baseline: the sentence, how sure it is, and why. */
export function Difference(props: {
  /** What it is by, where that is not said elsewhere. */
  title?: string;
  difference: ScoreDifference;
  names: { model: string; baseline: string };
  scores: readonly ModelScore[];
}) {
  const { title, difference, names, scores } = props;
  return (
    <li className="verdict-difference">
      <p className="verdict-word">
        <VerdictBadge word={difference.word} />
      </p>
      <div className="verdict-said">
        {title !== undefined && (
          <p className="muted small" dir="auto">
            {title}
          </p>
        )}
        <p className="selectable" dir="auto">
          {unbroken(sentenceOf(difference, names))}
        </p>
        {difference.method.test !== null && <p className="muted small">{testOf(difference)}</p>}
        <details>
          <summary>
            <span aria-hidden="true">{words.why}</span>
            <span className="unseen">{fill(words.whyOf, { model: names.model })}</span>
          </summary>
          <dl className="facts verdict-facts">
            {factsOf(difference, names, scores).map(([name, value]) => (
              <div className="fact" key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </li>
  );
}

/** The test that the sentence rests on, and what corrects it where there are several. */
function testOf({ method, correction }: ScoreDifference): string {
  const test = methodName(method.test);
  if (correction.count < 2) return test;
  return fill(words.corrected, { test, correction: methodName(correction.method) });
}

/** What a verdict rests on. */
function factsOf(
  difference: ScoreDifference,
  names: { model: string; baseline: string },
  scores: readonly ModelScore[],
): [name: string, value: ReactNode][] {
  const { facts } = words;
  const {
    rows,
    left,
    effect,
    unit,
    p,
    adjusted,
    method,
    correction,
    check,
    clusters,
    better,
    worse,
    smallest,
  } = difference;
  const digits = digitsFor([difference]);
  const spreads = [
    { name: names.model, id: difference.modelId },
    { name: names.baseline, id: difference.baselineId },
  ].flatMap(({ name, id }) => {
    const score = scores.find(({ modelId, graderId }) => modelId === id && graderId === difference.graderId);
    return score ? spreadText(name, score) : [];
  });
  const all: [string, ReactNode][] = [
    [facts.rows, rows.toLocaleString()],
    [facts.left, left === 0 ? facts.leftNone : fill(facts.leftWhy, { count: left.toLocaleString() })],
    [facts.effect, effect ? differenceText(effect.value, unit, digits) : notGiven],
    [facts.interval, (effect && differenceBetween(effect, unit, digits)) ?? notGiven],
    [facts.rowsBetter, better.toLocaleString()],
    [facts.rowsWorse, worse.toLocaleString()],
    [facts.p, pFigure(adjusted)],
    [facts.intervalMethod, methodName(method.interval)],
    [facts.test, methodName(method.test)],
  ];
  if (correction.count > 1) all.push([facts.raw, pFigure(p)]);
  if (check)
    all.push([facts.check, fill(facts.checkValue, { method: methodName(check.method), p: pText(check.p) })]);
  all.push([facts.clusters, clusterText(clusters)]);
  if (spreads.length > 0) all.push([facts.spread, spreads.join("; ")]);
  if (smallest !== null)
    all.push([
      facts.smallest,
      isUnseeable(difference)
        ? evaluationVerdicts.sentences.unseeable
        : fill(facts.smallestValue, { value: sizeText(smallest, unit) }),
    ]);
  return all;
}

function clusterText(clusters: ScoreDifference["clusters"]): string {
  const { facts } = words;
  if (clusters === null) return facts.clustersNone;
  const { count, largest, isFew } = clusters;
  return fill(isFew ? facts.clustersFew : facts.clustersValue, {
    count: count.toLocaleString(),
    largest: largest.toLocaleString(),
  });
}

function spreadText(model: string, { spread, unit }: ModelScore): string[] {
  const { between, within } = spread;
  if (between === null) return [];
  const text = fill(words.facts.spreadValue, { model, between: sizeText(between, unit) });
  return within === null
    ? [text]
    : [text, fill(words.facts.spreadWithin, { within: sizeText(within, unit) })];
}
