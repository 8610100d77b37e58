import { useId } from "react";
import { strings } from "../../preload/strings/en.ts";

/** One of a parameter's values, or what the service does by itself. What is set is shown, also where it is not on the list. */
export function SelectParameter<Value extends string>(props: {
  label: string;
  value: Value | undefined;
  values: readonly Value[];
  /** What a value is called; itself where nothing is said. */
  words?: Partial<Record<Value, string>>;
  /** What stands for no value. */
  usual?: string;
  hint?: string;
  isDisabled?: boolean;
  onChange: (value: Value | undefined) => void;
}) {
  const {
    label,
    value,
    values,
    words,
    usual = strings.chat.options.usual,
    hint,
    isDisabled = false,
    onChange,
  } = props;
  const [fieldId, hintId] = [useId(), useId()];
  const shown = value === undefined || values.includes(value) ? values : [...values, value];
  return (
    <div className="parameter">
      <label htmlFor={fieldId}>{label}</label>
      <select
        id={fieldId}
        className="picker"
        disabled={isDisabled}
        value={value ?? ""}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={({ target }) => onChange(shown.find((one) => one === target.value))}
      >
        <option value="">{usual}</option>
        {shown.map((one) => (
          <option key={one} value={one}>
            {words?.[one] ?? one}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={hintId} className="hint muted small">
          {hint}
        </p>
      )}
    </div>
  );
}
