import { type ReactNode, useLayoutEffect, useRef } from "react";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";

const words = evaluationResults.row.votes;
/** What a vote can be, each with the key that gives it. */
const votes = [0, null, 1] as const;
const keys = ["1", "2", "3"];
const typed = "input:not([type=checkbox]), textarea, select";

/** Which of two is better, or neither. `names` say what stands on the buttons; with `hasKeys` the keys 1, 2 and 3 press them. */
export function Votable(props: {
  names: readonly [string, string];
  isBusy: boolean;
  hasKeys?: boolean;
  onVote: (better: 0 | 1 | null) => void;
  children?: ReactNode;
}) {
  const { names, isBusy, hasKeys = false, onVote, children } = props;
  const labels = [names[0], words.tie, names[1]];
  const latest = useRef(onVote);
  latest.current = onVote;
  useLayoutEffect(() => {
    if (!hasKeys) return;
    const press = (event: KeyboardEvent) => {
      const place = keys.indexOf(event.key);
      const isTyping = event.target instanceof Element && event.target.matches(typed);
      if (place < 0 || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      latest.current(votes[place] ?? null);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [hasKeys]);
  return (
    <fieldset className="row wrap" aria-label={words.which}>
      <span className="muted small evaluation-which">{words.which}</span>
      {votes.map((better, place) => (
        <button
          key={String(better)}
          type="button"
          className="button"
          aria-disabled={isBusy}
          {...(hasKeys && { "aria-keyshortcuts": keys[place] })}
          dir="auto"
          onClick={() => onVote(better)}
        >
          {labels[place]}
          {hasKeys && (
            <span className="shortcut" aria-hidden="true">
              {keys[place]}
            </span>
          )}
        </button>
      ))}
      {children}
    </fieldset>
  );
}
