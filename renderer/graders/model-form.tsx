import type { SingleGrader } from "../../preload/contract/graders.ts";
import { graders as words } from "../../preload/strings/graders.ts";
import { withoutEmpty } from "./draft.ts";
import { faultsAt } from "./faults.ts";
import { Faults, TextField } from "./field.tsx";
import type { FormProps } from "./form-props.ts";
import { Messages } from "./messages.tsx";
import { OptionalNumber } from "./optional-number.tsx";

type ModelGrader = Extract<SingleGrader, { type: "score_model" }>;
type Sampling = NonNullable<ModelGrader["sampling_params"]>;

const roles = ["system", "developer", "user", "assistant"] as const;
const numbers = [
  ["temperature", words.temperature],
  ["top_p", words.topP],
  ["max_completions_tokens", words.maxTokens],
  ["seed", words.seed],
] as const;

/** A grader that is a model: what it is asked, and what it may answer. */
export function ModelForm({ grader, path, faults, fields, onChange }: FormProps<ModelGrader>) {
  const { input, range = [0, 1], sampling_params: sampling = {} } = grader;
  const put = (change: { [Name in keyof ModelGrader]?: ModelGrader[Name] | undefined }) =>
    onChange(withoutEmpty({ ...grader, ...change }) as ModelGrader);
  const setSampling = (change: { [Name in keyof Sampling]?: Sampling[Name] | undefined }) => {
    const next = withoutEmpty({ ...sampling, ...change }) as Sampling;
    put({ sampling_params: Object.keys(next).length === 0 ? undefined : next });
  };
  return (
    <>
      <TextField
        label={words.model}
        value={grader.model}
        faults={faultsAt(faults, [...path, "model"])}
        hint={words.modelHint}
        maxLength={256}
        isCode
        onChange={(model) => put({ model })}
      />
      <Messages
        legend={words.messages}
        messages={input}
        roles={roles}
        fields={fields}
        faultsOf={(at) => faultsAt(faults, [...path, "input", at])}
        onChange={(input) => put({ input })}
      />
      <div className="fields">
        <OptionalNumber
          label={words.low}
          value={range[0]}
          onChange={(low) => put({ range: [low ?? 0, range[1]] })}
        />
        <OptionalNumber
          label={words.high}
          value={range[1]}
          onChange={(high) => put({ range: [range[0], high ?? 1] })}
        />
        <OptionalNumber
          label={words.threshold}
          value={grader.pass_threshold}
          hint={words.thresholdHint}
          onChange={(pass_threshold) => put({ pass_threshold })}
        />
      </div>
      <Faults
        faults={["range", "pass_threshold", "sampling_params"].flatMap((name) =>
          faultsAt(faults, [...path, name]),
        )}
      />
      <details className="grader-sampling">
        <summary>{words.sampling}</summary>
        <div className="fields">
          {numbers.map(([name, label]) => (
            <OptionalNumber
              key={name}
              label={label}
              value={sampling[name]}
              placeholder={words.unset}
              onChange={(value) => setSampling({ [name]: value })}
            />
          ))}
          <TextField
            label={words.effort}
            value={sampling.reasoning_effort ?? ""}
            faults={[]}
            maxLength={20}
            isCode
            onChange={(effort) => setSampling({ reasoning_effort: effort === "" ? undefined : effort })}
          />
        </div>
      </details>
    </>
  );
}
