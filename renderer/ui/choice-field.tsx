/** One of several that can be chosen, and its words. */
export interface ChoiceOf<Value extends string> {
  value: Value;
  label: string;
}

/** Chooses one of several from a list that opens. */
export function ChoiceField<Value extends string>(props: {
  label: string;
  value: Value;
  choices: readonly ChoiceOf<Value>[];
  onChange: (value: Value) => void;
}) {
  const { label, value, choices, onChange } = props;
  return (
    <label className="field">
      {label}
      <select
        className="picker boxed"
        dir="auto"
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find((one) => one.value === target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((one) => (
          <option key={one.value} value={one.value} dir="auto">
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}
