import { type ReactNode, useId } from "react";
import type { GraderFault } from "../../preload/contract/graders.ts";
import { toldFaults } from "./faults.ts";

/** What is wrong with a field, below it. */
export function Faults({ id, faults }: { id?: string; faults: readonly GraderFault[] }) {
  if (faults.length === 0) return null;
  return (
    <ul id={id} className="grader-faults small">
      {toldFaults(faults).map(({ key, text, fault }) => (
        <li key={key} className={fault.severity === "blocks" ? "status danger" : "status warn"}>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** A field with its name, what is wrong with it, and a hint. */
export function Field(props: {
  label: string;
  faults?: readonly GraderFault[];
  hint?: ReactNode;
  /** Stands beside the label. */
  beside?: ReactNode;
  children: (given: { id: string; "aria-describedby": string; "aria-invalid": boolean }) => ReactNode;
}) {
  const { label, faults = [], hint, beside, children } = props;
  const id = useId();
  return (
    <div className="field">
      <div className="row">
        <label htmlFor={id} className="grow">
          {label}
        </label>
        {beside}
      </div>
      {children({
        id,
        "aria-describedby": `${id}-faults ${id}-hint`,
        "aria-invalid": faults.some(({ severity }) => severity === "blocks"),
      })}
      <Faults id={`${id}-faults`} faults={faults} />
      {hint !== undefined && (
        <span id={`${id}-hint`} className="muted small">
          {hint}
        </span>
      )}
    </div>
  );
}

/** A field of one line. */
export function TextField(props: {
  label: string;
  value: string;
  faults: readonly GraderFault[];
  hint?: string;
  maxLength: number;
  isCode?: boolean;
  onChange: (text: string) => void;
}) {
  const { label, value, faults, hint, maxLength, isCode = false, onChange } = props;
  return (
    <Field label={label} faults={faults} hint={hint}>
      {(given) => (
        <span className="input">
          <input
            {...given}
            dir={isCode ? "ltr" : "auto"}
            value={value}
            maxLength={maxLength}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => onChange(target.value)}
          />
        </span>
      )}
    </Field>
  );
}

/** A choice of one of several. */
export function SelectField<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly Value[];
  nameOf: (value: Value) => string;
  faults?: readonly GraderFault[];
  hint?: ReactNode;
  onChange: (value: Value) => void;
}) {
  const { label, value, options, nameOf, faults = [], hint, onChange } = props;
  return (
    <Field label={label} faults={faults} hint={hint}>
      {(given) => (
        <select
          {...given}
          className="picker boxed"
          value={value}
          onChange={({ target }) => onChange(target.value as Value)}
        >
          {options.map((one) => (
            <option key={one} value={one}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
