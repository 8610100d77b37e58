import { useId, useState } from "react";
import type { DatasetMethod } from "../../preload/contract/dataset-rules.ts";
import type { CheckedAs, OpenDataset } from "../../preload/contract/datasets.ts";
import { modelNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { firstConnection, needsKey, useConnections } from "../connections/index.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { standingOf } from "./standing.ts";
import { checkDataset } from "./state.ts";

const words = strings.datasets.check;
const methods = Object.keys(strings.datasets.methods) as DatasetMethod[];

/** Checks a dataset for a method and a model, and says how it was checked last. */
export function CheckCard({ open, onFindings }: { open: OpenDataset; onFindings: () => void }) {
  const { dataset, checked } = open;
  const [method, setMethod] = useState(checked?.method ?? dataset.method);
  const [model, setModel] = useState(checked?.model ?? "");
  const { look, word } = standingOf(dataset);
  const isBusy = dataset.job !== null;
  return (
    <section className="panel card" aria-labelledby="check-title">
      <h2 id="check-title">{words.title}</h2>
      <p className="muted small">{words.text}</p>
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          void checkDataset({ id: dataset.id, method, model: model.trim() || null });
        }}
      >
        <div className="fields">
          <ChoiceField
            label={words.method}
            value={method}
            choices={methods.map((value) => ({ value, label: strings.datasets.methods[value] }))}
            onChange={setMethod}
          />
          <ModelField model={model} onChange={setModel} />
        </div>
        <div>
          <button type="submit" className="button primary" disabled={isBusy}>
            {checked ? words.again : words.go}
          </button>
        </div>
      </form>
      {checked ? (
        <>
          <p className="small">{checkedText(checked)}</p>
          {checked.isOld && <p className="status warn small">{words.old}</p>}
          <div className="row wrap">
            <span className={`status ${look}`}>{word}</span>
            {open.findings.length > 0 && (
              <button type="button" className="button" onClick={onFindings}>
                {words.see}
              </button>
            )}
          </div>
        </>
      ) : (
        <p className="muted small">{words.never}</p>
      )}
    </section>
  );
}

/** As what a dataset was checked, and when, in a sentence. */
function checkedText({ method, model, at }: CheckedAs): string {
  const values = { method: strings.datasets.methods[method], time: new Date(at).toLocaleString() };
  return model === null ? fill(words.asAny, values) : fill(words.as, { ...values, model });
}

/** The model whose limits count: one that can be tuned here, or any that is typed. */
function ModelField({ model, onChange }: { model: string; onChange: (model: string) => void }) {
  const [known, setKnown] = useState<string[]>([]);
  const connections = useConnections(({ list }) => list) ?? [];
  const connection = firstConnection(connections.filter((one) => !needsKey(one)));
  const [fieldId, listId, hintId] = [useId(), useId(), useId()];
  const read = async () => {
    if (!connection || known.length > 0) return;
    const answer = await window.assay["tuningPlans.models"]({ connectionId: connection.id, method: null });
    if (answer.ok) setKnown(answer.data.filter(({ why }) => why === null).map(({ id }) => id));
  };
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.model}</label>
      <span className="input">
        <input
          id={fieldId}
          dir="ltr"
          list={listId}
          value={model}
          maxLength={modelNameLimit}
          aria-describedby={hintId}
          autoComplete="off"
          spellCheck={false}
          onFocus={() => void read()}
          onChange={({ target }) => onChange(target.value)}
        />
      </span>
      <datalist id={listId}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <span id={hintId} className="muted small">
        {words.modelHint}
      </span>
    </div>
  );
}
