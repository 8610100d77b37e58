import { type ReactNode, useId, useState } from "react";

/**
 * A field for what is typed as text and kept as something else. What can't be read is shown as it was typed, with what is
 * wrong with it, and what was kept before stays.
 */
export function TypedField<Value>(props: {
  label: string;
  value: Value;
  /** As it is typed. */
  text: (value: Value) => string;
  /** Undefined where it can't be read. */
  read: (text: string) => Value | undefined;
  wrong: string;
  onChange: (value: Value) => void;
  placeholder?: string;
  hint?: ReactNode;
  isNumber?: boolean;
}) {
  const { label, value, text, read, wrong, onChange, placeholder, hint, isNumber = false } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const isWrong = typed !== null && read(typed) === undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="input">
        <input
          id={id}
          dir="ltr"
          inputMode={isNumber ? "decimal" : "text"}
          value={typed ?? text(value)}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            setTyped(target.value);
            const next = read(target.value);
            if (next !== undefined) onChange(next);
          }}
          onBlur={() => isWrong || setTyped(null)}
        />
      </span>
      <span id={`${id}-hint`} className="small">
        {isWrong ? (
          <span className="status warn">{wrong}</span>
        ) : (
          hint && <span className="muted">{hint}</span>
        )}
      </span>
    </div>
  );
}
