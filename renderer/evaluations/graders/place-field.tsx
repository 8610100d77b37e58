import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { faultsAt } from "../../graders/faults.ts";
import type { FormProps } from "../../graders/form-props.ts";
import { TemplateField } from "../../graders/template-field.tsx";
import { graderPlaces } from "./places.ts";

/** A text of a grader that a row and an answer fill. */
export function PlaceField(
  props: Omit<FormProps<EvaluationGrader>, "grader" | "onChange"> & {
    name: "input" | "expected" | "reference";
    label?: string;
    hint?: string;
    value: string;
    onChange: (text: string) => void;
  },
) {
  const { name, label = words[name], path, faults, fields, ...given } = props;
  return (
    <TemplateField
      {...given}
      label={label}
      fields={fields}
      places={graderPlaces(fields)}
      faults={faultsAt(faults, [...path, name])}
    />
  );
}
