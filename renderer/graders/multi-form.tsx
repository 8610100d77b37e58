import { X } from "lucide-react";
import { useRef } from "react";
import type { SingleGrader } from "../../preload/contract/graders.ts";
import { fill } from "../../preload/strings/fill.ts";
import { graders as words } from "../../preload/strings/graders.ts";
import { Icon } from "../ui/icon.tsx";
import { TypedField } from "../ui/typed-field.tsx";
import {
  graderOf,
  isPartName,
  type Multi,
  singleTypes,
  withNewPart,
  withoutPart,
  withPart,
  withPartRenamed,
} from "./draft.ts";
import { faultsAt, faultsBeside } from "./faults.ts";
import { Faults, Field, SelectField } from "./field.tsx";
import type { FormProps } from "./form-props.ts";
import { SingleForm } from "./single-form.tsx";

const longestFormula = 2000;

/** Several graders, and the formula over their scores. */
export function MultiForm({ grader, path, faults, fields, onChange }: FormProps<Multi>) {
  const names = Object.keys(grader.graders);
  const add = useRef<HTMLButtonElement>(null);
  return (
    <>
      <fieldset className="grader-parts">
        <legend>{words.parts}</legend>
        {Object.entries(grader.graders).map(([name, part], at) => (
          <Part
            // A part that is renamed keeps its place and what is typed into it.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            key={at}
            name={name}
            part={part}
            others={names.filter((one) => one !== name)}
            multi={grader}
            path={[...path, "graders", name]}
            faults={faults}
            fields={fields}
            onChange={onChange}
            onRemove={() => {
              add.current?.focus();
              onChange(withoutPart(grader, name));
            }}
          />
        ))}
        <Faults faults={faults.filter((one) => one.path.join() === [...path, "graders"].join())} />
        <div>
          <button
            ref={add}
            type="button"
            className="button"
            onClick={() => onChange(withNewPart(grader, fields))}
          >
            {words.addPart}
          </button>
        </div>
      </fieldset>
      <Field
        label={words.formula}
        faults={faultsAt(faults, [...path, "calculate_output"])}
        hint={words.formulaHint}
      >
        {(given) => (
          <span className="input">
            <input
              {...given}
              className="mono"
              dir="ltr"
              value={grader.calculate_output}
              maxLength={longestFormula}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => onChange({ ...grader, calculate_output: target.value })}
            />
          </span>
        )}
      </Field>
    </>
  );
}

function Part(
  props: Omit<FormProps<Multi>, "grader"> & {
    name: string;
    part: SingleGrader;
    others: readonly string[];
    multi: Multi;
    onRemove: () => void;
  },
) {
  const { name, part, others, multi, path, faults, fields, onChange, onRemove } = props;
  const own = faultsAt(faults, path);
  const shown = ["input", "reference", "operation", "evaluation_metric", "model", "range", "pass_threshold"];
  const below = [...shown, "source", "image_tag", "sampling_params"].map((field) => [...path, field]);
  return (
    <fieldset className="grader-part">
      <legend className="unseen">{fill(words.part, { name })}</legend>
      <div className="row grader-part-head">
        <div className="fields grow">
          <TypedField<string>
            label={words.partName}
            value={name}
            text={(text) => text}
            read={(text) => (isPartName(text.trim(), others) ? text.trim() : undefined)}
            wrong={words.partNameWrong}
            onChange={(to) => onChange(withPartRenamed(multi, name, to))}
          />
          <SelectField
            label={words.type}
            value={part.type}
            options={singleTypes}
            nameOf={(type) => words.types[type]}
            hint={words.typeHints[part.type]}
            onChange={(type) => onChange(withPart(multi, name, graderOf(type, part, fields)))}
          />
        </div>
        <button
          type="button"
          className="button quiet square"
          aria-label={fill(words.removePart, { name })}
          onClick={onRemove}
        >
          <Icon of={X} />
        </button>
      </div>
      <SingleForm
        grader={part}
        path={path}
        faults={faults}
        fields={fields}
        onChange={(next) => onChange(withPart(multi, name, next))}
      />
      <Faults faults={faultsBeside(own, below)} />
    </fieldset>
  );
}
