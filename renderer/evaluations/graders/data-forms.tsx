import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { faultsAt } from "../../graders/faults.ts";
import { Field, SelectField } from "../../graders/field.tsx";
import type { KindProps } from "./form-props.ts";
import { Option } from "./option.tsx";
import { PlaceField } from "./place-field.tsx";

const argumentChoices = ["equal", "subset", "ignored"] as const;
const longestSchema = 500_000;

/** JSON, and the schema that it has to fit. */
export function JsonAnswerForm({ grader, onChange, ...rest }: KindProps<"json">) {
  const { path, faults } = rest;
  return (
    <>
      <Field label={words.schema} faults={faultsAt(faults, [...path, "schema"])} hint={words.schemaHint}>
        {(given) => (
          <textarea
            {...given}
            className="area mono grader-source"
            dir="ltr"
            rows={6}
            wrap="off"
            value={grader.schema ?? ""}
            maxLength={longestSchema}
            spellCheck={false}
            onChange={({ target }) =>
              onChange({ ...grader, schema: target.value.trim() === "" ? null : target.value })
            }
          />
        )}
      </Field>
      <PlaceField
        {...rest}
        name="input"
        value={grader.input}
        onChange={(input) => onChange({ ...grader, input })}
      />
      <Option
        label={words.isInText}
        isOn={grader.isInText}
        onChange={(isInText) => onChange({ ...grader, isInText })}
      />
    </>
  );
}

/** The calls of tools that are expected. */
export function ToolCallForm({ grader, onChange, ...rest }: KindProps<"tool_call">) {
  return (
    <>
      <PlaceField
        {...rest}
        name="expected"
        label={words.expectedCalls}
        hint={words.expectedCallsHint}
        value={grader.expected}
        onChange={(expected) => onChange({ ...grader, expected })}
      />
      <SelectField
        label={words.arguments}
        value={grader.arguments}
        options={argumentChoices}
        nameOf={(one) => words.argumentNames[one]}
        onChange={(chosen) => onChange({ ...grader, arguments: chosen })}
      />
      <Option
        label={words.anyOrder}
        isOn={grader.anyOrder}
        onChange={(anyOrder) => onChange({ ...grader, anyOrder })}
      />
      <Option
        label={words.allowsMore}
        isOn={grader.allowsMore}
        onChange={(allowsMore) => onChange({ ...grader, allowsMore })}
      />
    </>
  );
}
