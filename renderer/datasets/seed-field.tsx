import { useId } from "react";
import { seedIn } from "./seed.ts";

/** The number that a random choice follows from. */
export function SeedField(props: {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, hint, value, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="input">
        <input
          id={id}
          dir="ltr"
          inputMode="numeric"
          value={value}
          aria-invalid={seedIn(value) === null}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => onChange(target.value)}
        />
      </span>
      <span id={`${id}-hint`} className="muted small">
        {hint}
      </span>
    </div>
  );
}
