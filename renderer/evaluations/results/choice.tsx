import { useId } from "react";

/** Chooses one of several in a bar: its name is before it. */
export function Choice(props: {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}) {
  const { label, value, choices, onChange } = props;
  const field = useId();
  return (
    <span className="results-choice row small">
      <label className="muted" htmlFor={field}>
        {label}
      </label>
      <select id={field} className="picker" value={value} onChange={({ target }) => onChange(target.value)}>
        {choices.map(([one, name]) => (
          <option key={one} value={one} dir="auto">
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
