import type { EvaluationPrompt } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { offered } from "../../graders/draft.ts";
import { Messages } from "../../graders/messages.tsx";
import { fieldPlaces } from "../../graders/template-field.tsx";
import { PlanSection } from "../../ui/plan-section.tsx";
import { Radios } from "../../ui/radios.tsx";
import { changeDraft } from "../state.ts";
import { places } from "./places.ts";

const words = evaluationDrafts.prompt;
const roles = ["system", "user", "assistant"] as const;

/** What models are asked about a row: what it asks itself, or a text that is filled with its fields. */
export function Prompt(props: { prompt: EvaluationPrompt; fields: readonly string[] | null }) {
  const { prompt, fields } = props;
  return (
    <PlanSection id={places.prompt} title={words.title} hint={words.hint}>
      <Radios
        legend={words.kind}
        value={prompt.kind}
        choices={[
          { value: "row", label: words.row },
          { value: "template", label: words.template },
        ]}
        onChange={(kind) => changeDraft({ prompt: kind === "row" ? { kind } : beginning(fields) })}
      />
      <p className="muted small">{prompt.kind === "row" ? words.rowHint : words.templateHint}</p>
      {prompt.kind === "template" && (
        <Messages
          legend={words.messages}
          messages={prompt.messages}
          roles={roles}
          fields={fields}
          places={fieldPlaces(fields)}
          faultsOf={() => []}
          onChange={(messages) => changeDraft({ prompt: { kind: "template", messages } })}
        />
      )}
    </PlanSection>
  );
}

/** A template as it begins: with the first field that is likely to be wanted. */
function beginning(fields: readonly string[] | null): EvaluationPrompt {
  const field = offered(fields).find((name) => name !== "reference");
  return {
    kind: "template",
    messages: [{ role: "user", content: field === undefined ? "" : `{{item.${field}}}` }],
  };
}
