import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { answerPlace } from "../../graders/draft.ts";
import { fieldPlaces, type OfferedPlace } from "../../graders/template-field.tsx";

const names = words.places;

/** The place of a row's reference answer in a template. */
export const referencePlace = "{{reference}}";

const named = (name: "reference" | "question" | "answer_a" | "answer_b"): OfferedPlace => ({
  label: names[name],
  place: `{{${name}}}`,
});

/** What a grader of an evaluation can be filled with. */
export const graderPlaces = (fields: readonly string[] | null): OfferedPlace[] => [
  { label: names.answer, place: answerPlace },
  named("reference"),
  ...fieldPlaces(fields),
  { label: names.json, place: "{{sample.output_json.name}}" },
];

/** What a judge can be shown; the answers of a pair only where it compares two. */
export const judgePlaces = (fields: readonly string[] | null, isPair: boolean): OfferedPlace[] => [
  named("question"),
  ...(isPair ? [named("answer_a"), named("answer_b")] : [{ label: names.answer, place: answerPlace }]),
  named("reference"),
  ...fieldPlaces(fields),
];
