import { graders } from "../../preload/strings/graders.ts";
import { numberIn } from "../ui/numbers.ts";
import { TypedField } from "../ui/typed-field.tsx";

/** A number that may be left out. */
export function OptionalNumber(props: {
  label: string;
  value: number | undefined;
  hint?: string;
  placeholder?: string;
  onChange: (value: number | undefined) => void;
}) {
  const { label, value, hint, placeholder, onChange } = props;
  return (
    <TypedField<number | null>
      label={label}
      value={value ?? null}
      text={(number) => (number === null ? "" : String(number))}
      read={(text) => (text.trim() === "" ? null : numberIn(text))}
      wrong={graders.numberWrong}
      isNumber
      {...(hint !== undefined && { hint })}
      {...(placeholder !== undefined && { placeholder })}
      onChange={(number) => onChange(number ?? undefined)}
    />
  );
}
