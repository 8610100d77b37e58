import { useState } from "react";
import type { NearestRow } from "../../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { linkTo } from "../../../route.ts";
import { ask } from "../../state.ts";
import { modelName } from "../aim.tsx";
import { valueText } from "../numbers.ts";

const words = evaluationResults.row.nearest;

/** The training rows that are most like this one, when they are asked for: that takes as long as those rows take to read. */
export function Nearest({ evaluation, row }: { evaluation: Evaluation; row: number }) {
  const [found, setFound] = useState<NearestRow[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const find = async () => {
    if (isBusy) return;
    setBusy(true);
    setFound(await ask(window.assay["evaluationVerdicts.nearest"]({ id: evaluation.id, row }), "nearest"));
    setBusy(false);
  };
  return (
    <section className="evaluation-nearest" aria-label={words.title}>
      <h3>{words.title}</h3>
      {found === null && (
        <button type="button" className="button" aria-disabled={isBusy} onClick={() => void find()}>
          {words.find}
        </button>
      )}
      <p className="muted small" role="status">
        {isBusy ? words.finding : found?.length === 0 && words.none}
      </p>
      {found && found.length > 0 && (
        <ul>
          {found.map((one) => (
            <li key={`${one.modelId} ${one.datasetId} ${one.key}`} className="evaluation-message">
              <p className={one.isSame ? "status danger" : "muted small"}>
                {fill(one.isSame ? words.same : words.like, {
                  model: modelName(evaluation, one.modelId),
                  percent: valueText(one.likeness, "share"),
                })}
              </p>
              <p className="evaluation-text selectable" dir="auto">
                {one.asked}
              </p>
              {one.answer !== null && (
                <p className="evaluation-text selectable" dir="auto">
                  <span className="muted small">{words.answer}</span> {one.answer}
                </p>
              )}
              <a className="link small" href={linkTo("datasets", `${one.datasetId}:${one.key}`)}>
                {fill(words.open, { dataset: one.datasetName })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
