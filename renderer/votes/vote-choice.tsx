import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { Outcome } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.votes;

/** Which of two answers is better; with `hasKeys` figures say so too. `better` counts the two from 0. */
export function VoteChoice(props: {
  names: [string, string];
  number: number;
  count: number;
  hasKeys: boolean;
  onVote: (outcome: Outcome, better: 0 | 1 | null) => void;
  onSkip: () => void;
}) {
  const { names, number, count, hasKeys, onVote, onSkip } = props;
  const [a, b] = names;
  const group = useRef<HTMLFieldSetElement>(null);
  const choices: { label: string; outcome: Outcome; better: 0 | 1 | null }[] = [
    { label: fill(words.better, { name: a }), outcome: "better", better: 0 },
    { label: words.tie, outcome: "tie", better: null },
    { label: words.bothBad, outcome: "both_bad", better: null },
    { label: fill(words.better, { name: b }), outcome: "better", better: 1 },
  ];
  useVoteKeys(hasKeys, group, [
    ...choices.map(
      ({ outcome, better }) =>
        () =>
          onVote(outcome, better),
    ),
    onSkip,
  ]);
  useEffect(() => {
    // The question is asked: what is typed next is a vote.
    const { activeElement } = document;
    const isIdle = activeElement === document.body || activeElement?.matches(".compare-prompt *");
    if (hasKeys && isIdle) group.current?.focus();
  }, [hasKeys]);
  return (
    <fieldset ref={group} className="row choice" tabIndex={-1} aria-label={words.which}>
      <span className="small pair">{fill(words.pair, { a, b, number, count })}</span>
      {choices.map(({ label, outcome, better }, index) => (
        <button
          key={label}
          type="button"
          className="button"
          aria-keyshortcuts={hasKeys ? String(index + 1) : undefined}
          onClick={() => onVote(outcome, better)}
        >
          {label}
          {hasKeys && <Hint of={index + 1} />}
        </button>
      ))}
      <button
        type="button"
        className="button quiet"
        aria-keyshortcuts={hasKeys ? "5" : undefined}
        onClick={onSkip}
      >
        {words.skip}
        {hasKeys && <Hint of={5} />}
      </button>
    </fieldset>
  );
}

const Hint = ({ of }: { of: number }) => (
  <span className="shortcut" aria-hidden="true">
    {of}
  </span>
);

/** Figures choose while no field has the focus: 1 the first, and so on. */
function useVoteKeys(isOn: boolean, group: RefObject<HTMLElement | null>, choices: (() => void)[]) {
  const latest = useRef(choices);
  latest.current = choices;
  useLayoutEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey, repeat } = event;
      if (ctrlKey || metaKey || altKey || repeat) return;
      const field = "input:not([type=checkbox]), textarea, select, [role=menu], [role=listbox]";
      if (target instanceof Element && target.closest(field)) return;
      // A dialog above it asks something else.
      const dialog = document.querySelector("[role=dialog]");
      if (dialog && !dialog.contains(group.current)) return;
      const choice = latest.current[Number.parseInt(key, 10) - 1];
      if (!choice) return;
      event.preventDefault();
      choice();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [isOn, group]);
}
