import "./graders.css";
import { useEffect, useState } from "react";
import type { Grader } from "../../preload/contract/graders.ts";
import { graders as words } from "../../preload/strings/graders.ts";
import { type GraderType, graderOf, graderTypes, runsOf, sameText } from "./draft.ts";
import { faultsAt, faultsBeside } from "./faults.ts";
import { Faults, Field, TextField } from "./field.tsx";
import { JsonForm } from "./json-form.tsx";
import { MultiForm } from "./multi-form.tsx";
import { SingleForm } from "./single-form.tsx";
import { useDraft } from "./use-draft.ts";
import { type GraderView, ViewSwitch } from "./view-switch.tsx";

/** Fields of the whole that show their own faults. */
const shown: Record<GraderType, string[]> = {
  string_check: ["input", "reference", "operation"],
  text_similarity: ["input", "reference", "evaluation_metric"],
  score_model: ["input", "model", "range", "pass_threshold", "sampling_params"],
  python: ["source", "image_tag"],
  multi: ["graders", "calculate_output"],
};

/**
 * Writes a grader: by forms, or as JSON. `fields` are those of the rows that it will grade, null where they are not known.
 * `onChange` is given what can be kept; what else is wrong with it is said here.
 */
export function GraderEditor(props: {
  grader: Grader | null;
  fields: readonly string[] | null;
  /** Whether it stands in another form, which has its name and its JSON. */
  isInside?: boolean;
  onChange: (grader: Grader) => void;
}) {
  const { fields, isInside = false } = props;
  const { grader, text, faults, change, type } = useDraft(props.grader, fields, props.onChange);
  const [view, setView] = useState<GraderView>("form");
  const isJson = view === "json";
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the fields are known.
  useEffect(() => {
    if (fields === null || grader === null) return;
    // One that was begun before they were, and that nobody has touched.
    if (sameText(grader) === sameText(graderOf(grader.type, null, null)))
      change(graderOf(grader.type, null, fields));
  }, [fields]);
  return (
    <div className="grader-editor">
      <div className="row wrap">
        {!isInside && (
          <>
            <ViewSwitch label={words.view} view={view} onView={setView} />
            <span className="grow" />
          </>
        )}
        {grader && <Runs grader={grader} />}
      </div>
      {isJson ? (
        <JsonForm text={text} faults={faults} onType={type} />
      ) : (
        <>
          <div className="fields">
            <TypeField grader={grader} onChoose={(type) => change(graderOf(type, grader, fields))} />
            {grader && !isInside && (
              <TextField
                label={words.name}
                value={grader.name}
                faults={faultsAt(faults, ["name"])}
                maxLength={80}
                onChange={(name) => change({ ...grader, name })}
              />
            )}
          </div>
          {grader?.type === "multi" ? (
            <MultiForm grader={grader} path={[]} faults={faults} fields={fields} onChange={change} />
          ) : (
            grader && (
              <SingleForm grader={grader} path={[]} faults={faults} fields={fields} onChange={change} />
            )
          )}
          {grader && (
            <Faults
              faults={faultsBeside(
                faults,
                [...(isInside ? [] : ["name"]), ...shown[grader.type]].map((field) => [field]),
              )}
            />
          )}
        </>
      )}
    </div>
  );
}

/** Where it can run. */
function Runs({ grader }: { grader: Grader }) {
  return <span className="muted small">{words.runs[runsOf(grader)]}</span>;
}

function TypeField(props: { grader: Grader | null; onChoose: (type: GraderType) => void }) {
  const { grader, onChoose } = props;
  return (
    <Field label={words.type} hint={grader ? words.typeHints[grader.type] : undefined}>
      {(given) => (
        <select
          {...given}
          className="picker boxed"
          value={grader?.type ?? ""}
          onChange={({ target }) => onChoose(target.value as GraderType)}
        >
          {grader === null && <option value="">{words.pickType}</option>}
          {graderTypes.map((one) => (
            <option key={one} value={one}>
              {words.types[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
