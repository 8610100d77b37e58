import "./parameters.css";
import type { ChatParameters } from "../../preload/contract/conversations.ts";
import { systemPromptLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { useDeployment } from "../targets/deployments.ts";
import { TextArea } from "../ui/text-area.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { Changes, type Place } from "./changes.tsx";
import { Picture } from "./picture.tsx";
import { Sampling } from "./sampling.tsx";
import { useTaken } from "./taken.ts";
import { Thinking } from "./thinking.tsx";
import { Tools } from "./tools.tsx";

const words = strings.chat.options;

/** What every request of a conversation begins with, and how it is made. */
export interface Options {
  systemPrompt: string;
  parameters: ChatParameters;
}

/**
 * The fields for a system prompt and the parameters. Only what the deployment's API has is shown, and what its model is
 * known to refuse cannot be set; what is set all the same and will not be sent is said below.
 */
export function OptionFields(props: {
  options: Options;
  /** Whom they are for; null where nobody is chosen. */
  place: Place | null;
  /** Stands below the system prompt. */
  hint: string;
  onChange: (options: Options) => void;
}) {
  const { options, place, hint, onChange } = props;
  const { parameters } = options;
  const found = useDeployment(place);
  const taken = useTaken(place, found?.speaks.what ?? "");
  const set = (change: ChatParameters) => onChange({ ...options, parameters: { ...parameters, ...change } });
  const group = { parameters, taken, set };
  return (
    <>
      <TextArea
        label={words.system}
        hint={hint}
        rows={6}
        maxLength={systemPromptLimit}
        value={options.systemPrompt}
        onText={(systemPrompt) => onChange({ ...options, systemPrompt })}
      />
      <Sampling {...group} />
      <Thinking {...group} efforts={found?.traits.reasoningEffort ?? null} />
      <AnswerForm {...group} />
      <Picture {...group} />
      <Tools {...group} />
      <Changes place={place} parameters={parameters} />
    </>
  );
}
