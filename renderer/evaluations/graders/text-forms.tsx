import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { faultsAt } from "../../graders/faults.ts";
import { SelectField, TextField } from "../../graders/field.tsx";
import { numberIn } from "../../ui/numbers.ts";
import { TypedField } from "../../ui/typed-field.tsx";
import type { KindProps } from "./form-props.ts";
import { Option } from "./option.tsx";
import { PlaceField } from "./place-field.tsx";

const operations = ["equals", "contains", "starts_with", "ends_with"] as const;
const flags = ["i", "m", "s", "u"] as const;
const choices = ["only", "first", "last"] as const;
const longestPattern = 10_000;

/** A text of the answer held against what is expected. */
export function TextForm({ grader, onChange, ...rest }: KindProps<"text">) {
  return (
    <>
      <SelectField
        label={words.operation}
        value={grader.operation}
        options={operations}
        nameOf={(one) => words.operations[one]}
        onChange={(operation) => onChange({ ...grader, operation })}
      />
      <BothSides {...rest} value={grader} onChange={(sides) => onChange({ ...grader, ...sides })} />
      <Option
        label={words.ignoreCase}
        isOn={grader.ignoreCase}
        onChange={(ignoreCase) => onChange({ ...grader, ignoreCase })}
      />
      <Option
        label={words.ignoreBlanks}
        isOn={grader.ignoreBlanks}
        onChange={(ignoreBlanks) => onChange({ ...grader, ignoreBlanks })}
      />
      <Negated isOn={grader.isNegated} onChange={(isNegated) => onChange({ ...grader, isNegated })} />
    </>
  );
}

/** A pattern that is looked for. */
export function RegexForm({ grader, onChange, ...rest }: KindProps<"regex">) {
  const { path, faults } = rest;
  return (
    <>
      <TextField
        label={words.pattern}
        value={grader.pattern}
        faults={faultsAt(faults, [...path, "pattern"])}
        hint={grader.pattern === "" ? words.patternMissing : words.patternHint}
        maxLength={longestPattern}
        isCode
        onChange={(pattern) => onChange({ ...grader, pattern })}
      />
      <fieldset className="grader-options">
        <legend>{words.flags}</legend>
        {flags.map((flag) => (
          <Option
            key={flag}
            label={words.flagNames[flag]}
            isOn={grader.flags.includes(flag)}
            onChange={(isOn) =>
              onChange({
                ...grader,
                flags: flags.filter((one) => (one === flag ? isOn : grader.flags.includes(one))).join(""),
              })
            }
          />
        ))}
      </fieldset>
      <PlaceField
        {...rest}
        name="input"
        value={grader.input}
        onChange={(input) => onChange({ ...grader, input })}
      />
      <Negated isOn={grader.isNegated} onChange={(isNegated) => onChange({ ...grader, isNegated })} />
    </>
  );
}

/** A number of the answer held against the expected one. */
export function NumericForm({ grader, onChange, ...rest }: KindProps<"numeric">) {
  return (
    <>
      <BothSides {...rest} value={grader} onChange={(sides) => onChange({ ...grader, ...sides })} />
      <div className="fields three">
        <SelectField
          label={words.which}
          value={grader.which}
          options={choices}
          nameOf={(one) => words.whichNames[one]}
          hint={words.whichHint}
          onChange={(which) => onChange({ ...grader, which })}
        />
        <TypedField<number>
          label={words.tolerance}
          value={grader.tolerance}
          text={String}
          read={(text) => atLeastZero(numberIn(text))}
          wrong={words.numberWrong}
          hint={words.toleranceHint}
          isNumber
          onChange={(tolerance) => onChange({ ...grader, tolerance })}
        />
        <SelectField
          label={words.toleranceKind}
          value={grader.isRelative ? "share" : "amount"}
          options={["amount", "share"] as const}
          nameOf={(one) => (one === "share" ? words.toleranceShare : words.toleranceAmount)}
          onChange={(one) => onChange({ ...grader, isRelative: one === "share" })}
        />
      </div>
    </>
  );
}

interface Sides {
  expected: string;
  input: string;
}

/** What is expected, and what is held against it. */
function BothSides(
  props: Omit<KindProps<"text">, "grader" | "onChange"> & {
    value: Sides;
    onChange: (changed: Partial<Sides>) => void;
  },
) {
  const { value, onChange, ...rest } = props;
  return (
    <>
      <PlaceField
        {...rest}
        name="expected"
        value={value.expected}
        onChange={(expected) => onChange({ expected })}
      />
      <PlaceField {...rest} name="input" value={value.input} onChange={(input) => onChange({ input })} />
    </>
  );
}

const atLeastZero = (number: number | undefined) =>
  number !== undefined && number >= 0 ? number : undefined;

const Negated = (props: { isOn: boolean; onChange: (isOn: boolean) => void }) => (
  <Option label={words.isNegated} {...props} />
);
