import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { linkTo } from "../../route.ts";
import { Part } from "../../ui/card-part.tsx";
import { standingOf } from "../standing.ts";
import { actOn, useEvaluations } from "../state.ts";

const words = evaluationDrafts.before;

/** The newest pilot of a draft; null for none. */
export const usePilot = (id: string) =>
  useEvaluations(({ list }) => list?.find(({ pilotOf }) => pilotOf === id)) ?? null;

/** Trying a draft with a few rows first, and how that stands. */
export function Pilot({ evaluation, canRun }: { evaluation: Evaluation; canRun: boolean }) {
  const { id } = evaluation;
  const pilot = usePilot(id);
  const isUnderWay = pilot?.state === "preparing" || pilot?.state === "running";
  const run = () => void actOn(id, () => window.assay["evaluations.pilot"]({ id }));
  return (
    <Part title={words.pilot}>
      <p className="muted small">{words.pilotText}</p>
      {pilot && (
        <p className="row wrap small">
          <span className={`status ${standingOf(pilot).look}`} role="status">
            {fill(words.pilotState, {
              word: standingOf(pilot).word,
              done: pilot.progress.answers.done.toLocaleString(),
              of: pilot.progress.answers.of.toLocaleString(),
            })}
          </span>
          <a className="link" href={linkTo("evaluations", pilot.id)}>
            {words.pilotOpen}
          </a>
        </p>
      )}
      <div>
        <button
          type="button"
          className="button"
          aria-disabled={!canRun || isUnderWay}
          onClick={() => canRun && !isUnderWay && run()}
        >
          {pilot ? words.pilotAgain : words.pilotRun}
        </button>
      </div>
    </Part>
  );
}
