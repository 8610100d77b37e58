import { fileNameLimit } from "../../preload/limits.ts";

/** What a dataset that is about to be made is called. */
export function NameField(props: { label: string; value: string; onChange: (name: string) => void }) {
  const { label, value, onChange } = props;
  return (
    <label className="field">
      {label}
      <span className="input">
        <input
          dir="auto"
          value={value}
          maxLength={fileNameLimit}
          onChange={({ target }) => onChange(target.value)}
        />
      </span>
    </label>
  );
}
