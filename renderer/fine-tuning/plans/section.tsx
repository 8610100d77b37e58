import type { ReactNode } from "react";
import type { CardNote, PlanValues } from "../../../preload/contract/tuning-plans.ts";
import { noteText } from "../../../preload/strings/card-note.ts";
import { goToPlace, PlanSection } from "../../ui/plan-section.tsx";

/** A part of a plan that is filled in. */
export const Section = (props: {
  field: keyof PlanValues;
  title: string;
  hint?: string;
  children: ReactNode;
}) => {
  const { field, ...given } = props;
  return <PlanSection id={fieldId(field)} {...given} />;
};

const fieldId = (field: keyof PlanValues) => `plan-${field}`;

/** The place of a field that has no section of its own. */
export const fieldProps = (field: keyof PlanValues) => ({ id: fieldId(field) });

/** Shows a part of the plan and gives it the focus. */
export const goToField = (field: keyof PlanValues): void => goToPlace(fieldId(field));

/** The first field of the plan in which something stands that can't be read, and so was not kept; null where there is none. */
export const unreadField = (): HTMLElement | null =>
  document.querySelector<HTMLElement>(".plan-section [aria-invalid=true]");

/** What is wrong with a field that has been filled in. What is told elsewhere is not told at every field as well. */
export function FieldProblems({
  field,
  problems,
}: {
  field: keyof PlanValues;
  problems: readonly CardNote[];
}) {
  const own = problems.filter((note) => note.field === field && !isToldElsewhere(note));
  if (own.length === 0) return null;
  return (
    <ul className="field-problems small">
      {own.map((note) => (
        <li key={noteText(note)} className="status warn">
          {noteText(note)}
        </li>
      ))}
    </ul>
  );
}

/** Notes that say something of their own: what holds for training and for validation is told once. */
export const distinctNotes = (notes: readonly CardNote[]): CardNote[] =>
  [...new Map(notes.toReversed().map((note) => [noteText(note), note])).values()].reverse();

/** Missing things, and what the grader's own form says. */
const toldElsewhere: readonly string[] = ["validation_missing", "grader_missing", "grader_faulty"];

const isToldElsewhere = ({ code }: CardNote) => /^no_/.test(code) || toldElsewhere.includes(code);
