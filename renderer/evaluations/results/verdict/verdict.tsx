import type {
  EvaluationVerdict,
  ModelScore,
  ScoreDifference,
} from "../../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { Interval, IntervalAxis } from "../../../charts/interval.tsx";
import { scaleAround } from "../../../charts/scale.ts";
import { type Aim, AimFields, modelName } from "../aim.tsx";
import { betweenText, differenceBetween, differenceText, digitsFor, valueText } from "../numbers.ts";
import type { Reading } from "../reading.ts";
import { Difference } from "./difference.tsx";
import { Measured } from "./measured.tsx";
import { type JudgeState, Scores } from "./scores.tsx";

const words = evaluationResults.verdict;

/** What the evaluation says: each model against the baseline, all scores, and cost and latency beside them. */
export function Verdict(props: {
  evaluation: Evaluation;
  aim: Aim;
  reading: Reading<EvaluationVerdict>;
  judgeState?: JudgeState;
  /** What a judge's certificate makes of its rates, to stand under the verdict by it. */
  correctedBy?: JudgeState;
  onAim: (aim: Aim) => void;
}) {
  const { evaluation, aim, reading, judgeState, correctedBy, onAim } = props;
  const { value: verdict, isOld, failed } = reading;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="scroll results-verdict" aria-label={words.title} aria-busy={isOld} tabIndex={0}>
      <AimFields evaluation={evaluation} aim={aim} onAim={onAim} />
      {failed && <p className="status danger">{evaluationResults.unread}</p>}
      {verdict === null && !failed && (
        <p className="muted" role="status">
          {evaluationResults.reading}
        </p>
      )}
      {verdict && (
        <div className={isOld ? "results-body old" : "results-body"}>
          {verdict.isPartial && evaluation.state === "done" && (
            <p className="note">{evaluationResults.partial.ended}</p>
          )}
          <Differences evaluation={evaluation} aim={aim} verdict={verdict} correctedBy={correctedBy} />
          <Scores evaluation={evaluation} aim={aim} verdict={verdict} judgeState={judgeState} />
          <Measured evaluation={evaluation} aim={aim} verdict={verdict} />
        </div>
      )}
    </section>
  );
}

function Differences(props: {
  evaluation: Evaluation;
  aim: Aim;
  verdict: EvaluationVerdict;
  correctedBy: JudgeState | undefined;
}) {
  const { evaluation, aim, verdict, correctedBy } = props;
  const { models, graders } = evaluation.settings;
  const grader = graders.find(({ id }) => id === aim.lead);
  const differences = verdict.differences.filter(({ graderId }) => graderId === aim.lead);
  const [only] = models;
  if (only && models.length < 2)
    return (
      <section className="results-part">
        <h2>{words.title}</h2>
        <p className="selectable" dir="auto">
          {onlyText(only.name, grader?.name ?? "", scoreOf(verdict, only.id, aim.lead))}
        </p>
        {grader && correctedBy?.(grader)}
      </section>
    );
  if (verdict.baselineId === null || !grader) return <p className="note">{words.noBaseline}</p>;
  const baseline = modelName(evaluation, verdict.baselineId);
  const named = (one: ScoreDifference) => ({ model: modelName(evaluation, one.modelId), baseline });
  return (
    <section className="results-part">
      <h2>{words.title}</h2>
      <ul className="verdict-list">
        {differences.map((one) => (
          <Difference key={one.modelId} difference={one} names={named(one)} scores={verdict.scores} />
        ))}
      </ul>
      {correctedBy?.(grader)}
      <Chart differences={differences} baseline={baseline} nameOf={(one) => named(one).model} />
    </section>
  );
}

const scoreOf = ({ scores }: EvaluationVerdict, model: string, grader: string): ModelScore | undefined =>
  scores.find(({ modelId, graderId }) => modelId === model && graderId === grader);

/** What the only model of an evaluation came to, in a sentence. */
function onlyText(model: string, grader: string, score: ModelScore | undefined): string {
  if (!score?.mean) return fill(words.oneModelNone, { model, grader });
  const { mean, unit, rows } = score;
  const shown = (value: number) => valueText(value, unit);
  const between = betweenText(mean, shown);
  const values = { model, grader, score: shown(mean.value), rows: rows.toLocaleString() };
  return between === null ? fill(words.oneModelBare, values) : fill(words.oneModel, { ...values, between });
}

/** The differences as intervals around zero; the sentences say the same. */
function Chart(props: {
  differences: readonly ScoreDifference[];
  baseline: string;
  nameOf: (difference: ScoreDifference) => string;
}) {
  const { differences, baseline, nameOf } = props;
  const known = differences.flatMap((one) => (one.effect ? [{ ...one, effect: one.effect }] : []));
  const [first] = known;
  if (!first || known.length < 2) return null;
  const { unit } = first;
  const scale = scaleAround(
    known.flatMap(({ effect: { value, low, high } }) => [value, low ?? value, high ?? value]),
  );
  const digits = digitsFor(known);
  return (
    <figure className="intervals verdict-chart">
      <figcaption className="muted small">{fill(words.chart, { baseline })}</figcaption>
      {known.map((one) => {
        const { value, low, high } = one.effect;
        return (
          <div key={one.modelId} className={one.word === "better" ? "interval best" : "interval"}>
            <span className="clip" dir="auto">
              {nameOf(one)}
            </span>
            <Interval
              scale={scale}
              middle={value}
              low={low ?? value}
              high={high ?? value}
              isThin={one.word === "too_little"}
            />
            <span className="value">
              {differenceText(value, unit, digits)}
              <span className="unseen"> {differenceBetween(one.effect, unit, digits)}</span>
            </span>
          </div>
        );
      })}
      <IntervalAxis scale={scale} shown={(value) => differenceText(value, unit)} />
    </figure>
  );
}
