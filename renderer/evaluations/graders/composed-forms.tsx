import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { Faults } from "../../graders/field.tsx";
import { numberIn } from "../../ui/numbers.ts";
import { TypedField } from "../../ui/typed-field.tsx";
import type { KindProps } from "./form-props.ts";
import { Option } from "./option.tsx";
import { PassField } from "./pass-field.tsx";

/** The other graders of the evaluation. */
interface Beside {
  others: readonly EvaluationGrader[];
}

const mostWeight = 1000;

/** Graders that all have to pass. */
export function AllForm({ grader, faults, others, onChange }: KindProps<"all"> & Beside) {
  const { of } = grader;
  return (
    <fieldset className="grader-options">
      <legend>{words.parts}</legend>
      <Missing isMissing={of.length === 0} others={others} />
      {withGone(others, of).map(({ id, name }) => (
        <Option
          key={id}
          label={name}
          isOn={of.includes(id)}
          onChange={(isOn) =>
            onChange({ ...grader, of: isOn ? [...of, id] : of.filter((one) => one !== id) })
          }
        />
      ))}
      <Faults faults={faults} />
    </fieldset>
  );
}

/** Graders whose scores are averaged by weights. */
export function WeightedForm({ grader, faults, others, onChange }: KindProps<"weighted"> & Beside) {
  const { of } = grader;
  return (
    <>
      <fieldset className="grader-options">
        <legend>{words.partsByWeight}</legend>
        <Missing isMissing={of.length === 0} others={others} />
        {withGone(
          others,
          of.map(({ id }) => id),
        ).map(({ id, name }) => {
          const part = of.find((one) => one.id === id);
          return (
            <div key={id} className="grader-weight">
              <Option
                label={name}
                isOn={part !== undefined}
                onChange={(isOn) =>
                  onChange({
                    ...grader,
                    of: isOn ? [...of, { id, weight: 1 }] : of.filter((one) => one.id !== id),
                  })
                }
              />
              {part && (
                <TypedField<number>
                  label={fill(words.weight, { name })}
                  isLabelUnseen
                  value={part.weight}
                  text={String}
                  read={weightIn}
                  wrong={words.weightWrong}
                  isNumber
                  onChange={(weight) =>
                    onChange({ ...grader, of: of.map((one) => (one.id === id ? { id, weight } : one)) })
                  }
                />
              )}
            </div>
          );
        })}
        <Faults faults={faults} />
      </fieldset>
      <PassField value={grader.passAt} onChange={(passAt) => onChange({ ...grader, passAt })} />
    </>
  );
}

/** The other graders, and those that are parts though they are not here any more: they can be left out. */
const withGone = (others: readonly EvaluationGrader[], of: readonly string[]) => [
  ...others,
  ...of.filter((id) => others.every((one) => one.id !== id)).map((id) => ({ id, name: words.partGone })),
];

function Missing({ isMissing, others }: Beside & { isMissing: boolean }) {
  if (others.length === 0) return <p className="muted small">{words.partsNone}</p>;
  return isMissing ? <p className="status warn small">{words.partsMissing}</p> : null;
}

function weightIn(text: string): number | undefined {
  const weight = numberIn(text);
  return weight !== undefined && weight >= 0 && weight <= mostWeight ? weight : undefined;
}
