import { type TextareaHTMLAttributes, useId } from "react";

/** A text of several lines below its label, with a hint below that. What else is given is the field's own. */
export function TextArea(
  props: {
    label: string;
    hint?: string;
    /** Whether a machine reads it. */
    isCode?: boolean;
    onText: (text: string) => void;
  } & Pick<TextareaHTMLAttributes<HTMLTextAreaElement>, "rows" | "maxLength" | "value" | "defaultValue">,
) {
  const { label, hint, isCode = false, onText, ...given } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        dir="auto"
        {...given}
        id={id}
        className={isCode ? "input mono" : "input"}
        onChange={({ target }) => onText(target.value)}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint muted small">
          {hint}
        </p>
      )}
    </div>
  );
}
