import { useId } from "react";
import { strings } from "../../preload/strings/en.ts";

const words = strings.chat.options;

/** What a number may be. */
export interface Bounds {
  min?: number;
  max?: number;
  step: number | "any";
}

/** A parameter that is a number; empty where the service is to decide. */
export function NumberParameter(props: {
  label: string;
  bounds: Bounds;
  value: number | undefined;
  isRefused?: boolean;
  onChange: (value: number | undefined) => void;
}) {
  const { label, bounds, value, isRefused = false, onChange } = props;
  const fieldId = useId();
  return (
    <div className="parameter">
      <label htmlFor={fieldId}>{label}</label>
      <div className="input">
        <input
          id={fieldId}
          type="number"
          placeholder={isRefused ? words.refuses : words.usual}
          disabled={isRefused && value === undefined}
          defaultValue={value}
          onChange={({ target }) => {
            if (target.validity.valid) onChange(target.value === "" ? undefined : target.valueAsNumber);
          }}
          {...bounds}
        />
      </div>
    </div>
  );
}
