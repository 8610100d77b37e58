import { X } from "lucide-react";
import { useRef } from "react";
import type { SingleGrader } from "../../preload/contract/graders.ts";
import { fill } from "../../preload/strings/fill.ts";
import { graders as words } from "../../preload/strings/graders.ts";
import { Icon } from "../ui/icon.tsx";
import { withoutEmpty } from "./draft.ts";
import { faultsAt } from "./faults.ts";
import { Faults, TextField } from "./field.tsx";
import type { FormProps } from "./form-props.ts";
import { OptionalNumber } from "./optional-number.tsx";
import { TemplateField } from "./template-field.tsx";

type ModelGrader = Extract<SingleGrader, { type: "score_model" }>;
type Message = ModelGrader["input"][number];
type Sampling = NonNullable<ModelGrader["sampling_params"]>;

const roles = ["system", "developer", "user", "assistant"] as const;
const mostMessages = 20;
const numbers = [
  ["temperature", words.temperature],
  ["top_p", words.topP],
  ["max_completions_tokens", words.maxTokens],
  ["seed", words.seed],
] as const;

/** A grader that is a model: what it is asked, and what it may answer. */
export function ModelForm({ grader, path, faults, fields, onChange }: FormProps<ModelGrader>) {
  const add = useRef<HTMLButtonElement>(null);
  const { input, range = [0, 1], sampling_params: sampling = {} } = grader;
  const put = (change: { [Name in keyof ModelGrader]?: ModelGrader[Name] | undefined }) =>
    onChange(withoutEmpty({ ...grader, ...change }) as ModelGrader);
  const setMessage = (at: number, change: Partial<Message>) =>
    put({ input: input.map((one, place) => (place === at ? { ...one, ...change } : one)) });
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
      <fieldset className="grader-messages">
        <legend>{words.messages}</legend>
        {input.map((message, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a message has nothing else to be told by, and they never change places.
          <div key={at} className="grader-message">
            <div className="row">
              <select
                className="picker"
                aria-label={fill(words.role, { number: at + 1 })}
                value={message.role}
                onChange={({ target }) => setMessage(at, { role: target.value as Message["role"] })}
              >
                {roles.map((role) => (
                  <option key={role} value={role}>
                    {words.roles[role]}
                  </option>
                ))}
              </select>
              <span className="grow" />
              {input.length > 1 && (
                <button
                  type="button"
                  className="button quiet square"
                  aria-label={fill(words.removeMessage, { number: at + 1 })}
                  onClick={() => {
                    add.current?.focus();
                    put({ input: input.filter((_, place) => place !== at) });
                  }}
                >
                  <Icon of={X} size={14} />
                </button>
              )}
            </div>
            <TemplateField
              label={fill(words.content, { number: at + 1 })}
              value={message.content}
              fields={fields}
              faults={faultsAt(faults, [...path, "input", at])}
              rows={4}
              onChange={(content) => setMessage(at, { content })}
            />
          </div>
        ))}
        <div>
          <button
            ref={add}
            type="button"
            className="button"
            disabled={input.length >= mostMessages}
            onClick={() => put({ input: [...input, { role: "user", content: "" }] })}
          >
            {words.addMessage}
          </button>
        </div>
      </fieldset>
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
