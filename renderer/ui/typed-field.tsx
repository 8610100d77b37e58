import { type ReactNode, useState } from "react";
import { TextField } from "./text-field.tsx";

/**
 * A field for what is typed as text and kept as something else. What can't be read is shown as it was typed, with what is
 * wrong with it, and what was kept before stays.
 */
export function TypedField<Value>(props: {
  label: string;
  isLabelUnseen?: boolean;
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
  const { value, text, read, wrong, onChange, hint, isNumber = false, ...given } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && read(typed) === undefined;
  return (
    <TextField
      {...given}
      hint={isWrong ? wrong : hint}
      isWrong={isWrong}
      inputMode={isNumber ? "decimal" : "text"}
      value={typed ?? text(value)}
      onChange={(typed) => {
        setTyped(typed);
        const next = read(typed);
        if (next !== undefined) onChange(next);
      }}
      onBlur={() => isWrong || setTyped(null)}
    />
  );
}
