import { useId, useState } from "react";

/** A whole number between two others. While it is none it is shown as it was typed, and the number stays. */
export function NumberField(props: {
  label: string;
  hint?: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}) {
  const { label, hint, value, min, max, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="input">
        <input
          id={id}
          type="number"
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          min={min}
          max={max}
          value={typed ?? value}
          onChange={({ target }) => {
            setTyped(target.value);
            const next = Number(target.value);
            if (target.value !== "" && Number.isInteger(next) && next >= min && next <= max) onChange(next);
          }}
          onBlur={() => setTyped(null)}
        />
      </span>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="muted small">
          {hint}
        </span>
      )}
    </div>
  );
}
