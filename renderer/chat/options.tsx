import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Conversation } from "../../preload/contract/conversations.ts";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { useChosen } from "../models/index.ts";
import { OptionFields, type Options } from "../parameters/fields.tsx";
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
        <OptionFields options={options} place={chosen} hint={words.systemHint} onChange={onChange} />
      </div>
    </aside>
  );
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
