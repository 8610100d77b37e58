import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationGrade } from "../../../../preload/contract/evaluation-results.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { reasonText } from "../../../../preload/strings/reason-text.ts";
import { scoreText } from "../numbers.ts";

const words = evaluationResults.row;

/** What each grader says of an answer, and why. */
export function Grades(props: {
  /** What the model is called. */
  name: string;
  /** Whether it is the model that judges who compare hold the others against. */
  isBaseline: boolean;
  graders: readonly EvaluationGrader[];
  grades: readonly EvaluationGrade[];
}) {
  const { name, isBaseline, graders, grades } = props;
  const nameOf = (id: string) => graders.find((grader) => grader.id === id)?.name ?? id;
  return (
    <ul className="evaluation-grades" aria-label={fill(words.gradesOf, { model: name })}>
      {graders.map((grader) => {
        const grade = grades.find(({ graderId }) => graderId === grader.id);
        return (
          <li key={grader.id}>
            <p className="row wrap">
              <span className="grow" dir="auto">
                {grader.name}
              </span>
              {grade ? (
                <Given grade={grade} />
              ) : (
                <span className="muted small">
                  {isBaseline && isPair(grader) ? words.comparedWith : words.notYet}
                </span>
              )}
            </p>
            {grade && <Said grade={grade} nameOf={nameOf} />}
          </li>
        );
      })}
    </ul>
  );
}

const isPair = (grader: EvaluationGrader): boolean =>
  grader.kind === "judge" && grader.verdict.form === "pair";

/** Characters of what was said that a reason has room for. */
const mostSaid = 120;

const isLong = (said: string | null): boolean => said !== null && said.length > mostSaid;

function Given({ grade }: { grade: EvaluationGrade }) {
  const { score, passed, error, said, label } = grade;
  if (score === null)
    return (
      <span className="status warn evaluation-reason">
        {error === null
          ? words.notYet
          : fill(words.ungraded, { why: reasonText(error, isLong(said) ? null : said) })}
      </span>
    );
  return (
    <>
      {passed !== null && (
        <span className={passed ? "status ok" : "status danger"}>{passed ? words.passed : words.failed}</span>
      )}
      {label === undefined ? (
        <b className="evaluation-score">{scoreText(score)}</b>
      ) : (
        <b dir="auto">{label}</b>
      )}
    </>
  );
}

function Said({ grade, nameOf }: { grade: EvaluationGrade; nameOf: (id: string) => string }) {
  const { score, said, parts, isFlip } = grade;
  const composed = Object.entries(parts);
  return (
    <>
      {isFlip && <p className="status warn small">{words.flip}</p>}
      {composed.length > 0 && (
        <p className="muted small">
          {composed
            .map(([id, part]) =>
              fill(words.part, {
                name: nameOf(id),
                score: part === null ? evaluationResults.notGiven : scoreText(part),
              }),
            )
            .join(" · ")}
        </p>
      )}
      {said !== null && said !== "" && (score !== null || isLong(said)) && (
        <details>
          <summary className="small">{words.said}</summary>
          <p className="evaluation-text evaluation-message small selectable" dir="auto">
            {said}
          </p>
        </details>
      )}
    </>
  );
}
