import { type ReactNode, useId } from "react";

/** A line of text with a hint below it, which says what is wrong while `isWrong`. */
export function TextField(props: {
  label: string;
  /** Whether what is beside it says what it is, so that the label is only read out. */
  isLabelUnseen?: boolean;
  hint?: ReactNode;
  value: string;
  isWrong?: boolean;
  maxLength?: number;
  placeholder?: string;
  /** Which keys a touch keyboard offers. */
  inputMode?: "text" | "numeric" | "decimal";
  onChange: (value: string) => void;
  onBlur?: () => void;
}) {
  const {
    label,
    isLabelUnseen = false,
    hint,
    value,
    isWrong = false,
    inputMode = "text",
    onChange,
    ...given
  } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelUnseen ? "unseen" : undefined}>
        {label}
      </label>
      <span className="input">
        <input
          {...given}
          id={id}
          dir="auto"
          inputMode={inputMode}
          value={value}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => onChange(target.value)}
        />
      </span>
      <span id={`${id}-hint`} className={isWrong ? "status warn small" : "muted small"} hidden={!hint}>
        {hint}
      </span>
    </div>
  );
}
