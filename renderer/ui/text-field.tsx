import { useId } from "react";

/** A line of text with a hint below it, which says what is wrong while `isWrong`. */
export function TextField(props: {
  label: string;
  hint: string;
  value: string;
  isWrong?: boolean;
  maxLength?: number;
  onChange: (value: string) => void;
}) {
  const { label, hint, value, isWrong = false, maxLength, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="input">
        <input
          id={id}
          dir="auto"
          value={value}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => onChange(target.value)}
        />
      </span>
      <span id={`${id}-hint`} className={isWrong ? "status warn small" : "muted small"}>
        {hint}
      </span>
    </div>
  );
}
