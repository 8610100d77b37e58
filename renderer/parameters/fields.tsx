import { useId } from "react";
import type { ChatParameters } from "../../preload/contract/conversations.ts";
import type { ModelTraits } from "../../preload/contract/deployments.ts";
import { systemPromptLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { Changes, type Place } from "./changes.tsx";

const words = strings.chat.options;

/** What every request of a conversation begins with, and how it is made. */
export interface Options {
  systemPrompt: string;
  parameters: ChatParameters;
}

/**
 * The fields for a system prompt and the parameters. What the model is known to refuse cannot be set; what is set all the
 * same and will not be sent is said below.
 */
export function OptionFields(props: {
  options: Options;
  traits: Pick<ModelTraits, "refuses" | "reasoningEffort"> | null;
  /** Whom they are for; null where nobody is chosen. */
  place: Place | null;
  /** Stands below the system prompt. */
  hint: string;
  onChange: (options: Options) => void;
}) {
  const { options, traits, place, hint, onChange } = props;
  const { parameters } = options;
  const set = (change: ChatParameters) => onChange({ ...options, parameters: { ...parameters, ...change } });
  return (
    <>
      <System
        value={options.systemPrompt}
        hint={hint}
        onChange={(systemPrompt) => onChange({ ...options, systemPrompt })}
      />
      <h3>{words.parameters}</h3>
      {numbers.map((one) => (
        <NumberField
          key={one.name}
          field={one}
          value={parameters[one.name]}
          isRefused={traits?.refuses.includes(one.sent) ?? false}
          onChange={(value) => set({ [one.name]: value })}
        />
      ))}
      <Stop value={parameters.stop ?? []} onChange={(stop) => set({ stop })} />
      <Effort
        values={traits?.reasoningEffort ?? everyEffort}
        value={parameters.reasoningEffort}
        onChange={(reasoningEffort) => set({ reasoningEffort })}
      />
      <label className="row">
        <input
          type="checkbox"
          checked={parameters.responseFormat === "json"}
          onChange={({ target }) => set({ responseFormat: target.checked ? "json" : undefined })}
        />
        {words.responseFormat}
      </label>
      <Changes place={place} parameters={parameters} />
    </>
  );
}

interface NumberParameter {
  name: "temperature" | "topP" | "maxTokens" | "presencePenalty" | "frequencyPenalty" | "seed";
  /** The service's name. */
  sent: string;
  min?: number;
  max?: number;
  step: number | "any";
}

/** Bounds of the Azure OpenAI REST reference. */
const numbers: NumberParameter[] = [
  { name: "temperature", sent: "temperature", min: 0, max: 2, step: "any" },
  { name: "topP", sent: "top_p", min: 0, max: 1, step: "any" },
  { name: "maxTokens", sent: "max_tokens", min: 1, step: 1 },
  { name: "presencePenalty", sent: "presence_penalty", min: -2, max: 2, step: "any" },
  { name: "frequencyPenalty", sent: "frequency_penalty", min: -2, max: 2, step: "any" },
  { name: "seed", sent: "seed", step: 1 },
];

const everyEffort = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

function System(props: { value: string; hint: string; onChange: (text: string) => void }) {
  const { value, hint, onChange } = props;
  const [fieldId, hintId] = [useId(), useId()];
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.system}</label>
      <textarea
        dir="auto"
        id={fieldId}
        className="input"
        rows={6}
        maxLength={systemPromptLimit}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={hintId}
      />
      <p id={hintId} className="hint muted small">
        {hint}
      </p>
    </div>
  );
}

function NumberField(props: {
  field: NumberParameter;
  value: number | undefined;
  isRefused: boolean;
  onChange: (value: number | undefined) => void;
}) {
  const { field, value, isRefused, onChange } = props;
  const { name, sent: _, ...bounds } = field;
  const fieldId = useId();
  return (
    <div className="parameter">
      <label htmlFor={fieldId}>{words[name]}</label>
      <div className="input">
        <input
          id={fieldId}
          type="number"
          placeholder={isRefused ? words.refuses : words.usual}
          disabled={isRefused && value === undefined}
          defaultValue={value}
          onChange={({ target }) => {
            if (target.validity.valid) onChange(target.value === "" ? undefined : target.valueAsNumber);
          }}
          {...bounds}
        />
      </div>
    </div>
  );
}

function Stop({ value, onChange }: { value: string[]; onChange: (value: string[] | undefined) => void }) {
  const fieldId = useId();
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.stop}</label>
      <textarea
        dir="auto"
        id={fieldId}
        className="input mono"
        rows={2}
        defaultValue={value.join("\n")}
        onChange={({ target }) => {
          const lines = target.value.split("\n").filter((line) => line !== "");
          onChange(lines.length === 0 ? undefined : lines.slice(0, 4));
        }}
      />
    </div>
  );
}

function Effort(props: {
  values: readonly string[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { values, value, onChange } = props;
  const fieldId = useId();
  // What is set is shown, also where this model does not take it.
  const shown = value === undefined || values.includes(value) ? values : [...values, value];
  return (
    <div className="parameter">
      <label htmlFor={fieldId}>{words.reasoningEffort}</label>
      <select
        id={fieldId}
        className="picker"
        disabled={shown.length === 0}
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value || undefined)}
      >
        <option value="">{values.length === 0 ? words.refuses : words.usual}</option>
        {shown.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}
