import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { faultsAt } from "../../graders/faults.ts";
import { SelectField, TextField } from "../../graders/field.tsx";
import { TemplateField } from "../../graders/template-field.tsx";
import { numberIn } from "../../ui/numbers.ts";
import { TypedField } from "../../ui/typed-field.tsx";
import type { KindProps } from "./form-props.ts";
import { Option } from "./option.tsx";
import { graderPlaces } from "./places.ts";

const operations = ["equals", "contains", "starts_with", "ends_with"] as const;
const flags = ["i", "m", "s", "u"] as const;
const choices = ["only", "first", "last"] as const;
const longestPattern = 10_000;

/** A text of the answer held against what is expected. */
export function TextForm(props: KindProps<"text">) {
  const { grader, onChange } = props;
  return (
    <>
      <SelectField
        label={words.operation}
        value={grader.operation}
        options={operations}
        nameOf={(one) => words.operations[one]}
        onChange={(operation) => onChange({ ...grader, operation })}
      />
      <ExpectedField {...props} />
      <InputField {...props} />
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
      <Negated {...props} />
    </>
  );
}

/** A pattern that is looked for. */
export function RegexForm(props: KindProps<"regex">) {
  const { grader, path, faults, onChange } = props;
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
      <InputField {...props} />
      <Negated {...props} />
    </>
  );
}

/** A number of the answer held against the expected one. */
export function NumericForm(props: KindProps<"numeric">) {
  const { grader, onChange } = props;
  return (
    <>
      <ExpectedField {...props} />
      <InputField {...props} />
      <div className="fields">
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

const atLeastZero = (number: number | undefined) => (number !== undefined && number >= 0 ? number : undefined);

/** What of the answer is looked at. */
export function InputField<Kind extends "text" | "regex" | "numeric" | "json" | "similarity">(
  props: KindProps<Kind>,
) {
  const { grader, path, faults, fields, onChange } = props;
  return (
    <TemplateField
      label={words.input}
      value={grader.input}
      fields={fields}
      places={graderPlaces(fields)}
      faults={faultsAt(faults, [...path, "input"])}
      onChange={(input) => onChange({ ...grader, input })}
    />
  );
}

function ExpectedField<Kind extends "text" | "numeric">(props: KindProps<Kind>) {
  const { grader, path, faults, fields, onChange } = props;
  return (
    <TemplateField
      label={words.expected}
      value={grader.expected}
      fields={fields}
      places={graderPlaces(fields)}
      faults={faultsAt(faults, [...path, "expected"])}
      onChange={(expected) => onChange({ ...grader, expected })}
    />
  );
}

const Negated = <Kind extends "text" | "regex">({ grader, onChange }: KindProps<Kind>) => (
  <Option
    label={words.isNegated}
    isOn={grader.isNegated}
    onChange={(isNegated) => onChange({ ...grader, isNegated })}
  />
);
