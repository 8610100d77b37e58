import { useState } from "react";
import type { EvaluationRow } from "../../../../preload/contract/evaluation-results.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { ask } from "../../state.ts";
import { modelName } from "../aim.tsx";
import { Choice } from "../choice.tsx";
import { pairOf } from "./pair.ts";
import { Votable } from "./votable.tsx";

const words = evaluationResults.row.votes;

/** The person's votes about answers to a row: those there are, and another one, with names or without. */
export function Votes(props: {
  evaluation: Evaluation;
  row: EvaluationRow;
  /** The two models that are voted on. */
  models: readonly [string, string];
  isBlind: boolean;
  isReadOnly: boolean;
  onModels: (models: [string, string]) => void;
  onBlind: (isBlind: boolean) => void;
  onVoted: () => void;
}) {
  const { evaluation, row, models, isBlind, isReadOnly, onModels, onBlind, onVoted } = props;
  const { models: all } = evaluation.settings;
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  if (all.length < 2) return null;
  const pair = pairOf(row, models);
  const vote = async (better: 0 | 1 | null) => {
    if (isBusy || pair === null) return;
    setBusy(true);
    const [one, other] = pair.map(({ modelId, repeat }) => ({ modelId, repeat }));
    if (!one || !other) return;
    const shown: [typeof one, typeof other] = [one, other];
    const done = await ask(
      window.assay["evaluationResults.vote"]({
        id: evaluation.id,
        row: row.row,
        shown,
        better,
        isBlind: false,
      }),
      "vote",
    );
    setBusy(false);
    if (done === null) return;
    setSaid(words.saved);
    onVoted();
  };
  const [one, other] = models;
  const choices = all.map(({ id, name }) => [id, name] as const);
  return (
    <section className="evaluation-votes" aria-label={words.title}>
      <h3>{words.title}</h3>
      {!isReadOnly && (
        <div className="row wrap">
          {(all.length > 2 || isBlind) && (
            <>
              <Choice
                label={words.pair}
                value={one}
                choices={choices}
                onChange={(id) => onModels([id, id === other ? one : other])}
              />
              <Choice
                label={words.with}
                value={other}
                choices={choices}
                onChange={(id) => onModels([id === one ? other : one, id])}
              />
            </>
          )}
          <label className="row small" title={words.blindHint}>
            <input type="checkbox" checked={isBlind} onChange={({ target }) => onBlind(target.checked)} />
            {words.blind}
          </label>
        </div>
      )}
      {!isReadOnly && !isBlind && pair && (
        <Votable
          names={[modelName(evaluation, one), modelName(evaluation, other)]}
          isBusy={isBusy}
          onVote={(better) => void vote(better)}
        />
      )}
      {!isBlind && row.votes.length > 0 && (
        <ul className="small">
          {row.votes.map((given) => (
            <li key={`${given.at} ${given.modelIds.join(" ")}`} dir="auto">
              {votedText(evaluation, given)}{" "}
              <span className="chip">{given.isBlind ? words.isBlind : words.named}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="unseen" role="status">
        {said}
      </p>
    </section>
  );
}

function votedText(evaluation: Evaluation, { better, modelIds }: EvaluationRow["votes"][number]): string {
  const [one, other] = modelIds;
  if (better === null)
    return fill(words.givenTie, { one: modelName(evaluation, one), other: modelName(evaluation, other) });
  return fill(words.given, {
    better: modelName(evaluation, better),
    other: modelName(evaluation, better === one ? other : one),
  });
}
