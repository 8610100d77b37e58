import { useMemo, useState } from "react";
import type { EvaluationRow } from "../../../../preload/contract/evaluation-results.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { withoutNames } from "../../../votes/index.ts";
import { ask } from "../../state.ts";
import { inRandomOrder, type Pair, pairOf } from "./pair.ts";
import { Votable } from "./votable.tsx";

const words = evaluationResults.row.votes;

/** Two answers to a row without their names, in a random order, to be voted on. The next row comes with the vote. */
export function BlindVote(props: {
  evaluation: Evaluation;
  row: EvaluationRow;
  models: readonly [string, string];
  /** Whether the answers were shown with their names before. */
  wasNamed: boolean;
  onVoted: () => void;
  onNext: () => void;
}) {
  const { evaluation, row, models, wasNamed, onVoted, onNext } = props;
  const [isBusy, setBusy] = useState(false);
  const [one, other] = models;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order stays for as long as the same two are shown.
  const pair = useMemo((): Pair | null => {
    const found = pairOf(row, [one, other]);
    return found && inRandomOrder(found, Math.random);
  }, [row.row, one, other]);
  const names = evaluation.settings.models.flatMap(({ name, deployment }) => [name, deployment]);
  if (pair === null)
    return (
      <div className="evaluation-votes">
        <p className="note">{words.few}</p>
        <button type="button" className="button" onClick={onNext}>
          {words.skip}
        </button>
      </div>
    );
  const vote = async (better: 0 | 1 | null) => {
    if (isBusy) return;
    setBusy(true);
    const done = await ask(
      window.assay["evaluationResults.vote"]({
        id: evaluation.id,
        row: row.row,
        shown: [placeOf(pair[0]), placeOf(pair[1])],
        better,
        isBlind: !wasNamed,
      }),
      "vote",
    );
    setBusy(false);
    if (done === null) return;
    onVoted();
    onNext();
  };
  return (
    <section className="evaluation-answers" aria-label={words.which}>
      <p className={wasNamed ? "status warn small" : "muted small"}>
        {wasNamed ? words.seen : words.blindHint}
      </p>
      <div className="evaluation-sides">
        {pair.map(({ text, calls }, side) => (
          <article key={words.side[side]} className="evaluation-answer" aria-label={words.side[side]}>
            <h4>{words.side[side]}</h4>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
            <p className="evaluation-text evaluation-said selectable" dir="auto" tabIndex={0}>
              {withoutNames(text, names)}
            </p>
            {calls.map((call, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: calls have their places.
              <pre key={index} className="mono evaluation-text evaluation-message selectable">
                {call.name} {call.arguments}
              </pre>
            ))}
          </article>
        ))}
      </div>
      <Votable
        names={[words.sideBetter[0], words.sideBetter[1]]}
        isBusy={isBusy}
        hasKeys
        onVote={(better) => void vote(better)}
      >
        <button type="button" className="button quiet" onClick={onNext}>
          {words.skip}
        </button>
      </Votable>
    </section>
  );
}

const placeOf = ({ modelId, repeat }: Pair[0]) => ({ modelId, repeat });
