import { useState } from "react";
import type { Estimate, EvaluationVerdict } from "../../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { scaleAround, scaleOf } from "../../../charts/scale.ts";
import { Scatter, type ScatterPoint } from "../../../charts/scatter.tsx";
import { formatCost, formatTime } from "../../../figures/format.ts";
import { type Aim, modelName } from "../aim.tsx";
import { Choice } from "../choice.tsx";
import { betweenText, unitOf, valueText } from "../numbers.ts";
import { ScoreTable } from "../score-table.tsx";

const words = evaluationResults.measured;
const { notGiven } = evaluationResults;

interface Props {
  evaluation: Evaluation;
  aim: Aim;
  verdict: EvaluationVerdict;
}

/** Cost and latency of every model beside its quality, and which of them no other beats in all three. */
export function Measured({ evaluation, aim, verdict }: Props) {
  const front = frontOf(verdict, aim);
  const isOne = verdict.measured.length < 2;
  const hasCosts = costsKnown(verdict);
  const columns = [
    ...(hasCosts ? [words.perAnswer, words.total] : []),
    ...[words.firstToken, words.duration, words.tokens, words.failed],
  ];
  // A judge that compares gives the baseline no score, but what the others are held against.
  const hasQuality = (id: string) =>
    verdict.scores.some(
      ({ modelId, graderId, mean, unit }) =>
        modelId === id &&
        graderId === aim.lead &&
        (mean !== null || (unit === "wins" && id === verdict.baselineId)),
    );
  return (
    <section className="results-part">
      <h2>{words.title}</h2>
      <ScoreTable label={words.label}>
        <thead>
          <tr>
            <th scope="col">{evaluationResults.scores.model}</th>
            {columns.map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            {!isOne && <th scope="col">{words.front}</th>}
          </tr>
        </thead>
        <tbody>
          {verdict.measured.map(({ modelId, cost, firstToken, total, tokens, failed }) => (
            <tr key={modelId}>
              <th scope="row" dir="auto" title={modelName(evaluation, modelId)}>
                {modelName(evaluation, modelId)}
              </th>
              {hasCosts && (
                <>
                  <td className="number">{cost.perAnswer ? formatCost(cost.perAnswer) : notGiven}</td>
                  <td className="number">{cost.total ? formatCost(cost.total) : notGiven}</td>
                </>
              )}
              <td className="number">
                <Time time={firstToken} />
              </td>
              <td className="number">
                <Time time={total} />
              </td>
              <td className="number">{tokens ? fill(words.tokensValue, rounded(tokens)) : notGiven}</td>
              <td className="number">
                {failed === 0 ? (
                  <span className="muted">0</span>
                ) : (
                  <span className="status danger">{failed.toLocaleString()}</span>
                )}
              </td>
              {!isOne && (
                <td>
                  {front.has(modelId) ? (
                    <span className="status live">{words.onFront}</span>
                  ) : (
                    <span className="muted">{hasQuality(modelId) ? words.beaten : notGiven}</span>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </ScoreTable>
      {!hasCosts && <p className="muted small">{words.noCosts}</p>}
      {!isOne && (
        <>
          <p className="muted small">{words.frontNote}</p>
          <Front evaluation={evaluation} aim={aim} verdict={verdict} />
        </>
      )}
    </section>
  );
}

const costsKnown = ({ measured }: EvaluationVerdict): boolean =>
  measured.some(({ cost }) => cost.perAnswer !== null || cost.total !== null);

const frontOf = ({ front }: EvaluationVerdict, { lead }: Aim): ReadonlySet<string> =>
  new Set(front.find(({ graderId }) => graderId === lead)?.modelIds ?? []);

const rounded = ({ question, answer }: { question: number; answer: number }) => ({
  question: Math.round(question).toLocaleString(),
  answer: Math.round(answer).toLocaleString(),
});

function Time({ time }: { time: Estimate | null }) {
  if (time === null) return notGiven;
  const between = betweenText(time, formatTime);
  return (
    <>
      {formatTime(time.value)}
      {between && <span className="score-between muted small">{between}</span>}
    </>
  );
}

/** Quality against cost or latency; the models that no other beats are brass. */
function Front({ evaluation, aim, verdict }: Props) {
  const hasCosts = verdict.measured.some(({ cost }) => cost.perAnswer);
  const [chosen, setChosen] = useState<"cost" | "latency" | null>(null);
  const by = chosen ?? (hasCosts ? "cost" : "latency");
  const grader = evaluation.settings.graders.find(({ id }) => id === aim.lead);
  if (!grader) return null;
  const unit = unitOf(grader.id, verdict.scores);
  const front = frontOf(verdict, aim);
  const currency = verdict.measured.find(({ cost }) => cost.perAnswer)?.cost.perAnswer?.currency ?? "";
  const shown = (value: number) =>
    by === "cost" ? formatCost({ amount: value, currency }) : formatTime(value);
  const points = verdict.measured.flatMap(({ modelId, cost, total }): ScatterPoint[] => {
    const score = verdict.scores.find((one) => one.modelId === modelId && one.graderId === aim.lead)?.mean;
    const value = by === "latency" ? total?.value : costIn(cost.perAnswer, currency);
    if (!score || value === undefined) return [];
    const { low, high } = score;
    const isBest = front.has(modelId);
    return [
      {
        key: modelId,
        x: value,
        y: score.value,
        interval: low === null || high === null ? null : { low, high },
        isBest,
        said: fill(isBest ? words.pointBest : words.point, {
          name: modelName(evaluation, modelId),
          quality: valueText(score.value, unit),
          value: shown(value),
        }),
      },
    ];
  });
  const heights = points.flatMap(({ y, interval }) => [
    y,
    ...(interval ? [interval.low, interval.high] : []),
  ]);
  return (
    <figure className="results-front">
      <figcaption className="row wrap">
        <b>{fill(words.chart, { across: words.by[by] })}</b>
        {hasCosts && (
          <Choice
            label={words.across}
            value={by}
            choices={[
              ["cost", words.axis.cost],
              ["latency", words.axis.latency],
            ]}
            onChange={(axis) => setChosen(axis === "cost" ? "cost" : "latency")}
          />
        )}
      </figcaption>
      {points.length < 2 ? (
        <p className="muted small">{words.chartNone}</p>
      ) : (
        <Scatter
          points={points}
          across={scaleOf(points.map(({ x }) => x))}
          upwards={scaleAround(unit === "score" ? heights : [...heights, 1])}
          shown={{
            across: (value) => (value === 0 ? "0" : shown(value)),
            upwards: (value) => valueText(value, unit),
          }}
          axis={words.axis[by]}
        />
      )}
    </figure>
  );
}

const costIn = (cost: { amount: number; currency: string } | null, currency: string): number | undefined =>
  cost?.currency === currency ? cost.amount : undefined;
