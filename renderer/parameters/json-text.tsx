import { useId } from "react";
import { parameterWords as words } from "../../preload/strings/parameters.ts";

/** JSON as its text, with what is wrong with it; while it is empty, an example on a click. */
export function JsonText(props: {
  label: string;
  hint: string;
  text: string;
  fault: string | null;
  /** Characters at most. */
  limit: number;
  example: unknown;
  onChange: (text: string) => void;
}) {
  const { label, hint, text, fault, limit, example, onChange } = props;
  const fieldId = useId();
  return (
    <div className="field">
      <label htmlFor={fieldId}>{label}</label>
      <textarea
        id={fieldId}
        dir="ltr"
        className="area mono json-text"
        rows={Math.min(16, Math.max(4, text.split("\n").length))}
        maxLength={limit}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        value={text}
        aria-invalid={fault !== null}
        aria-describedby={`${fieldId}-hint ${fieldId}-fault`}
        onChange={({ target }) => onChange(target.value)}
      />
      <span id={`${fieldId}-fault`} className="status warn small" role="status" hidden={fault === null}>
        {fault}
      </span>
      <p id={`${fieldId}-hint`} className="hint muted small">
        {hint}
      </p>
      {text === "" && (
        <button
          type="button"
          className="button example"
          onClick={() => onChange(JSON.stringify(example, null, 2))}
        >
          {words.example}
        </button>
      )}
    </div>
  );
}
