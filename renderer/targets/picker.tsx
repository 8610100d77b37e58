import type { Ref } from "react";
import type { Choice } from "./choice.ts";

/** What can be chosen under one heading. */
export interface Choices {
  id: string;
  name: string;
  options: Option[];
  /** What is there and can't be chosen here, as it is shown: its name with the reason. */
  others?: readonly string[];
  /** The heading of the others. */
  othersName?: string;
}

interface Option {
  choice: Choice;
  label: string;
  isUnavailable?: boolean;
  /** A heading of its own, in the place of the name of all. Options that share one stand together. */
  heading?: string;
}

export interface PickerField {
  label: string;
  value: Choice | null;
  onChoose: (choice: Choice) => void;
  /** What stands there while nothing is chosen. */
  placeholder?: string;
  field?: Ref<HTMLSelectElement>;
  id?: string;
}

/** Chooses what is asked. `nameOf` says what a choice that is not among the others is called. */
export function TargetPicker(
  props: PickerField & { choices: Choices[]; nameOf: (choice: Choice) => string },
) {
  const { label, value, onChoose, placeholder = label, field, id, choices, nameOf } = props;
  const all = choices.flatMap(({ options }) => options.map(({ choice }) => optionFor(choice)));
  const isListed = value !== null && all.includes(optionFor(value));
  return (
    <select
      id={id}
      ref={field}
      className="picker"
      aria-label={id === undefined ? label : undefined}
      value={value ? optionFor(value) : ""}
      onChange={({ target }) => onChoose(choiceIn(target.value))}
    >
      {value && !isListed && (
        <option value={optionFor(value)} dir="auto">
          {nameOf(value)}
        </option>
      )}
      {!value && <option value="">{placeholder}</option>}
      {choices.map((one) => (
        <Group key={one.id} choices={one} />
      ))}
    </select>
  );
}

function Group({ choices: { name, options, others = [], othersName = name } }: { choices: Choices }) {
  const headings = [...new Set(options.map(({ heading = name }) => heading))];
  return (
    <>
      {headings.map((heading) => (
        <optgroup key={heading} label={heading}>
          {options
            .filter((option) => (option.heading ?? name) === heading)
            .map(({ choice, label, isUnavailable }) => (
              <option key={optionFor(choice)} value={optionFor(choice)} disabled={isUnavailable} dir="auto">
                {label}
              </option>
            ))}
        </optgroup>
      ))}
      {others.length > 0 && (
        <optgroup label={othersName}>
          {others.map((other) => (
            <option key={other} value={other} disabled dir="auto">
              {other}
            </option>
          ))}
        </optgroup>
      )}
    </>
  );
}

/** A registered model is one wherever it points. */
const optionFor = ({ connectionId, deployment, modelId }: Choice) =>
  JSON.stringify([connectionId, deployment, ...(modelId === undefined ? [] : [modelId])]);

function choiceIn(option: string): Choice {
  const [connectionId = "", deployment = "", modelId] = JSON.parse(option) as string[];
  return { connectionId, deployment, ...(modelId !== undefined && { modelId }) };
}
