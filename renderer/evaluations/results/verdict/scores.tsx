import type { ReactNode } from "react";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type {
  EvaluationVerdict,
  ModelScore,
  ScoreDifference,
} from "../../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { Interval } from "../../../charts/interval.tsx";
import { type Scale, scaleBetween } from "../../../charts/scale.ts";
import { type Aim, modelName } from "../aim.tsx";
import { betweenText, differenceText, digitsFor, rangeOf, valueText } from "../numbers.ts";
import { ScoreTable } from "../score-table.tsx";
import { Ungraded } from "../ungraded.tsx";
import { VerdictBadge } from "./difference.tsx";
import { methodName } from "./methods.ts";

const words = evaluationResults.scores;
const { notGiven } = evaluationResults;

/** What is known of a judge, to stand beside its name: how far it can be believed. */
export type JudgeState = (grader: EvaluationGrader) => ReactNode;

/** The score of every model by every grader, with its interval; the grader that counts first is first. */
export function Scores(props: {
  evaluation: Evaluation;
  aim: Aim;
  verdict: EvaluationVerdict;
  judgeState: JudgeState | undefined;
}) {
  const { evaluation, aim, verdict, judgeState } = props;
  const { graders, models } = evaluation.settings;
  const isCompared = verdict.baselineId !== null && models.length > 1;
  const ordered = graders.toSorted(
    (one, other) => Number(other.id === aim.lead) - Number(one.id === aim.lead),
  );
  const methods = [
    ...new Set(verdict.scores.flatMap(({ method }) => (method === null ? [] : [methodName(method)]))),
  ];
  return (
    <section className="results-part">
      <h2>{words.title}</h2>
      <ScoreTable label={words.label}>
        <thead>
          <tr>
            <th scope="col">{words.model}</th>
            <th scope="col" className="number">
              {words.mean}
            </th>
            <th scope="col" className="score-line">
              {words.interval}
            </th>
            <th scope="col" className="number">
              {words.passed}
            </th>
            {isCompared && (
              <th scope="col">
                {fill(words.against, { baseline: modelName(evaluation, verdict.baselineId ?? "") })}
              </th>
            )}
            <th scope="col" className="number">
              {words.graded}
            </th>
            <th scope="col">{words.ungraded}</th>
          </tr>
        </thead>
        {ordered.map((grader) => (
          <Grader
            key={grader.id}
            evaluation={evaluation}
            grader={grader}
            verdict={verdict}
            isCompared={isCompared}
            judgeState={judgeState}
          />
        ))}
      </ScoreTable>
      <p className="muted small">{fill(words.howMade, { method: methods.join("; ") })}</p>
      <p className="muted small">{words.ungradedNote}</p>
    </section>
  );
}

function Grader(props: {
  evaluation: Evaluation;
  grader: EvaluationGrader;
  verdict: EvaluationVerdict;
  isCompared: boolean;
  judgeState: JudgeState | undefined;
}) {
  const { evaluation, grader, verdict, isCompared, judgeState } = props;
  const scores = verdict.scores.filter(({ graderId }) => graderId === grader.id);
  const differences = verdict.differences.filter(({ graderId }) => graderId === grader.id);
  const digits = digitsFor(differences);
  const scale = scaleBetween([
    ...rangeOf(grader),
    ...scores.flatMap(({ mean }) =>
      mean ? [mean.value, mean.low ?? mean.value, mean.high ?? mean.value] : [],
    ),
  ]);
  return (
    <tbody>
      <tr className="score-grader">
        <th scope="rowgroup" colSpan={7}>
          <span dir="auto">{grader.name}</span> {judgeState?.(grader)}
        </th>
      </tr>
      {scores.map((score) => (
        <Score
          key={score.modelId}
          name={modelName(evaluation, score.modelId)}
          score={score}
          scale={scale}
          place={!isCompared ? null : score.modelId === verdict.baselineId ? "baseline" : "other"}
          difference={differences.find(({ modelId }) => modelId === score.modelId)}
          digits={digits}
        />
      ))}
    </tbody>
  );
}

function Score(props: {
  name: string;
  score: ModelScore;
  scale: Scale;
  /** Null where there is no baseline. */
  place: "baseline" | "other" | null;
  difference: ScoreDifference | undefined;
  /** Digits after the point of all scores by the grader. */
  digits: number | undefined;
}) {
  const { name, score, scale, place, difference, digits } = props;
  const { mean, passed, rows, unit } = score;
  const shown = (value: number) => valueText(value, unit, digits);
  const between = mean && betweenText(mean, shown);
  return (
    <tr>
      <th scope="row" dir="auto" title={name}>
        {name}
      </th>
      <td className="number">{mean ? shown(mean.value) : notGiven}</td>
      <td className="score-line">
        {mean && (
          <span className="interval">
            <Interval
              scale={scale}
              middle={mean.value}
              low={mean.low ?? mean.value}
              high={mean.high ?? mean.value}
              isThin={between === null}
            />
            <span className="small muted">{between ?? notGiven}</span>
          </span>
        )}
      </td>
      <td className="number">
        {passed ? valueText(passed.value, "share", unit === "score" ? undefined : digits) : notGiven}
        {passed && unit === "wins" && <span className="score-between muted small">{words.decided}</span>}
      </td>
      {place !== null && (
        <td>
          {place === "baseline" && <span className="muted">{words.isBaseline}</span>}
          {difference && (
            <span className="score-difference">
              <VerdictBadge word={difference.word} />
              <span className="muted small">
                {difference.effect && differenceText(difference.effect.value, unit, digits)}
              </span>
            </span>
          )}
        </td>
      )}
      <td className="number">{rows.toLocaleString()}</td>
      <td>
        <Ungraded score={score} />
      </td>
    </tr>
  );
}
