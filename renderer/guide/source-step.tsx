import { useId } from "react";
import { modelNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { Choice } from "./choice.tsx";
import type { StepProps } from "./step-props.ts";

const words = strings.guide;

/** Where the model comes from: a base model that is tuned, or an external provider's that is deployed. */
export function SourceStep(props: StepProps) {
  return <Sources {...props} external={words.source.external} />;
}

/** What the model is called, and where it comes from. */
export function NameStep(props: StepProps) {
  return (
    <>
      <NameField {...props} />
      <Sources {...props} external={words.source.connectExternal} />
    </>
  );
}

/** What the model is called. */
export function NameField({ draft, onChange }: StepProps) {
  const [fieldId, hintId] = [useId(), useId()];
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.name}</label>
      <div className="input">
        <input
          dir="auto"
          id={fieldId}
          value={draft.name}
          maxLength={modelNameLimit}
          aria-describedby={hintId}
          autoComplete="off"
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </div>
      <p id={hintId} className="muted small">
        {words.nameHint}
      </p>
    </div>
  );
}

function Sources({ draft, onChange, external }: StepProps & { external: string }) {
  const { source } = draft;
  return (
    <fieldset className="guide-choices" aria-label={words.source.title}>
      <Choice
        group="source"
        checked={source === "custom"}
        onPick={() => onChange({ source: "custom" })}
        title={words.source.custom}
      >
        {words.source.customText} {words.source.customNote}
      </Choice>
      <h3>{external}</h3>
      <Choice
        group="source"
        checked={source === "foundry"}
        onPick={() => onChange({ source: "foundry" })}
        title={words.source.foundry}
      >
        {words.source.foundryText}
      </Choice>
    </fieldset>
  );
}
