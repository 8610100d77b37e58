import { type FormEvent, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Dialog } from "../ui/dialog.tsx";
import { NameField } from "./name-field.tsx";
import { makeDataset, useDatasets } from "./state.ts";

const words = strings.datasets.merge;

/** Makes a dataset of all rows of several. */
export function MergeDialog({ onClose }: { onClose: () => void }) {
  const list = useDatasets(({ list }) => list) ?? [];
  const ready = list.filter(({ state, job }) => state === "ready" && job === null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState<string | null>(null);
  const first = ready.find(({ id }) => id === chosen[0])?.name ?? "";
  const name = typed ?? (chosen.length > 1 ? fill(words.nameOf, { first, count: chosen.length - 1 }) : first);
  const isReady = chosen.length > 1 && name.trim() !== "";
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    onClose();
    await makeDataset(window.assay["datasets.merge"]({ ids: [...chosen], name: name.trim() }));
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className="dialog-form" onSubmit={(event) => void go(event)}>
        <p className="muted">{words.text}</p>
        <fieldset className="choices" aria-label={words.which}>
          {ready.map(({ id, name }) => (
            <label key={id} className="row">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />
              <span className="clip" dir="auto">
                {name}
              </span>
            </label>
          ))}
        </fieldset>
        <NameField label={words.name} value={name} onChange={setTyped} />
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {strings.datasets.cancel}
          </button>
          <button type="submit" className="button primary" disabled={!isReady}>
            {words.go}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
