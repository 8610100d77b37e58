import type { JudgeVerdict } from "../../../preload/contract/evaluation-graders.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { Field } from "../../graders/field.tsx";
import { Option } from "./option.tsx";

type Labelled = Extract<JudgeVerdict, { form: "label" }>;

const mostLabels = 20;
const longestLabel = 80;

/** The labels that a judge chooses from, and those that pass. */
export function LabelFields(props: {
  verdict: Labelled;
  faults: readonly GraderFault[];
  onChange: (verdict: Labelled) => void;
}) {
  const { verdict, faults, onChange } = props;
  const { labels, passing } = verdict;
  const named = labels.filter((label, at) => label.trim() !== "" && labels.indexOf(label) === at);
  const rename = (next: string[]) =>
    onChange({
      ...verdict,
      labels: next,
      // A label that is typed anew keeps whether it passes.
      passing: next.filter((label, at) => {
        const before = next.length === labels.length ? labels[at] : label;
        return label.trim() !== "" && before !== undefined && passing.includes(before);
      }),
    });
  return (
    <div className="fields">
      <Field label={words.labels} faults={faults} hint={named.length < 2 ? words.labelsWrong : undefined}>
        {(given) => (
          <textarea
            {...given}
            className="area"
            dir="auto"
            rows={Math.max(3, labels.length)}
            value={labels.join("\n")}
            spellCheck={false}
            onChange={({ target }) =>
              rename(
                target.value
                  .split("\n")
                  .slice(0, mostLabels)
                  .map((label) => label.slice(0, longestLabel)),
              )
            }
          />
        )}
      </Field>
      <fieldset className="grader-options">
        <legend>{words.passing}</legend>
        {passing.length === 0 && <p className="status warn small">{words.passingWrong}</p>}
        {named.map((label) => (
          <Option
            key={label}
            label={label}
            isOn={passing.includes(label)}
            onChange={(isOn) =>
              onChange({
                ...verdict,
                passing: named.filter((one) => (one === label ? isOn : passing.includes(one))),
              })
            }
          />
        ))}
      </fieldset>
    </div>
  );
}
