import { X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { ChatParameters, Conversation } from "../../preload/contract/conversations.ts";
import type { ModelTraits } from "../../preload/contract/deployments.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useDeployments } from "../deployments/state.ts";
import { Icon } from "../ui/icon.tsx";

const words = strings.chat.options;

/** What every request of a conversation begins with, and how it is made. */
export interface Options {
  systemPrompt: string;
  parameters: ChatParameters;
}

export const noOptions: Options = { systemPrompt: "", parameters: {} };

/** Milliseconds of silence before what is typed is kept. */
const pause = 400;

/** The pane beside a conversation in which its instructions and parameters are set. Each change is kept by itself. */
export function OptionsPane(props: {
  open: Conversation | null;
  options: Options;
  onChange: (options: Options) => void;
  onClose: () => void;
}) {
  const { open, options, onChange, onClose } = props;
  const traits = useTraits();
  useKept(open?.id ?? null, options);
  const set = (change: ChatParameters) =>
    onChange({ ...options, parameters: { ...options.parameters, ...change } });
  return (
    <aside className="pane details" aria-label={words.title}>
      <div className="bar">
        <h2 className="grow clip">{words.title}</h2>
        <button type="button" className="button quiet square" aria-label={words.close} onClick={onClose}>
          <Icon of={X} />
        </button>
      </div>
      <div className="scroll options-pane">
        <System
          value={options.systemPrompt}
          onChange={(systemPrompt) => onChange({ ...options, systemPrompt })}
        />
        <h3>{words.parameters}</h3>
        {numbers.map((one) => (
          <NumberField
            key={one.name}
            field={one}
            value={options.parameters[one.name]}
            isRefused={traits?.refuses.includes(one.sent) ?? false}
            onChange={(value) => set({ [one.name]: value })}
          />
        ))}
        <Stop value={options.parameters.stop ?? []} onChange={(stop) => set({ stop })} />
        <Effort
          values={traits?.reasoningEffort ?? everyEffort}
          value={options.parameters.reasoningEffort}
          onChange={(reasoningEffort) => set({ reasoningEffort })}
        />
        <label className="row">
          <input
            type="checkbox"
            checked={options.parameters.responseFormat === "json"}
            onChange={({ target }) => set({ responseFormat: target.checked ? "json" : undefined })}
          />
          {words.responseFormat}
        </label>
        <ContextFill open={open} traits={traits} />
      </div>
    </aside>
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

const everyEffort = ["none", "minimal", "low", "medium", "high", "xhigh"];

function System({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [fieldId, hintId] = [useId(), useId()];
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.system}</label>
      <textarea
        id={fieldId}
        className="input"
        rows={6}
        maxLength={100_000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={hintId}
      />
      <p id={hintId} className="hint muted small">
        {words.systemHint}
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
          disabled={isRefused}
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
  return (
    <div className="parameter">
      <label htmlFor={fieldId}>{words.reasoningEffort}</label>
      <select
        id={fieldId}
        className="picker"
        disabled={values.length === 0}
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value || undefined)}
      >
        <option value="">{values.length === 0 ? words.refuses : words.usual}</option>
        {values.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}

/** How much of what the model can read at once the conversation has taken: by the service's own count of the last answer. */
function ContextFill({ open, traits }: { open: Conversation | null; traits: ModelTraits | null }) {
  const tokens = open?.messages.findLast(({ measurement }) => measurement?.tokens)?.measurement?.tokens;
  const all = traits?.contextTokens;
  if (!tokens || !all) return null;
  const used = tokens.prompt + tokens.completion;
  const text = fill(words.contextOf, { used: used.toLocaleString(), all: all.toLocaleString() });
  return (
    <div className="field">
      <span>{words.context}</span>
      <meter max={all} high={all * 0.9} value={used} aria-label={words.context} />
      <span className="muted small">{text}</span>
    </div>
  );
}

/** What is known of the model behind the chosen deployment. */
export function useTraits(): ModelTraits | null {
  return useDeployments(({ lists, chosen }) => {
    const list = chosen && lists[chosen.connectionId]?.list;
    return list?.deployments.find(({ name }) => name === chosen?.deployment)?.traits ?? null;
  });
}

/** Keeps the options of a conversation that there is, a moment after they were changed. */
function useKept(id: string | null, options: Options): void {
  const kept = useRef(options);
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    if (id === null || options === kept.current) return;
    const timer = setTimeout(() => {
      kept.current = options;
      void window.assay["conversations.configure"]({ id, ...options });
    }, pause);
    return () => clearTimeout(timer);
  }, [id, options]);
  // What was typed last is kept also when the pane is closed at once.
  useEffect(
    () => () => {
      if (id !== null && latest.current !== kept.current)
        void window.assay["conversations.configure"]({ id, ...latest.current });
    },
    [id],
  );
}

/** The options of a new conversation, until it begins; those of one that there is. */
export function useOptions(open: Conversation | null): [Options, (options: Options) => void] {
  const [options, setOptions] = useState<Options>(noOptions);
  const id = open?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken over once for each conversation.
  useEffect(() => {
    if (open) setOptions({ systemPrompt: open.systemPrompt, parameters: open.parameters });
  }, [id]);
  return [options, setOptions];
}
