import { useId, useState } from "react";
import type { ModelSettings } from "../../preload/contract/models.ts";
import { modelNameLimit, notesLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { OptionFields } from "../parameters/fields.tsx";
import type { Choice } from "../targets/choice.ts";
import { TextArea } from "../ui/text-area.tsx";
import { readTags } from "./state.ts";

const words = strings.models.fields;

/** What a person sets for a model, apart from its files. */
export type Edited = Omit<ModelSettings, "datasets">;

export const nothingSet: Edited = { name: "", systemPrompt: "", parameters: {}, notes: "", tags: [] };

/** The fields of a model. Its deployment is chosen elsewhere; what the model behind it refuses cannot be set. */
export function ModelFields(props: {
  value: Edited;
  place: Choice | null;
  onChange: (value: Edited) => void;
}) {
  const { value, place, onChange } = props;
  return (
    <>
      <Tags value={value.tags} onChange={(tags) => onChange({ ...value, tags })} />
      <TextArea
        label={words.notes}
        rows={3}
        maxLength={notesLimit}
        value={value.notes}
        onText={(notes) => onChange({ ...value, notes })}
      />
      <div className="model-options">
        <OptionFields
          options={value}
          place={place}
          hint={words.systemHint}
          onChange={(options) => onChange({ ...value, ...options })}
        />
      </div>
    </>
  );
}

/** A model's name. Where one is kept, a hint says what becomes of an empty field. */
export function NameField(props: { value: string; isKept?: boolean; onChange: (name: string) => void }) {
  const { value, isKept = false, onChange } = props;
  const [fieldId, hintId] = [useId(), useId()];
  const isMissing = isKept && value.trim() === "";
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.name}</label>
      <div className="input">
        <input
          dir="auto"
          id={fieldId}
          value={value}
          maxLength={modelNameLimit}
          aria-describedby={hintId}
          aria-invalid={isMissing}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      <p id={hintId} className="hint muted small" role="status">
        {isMissing && words.nameMissing}
      </p>
    </div>
  );
}

function Tags({ value, onChange }: { value: string[]; onChange: (tags: string[]) => void }) {
  const [fieldId, hintId] = [useId(), useId()];
  // As typed: a comma at the end has to stay.
  const [text, setText] = useState(value.join(", "));
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.tags}</label>
      <div className="input">
        <input
          dir="auto"
          id={fieldId}
          value={text}
          maxLength={820}
          aria-describedby={hintId}
          onChange={({ target }) => {
            setText(target.value);
            onChange(readTags(target.value));
          }}
        />
      </div>
      <p id={hintId} className="hint muted small">
        {words.tagsHint}
      </p>
    </div>
  );
}
