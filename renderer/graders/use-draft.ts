import { useEffect, useRef, useState } from "react";
import type { Grader, GraderFault } from "../../preload/contract/graders.ts";
import { isWhole, sameText, withoutEmpty } from "./draft.ts";

/** Milliseconds without a key before a grader is looked through. */
const pause = 250;

const textOf = (grader: Grader | null): string => (grader === null ? "" : JSON.stringify(grader, null, 2));

/** A grader while it is edited. */
export interface Draft {
  /** As the forms show it; null for none. */
  grader: Grader | null;
  /** As JSON, with what was typed. */
  text: string;
  faults: GraderFault[];
  change(grader: Grader): void;
  /** Takes what was typed as JSON; the forms follow as soon as it is a grader. */
  type(text: string): void;
}

/**
 * Edits a grader. What is whole is given to `onChange` at once, what was typed as JSON when it was looked through; what
 * is not is shown as it was typed. Another grader from outside takes its place.
 */
export function useDraft(
  given: Grader | null,
  fields: readonly string[] | null,
  onChange: (grader: Grader) => void,
): Draft {
  const [grader, setGrader] = useState(given);
  const [text, setText] = useState(() => textOf(given));
  const [faults, setFaults] = useState<GraderFault[]>([]);
  /** What was given to the outside last, or came from there. */
  const known = useRef(sameText(given));
  /** Whether the text was typed, not written from the forms. */
  const isTyped = useRef(false);
  const latest = useRef(onChange);
  latest.current = onChange;

  useEffect(() => {
    const outside = sameText(given);
    if (outside === known.current) return;
    known.current = outside;
    setGrader(given);
    setText(textOf(given));
  }, [given]);

  const tell = (next: Grader) => {
    const told = sameText(next);
    if (told === known.current) return;
    known.current = told;
    latest.current(next);
  };

  const listed = fields === null ? null : fields.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew with other text or other fields.
  useEffect(() => {
    if (text === "") return setFaults([]);
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await window.assay["graders.check"]({
        text,
        fields: fields === null ? null : [...fields],
      });
      if (isOld || !answer.ok) return;
      setFaults(answer.data.faults);
      if (answer.data.grader === null) return;
      // What is typed into a form stays as it is typed.
      if (isTyped.current) setGrader(answer.data.grader);
      tell(answer.data.grader);
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, listed]);

  return {
    grader,
    text,
    faults,
    change: (next) => {
      const clean = withoutEmpty(next);
      isTyped.current = false;
      setGrader(clean);
      setText(textOf(clean));
      if (isWhole(clean)) tell(clean);
    },
    type: (next) => {
      isTyped.current = true;
      setText(next);
    },
  };
}
