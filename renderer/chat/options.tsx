import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Conversation } from "../../preload/contract/conversations.ts";
import type { ModelTraits } from "../../preload/contract/deployments.ts";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useChosen } from "../models/index.ts";
import { OptionFields, type Options } from "../parameters/fields.tsx";
import { useDeployments } from "../targets/deployments.ts";
import { Icon } from "../ui/icon.tsx";
import { useKept } from "../ui/kept.ts";

const words = strings.chat.options;

const noOptions: Options = { systemPrompt: "", parameters: {} };

const keep = (id: string, options: Options) =>
  void window.assay["conversations.configure"]({ id, ...options });

/** The pane beside a conversation in which its instructions and parameters are set. Each change is kept by itself. */
export function OptionsPane(props: {
  open: Conversation | null;
  options: Options;
  onChange: (options: Options) => void;
  onClose: () => void;
}) {
  const { open, options, onChange, onClose } = props;
  const traits = useTraits();
  const chosen = useChosen();
  useKept(open?.id ?? null, options, keep);
  return (
    <aside className="pane details" aria-label={words.title}>
      <div className="bar">
        <h2 className="grow clip">{words.title}</h2>
        <button type="button" className="button quiet square" aria-label={words.close} onClick={onClose}>
          <Icon of={X} />
        </button>
      </div>
      <div className="scroll options-pane">
        <OptionFields
          options={options}
          traits={traits}
          place={chosen}
          hint={words.systemHint}
          onChange={onChange}
        />
        <ContextFill open={open} traits={traits} />
      </div>
    </aside>
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
  const chosen = useChosen();
  return useDeployments(({ lists }) => {
    const list = chosen && lists[chosen.connectionId]?.list;
    return list?.deployments.find(({ name }) => name === chosen?.deployment)?.traits ?? null;
  });
}

/** The options of a new conversation, until it begins: those of its model, where it has one; those of one that there is. */
export function useOptions(
  open: Conversation | null,
  model: RegisteredModel | null,
): [Options, (options: Options) => void] {
  const [options, setOptions] = useState<Options>(noOptions);
  /** What was taken over, not set by hand. */
  const given = useRef(noOptions);
  const id = open?.id;
  const modelId = model?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken over once for each conversation and model.
  useEffect(() => {
    const [before, next] = [given.current, optionsOf(open ?? model)];
    given.current = next;
    // What was set by hand stays when a model is given up.
    setOptions((now) => (open || model || now === before ? next : now));
  }, [id, modelId]);
  return [options, setOptions];
}

const optionsOf = (from: Options | null): Options =>
  from ? { systemPrompt: from.systemPrompt, parameters: from.parameters } : noOptions;
