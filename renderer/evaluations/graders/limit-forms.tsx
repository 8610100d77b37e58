import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { Faults, SelectField } from "../../graders/field.tsx";
import { numberIn, wholeIn } from "../../ui/numbers.ts";
import { TypedField } from "../../ui/typed-field.tsx";
import type { KindProps } from "./form-props.ts";

const units = ["characters", "words", "lines", "tokens"] as const;
const mostLength = 1e9;
const mostSeconds = 86_400;
const mostAmount = 1_000_000;

/** How long an answer may be. */
export function LengthForm({ grader, faults, onChange }: KindProps<"length">) {
  return (
    <>
      <div className="fields three">
        <SelectField
          label={words.unit}
          value={grader.unit}
          options={units}
          nameOf={(one) => words.units[one]}
          onChange={(unit) => onChange({ ...grader, unit })}
        />
        {(["least", "most"] as const).map((name) => (
          <TypedField<number | null>
            key={name}
            label={words[name]}
            value={grader[name]}
            text={(value) => (value === null ? "" : String(value))}
            read={(text) => (text.trim() === "" ? null : wholeIn(text, 0, mostLength))}
            wrong={words.wholeWrong}
            hint={words.anyHint}
            isNumber
            onChange={(value) => onChange({ ...grader, [name]: value })}
          />
        ))}
      </div>
      <Faults faults={faults} />
    </>
  );
}

/** How long an answer may take. */
export function LatencyForm({ grader, onChange }: KindProps<"latency">) {
  return (
    <div className="fields">
      <SelectField
        label={words.latencyOf}
        value={grader.of}
        options={["total", "first_token"] as const}
        nameOf={(one) => words.latencyNames[one]}
        onChange={(of) => onChange({ ...grader, of })}
      />
      <TypedField<number>
        label={words.mostSeconds}
        value={grader.most / 1000}
        text={String}
        read={(text) => upTo(mostSeconds, numberIn(text))}
        wrong={words.secondsWrong}
        isNumber
        onChange={(seconds) => onChange({ ...grader, most: seconds * 1000 })}
      />
    </div>
  );
}

/** What an answer may cost. */
export function CostForm({ grader, onChange }: KindProps<"cost">) {
  return (
    <TypedField<number>
      label={words.mostCost}
      value={grader.most}
      text={String}
      read={(text) => upTo(mostAmount, numberIn(text))}
      wrong={words.mostCostWrong}
      hint={words.mostCostHint}
      isNumber
      onChange={(most) => onChange({ ...grader, most })}
    />
  );
}

const upTo = (most: number, number: number | undefined) =>
  number !== undefined && number >= 0 && number <= most ? number : undefined;
