import { useId } from "react";
import type { ChoiceOf } from "./choice-field.tsx";

/** Chooses one of a few that are all seen. */
export function Radios<Value extends string>(props: {
  legend: string;
  value: Value;
  choices: readonly ChoiceOf<Value>[];
  onChange: (value: Value) => void;
  /** The id of what says more about what is chosen. */
  describedBy?: string;
}) {
  const { legend, value, choices, onChange, describedBy } = props;
  const group = useId();
  return (
    <fieldset className="radios row wrap">
      <legend>{legend}</legend>
      {choices.map((one) => (
        <label key={one.value} className="row">
          <input
            type="radio"
            name={group}
            checked={one.value === value}
            aria-describedby={describedBy}
            onChange={() => onChange(one.value)}
          />
          {one.label}
        </label>
      ))}
    </fieldset>
  );
}
