import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import type { JudgeMeasurement } from "../../../preload/contract/judges.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeCertificates } from "../../../preload/strings/judge-certificates.ts";
import { modelName } from "../results/aim.tsx";
import { type JudgeOf, useAsked } from "./use-asked.ts";
import { stepName } from "./words.ts";

const words = judgeCertificates.disagreements;
const ask = (judge: JudgeOf) => window.assay["judges.disagreements"](judge);

/** The answers on which the person and the judge differ, each with the way to its row. */
export function Disagreements(props: {
  evaluation: Evaluation;
  judge: JudgeOf;
  form: JudgeMeasurement["form"];
  stamp: string;
  onRow: (row: number) => void;
}) {
  const { evaluation, judge, form, stamp, onRow } = props;
  const all = useAsked(judge, ask, stamp);
  if (!all) return null;
  return (
    <section className="judge-part">
      <h3>{words.title}</h3>
      <p className="muted small">{all.length === 0 ? words.none : words.more}</p>
      {all.length > 0 && (
        <ul className="judge-disagreements" aria-label={words.title}>
          {all.map(({ row, modelId, repeat, asked, person, judge: said }) => (
            <li key={`${row} ${modelId} ${repeat}`}>
              <button type="button" className="button quiet small" onClick={() => onRow(row)}>
                {fill(words.row, { row: (row + 1).toLocaleString() })}
              </button>
              <span className="clip muted" dir="auto">
                {modelName(evaluation, modelId)}
                {evaluation.settings.repeats > 1 &&
                  ` · ${fill(evaluationResults.row.repeat, { number: repeat + 1 })}`}{" "}
                · {asked}
              </span>
              <span>{fill(words.text, { person: stepName(person, form), judge: stepName(said, form) })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
