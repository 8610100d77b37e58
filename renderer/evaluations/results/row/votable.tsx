import type { ReactNode } from "react";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";

const words = evaluationResults.row.votes;

/** Which of two is better, or neither. `names` say what stands on the buttons. */
export function Votable(props: {
  names: readonly [string, string];
  isBusy: boolean;
  onVote: (better: 0 | 1 | null) => void;
  children?: ReactNode;
}) {
  const { names, isBusy, onVote, children } = props;
  const choices: [0 | 1 | null, string][] = [
    [0, names[0]],
    [null, words.tie],
    [1, names[1]],
  ];
  return (
    <fieldset className="row wrap" aria-label={words.which}>
      <span className="muted small">{words.which}</span>
      {choices.map(([better, label]) => (
        <button
          key={String(better)}
          type="button"
          className="button"
          aria-disabled={isBusy}
          dir="auto"
          onClick={() => onVote(better)}
        >
          {label}
        </button>
      ))}
      {children}
    </fieldset>
  );
}
