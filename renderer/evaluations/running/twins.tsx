import { useMemo } from "react";
import type { GraderTwin } from "../../../preload/contract/evaluation-plans.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluations } from "../../../preload/strings/evaluations.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { reasonText } from "../../../preload/strings/reason-text.ts";
import { counted } from "../../figures/counted.ts";
import { scoreText } from "../results/numbers.ts";
import { useReading } from "../results/reading.ts";
import { ask } from "../state.ts";

const words = evaluations.run.twins;

/** How graders graded the first answers here and on Foundry, with the rows on which they differ. */
export function Twins({ evaluation, onRow }: { evaluation: Evaluation; onRow: (row: number) => void }) {
  const { id, problem, progress, settings } = evaluation;
  const read = useMemo(() => () => ask(window.assay["evaluationPlans.twins"]({ id }), "twins"), [id]);
  const { value } = useReading<GraderTwin[] | null>(read, progress.answers.done);
  if (!value || value.length === 0) return null;
  const differing = value.filter((one) => one.differing > 0);
  const isHalted = problem?.diagnosis.code === "evaluation_graders_differ";
  const nameOf = (graderId: string) =>
    settings.graders.find((grader) => grader.id === graderId)?.name ?? graderId;
  if (differing.length === 0)
    return (
      <p className="run-part status ok small">
        {counted(words.same, Math.max(...value.map(({ answers }) => answers)))}
      </p>
    );
  return (
    <details className="run-part small" open={isHalted}>
      <summary>
        <span className="status warn">
          {fill(words.differ, { names: differing.map(({ graderId }) => nameOf(graderId)).join(", ") })}
        </span>
      </summary>
      {differing.map((twin) => (
        <Differing key={twin.graderId} name={nameOf(twin.graderId)} twin={twin} onRow={onRow} />
      ))}
    </details>
  );
}

function Differing(props: { name: string; twin: GraderTwin; onRow: (row: number) => void }) {
  const { name, twin, onRow } = props;
  const { answers, differing, examples } = twin;
  return (
    <table className="run-table">
      <caption>{fill(words.caption, { name, differing, answers })}</caption>
      <thead>
        <tr>
          {[words.row, words.here, words.there, words.said].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...examples]
          .sort((one, other) => one.row - other.row)
          .map(({ row, here, there, said }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may be there with several models.
            <tr key={at}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  aria-label={fill(words.open, { row: row + 1 })}
                  onClick={() => onRow(row)}
                >
                  {row + 1}
                </button>
              </th>
              <td>{shown(here)}</td>
              <td>{shown(there)}</td>
              <td dir="auto">{said === null ? words.nothing : reasonText(said)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

const shown = (score: number | null): string => (score === null ? words.notGraded : scoreText(score));
