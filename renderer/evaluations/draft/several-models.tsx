import { useState } from "react";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { useModelChoices } from "../../models/index.ts";
import type { Choice } from "../../targets/choice.ts";
import { Dialog } from "../../ui/dialog.tsx";

const words = evaluationDrafts.models.several;

/** Chooses several models at once, no more than there is room for. */
export function SeveralModels(props: {
  room: number;
  onAdd: (choices: Choice[]) => void;
  onClose: () => void;
}) {
  const { room, onAdd, onClose } = props;
  const groups = useModelChoices("batches");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const named = groups.flatMap(({ id, options }) =>
    options.map(({ choice }) => ({ key: keyOf(id, choice), choice })),
  );
  const isFull = chosen.length >= room;
  const add = () => {
    // In the order in which they are listed.
    onAdd(named.filter(({ key }) => chosen.includes(key)).map(({ choice }) => choice));
    onClose();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0) add();
        }}
      >
        {groups.length === 0 && <p className="muted">{words.none}</p>}
        {groups.map(({ id, name, options }) => (
          <fieldset key={id} className="grader-options">
            <legend className="muted small" dir="auto">
              {name}
            </legend>
            {options.map(({ choice, label, isUnavailable }) => {
              const key = keyOf(id, choice);
              const isChosen = chosen.includes(key);
              return (
                <label key={key} className="row">
                  <input
                    type="checkbox"
                    checked={isChosen}
                    disabled={isUnavailable || (isFull && !isChosen)}
                    onChange={() =>
                      setChosen(isChosen ? chosen.filter((one) => one !== key) : [...chosen, key])
                    }
                  />
                  <span dir="auto">{label}</span>
                </label>
              );
            })}
          </fieldset>
        ))}
        {isFull && (
          <p className="muted small" role="status">
            {fill(words.full, { count: room })}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="button primary" disabled={chosen.length === 0}>
            {chosen.length === 0 ? words.add : counted(words.addCount, chosen.length)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const keyOf = (group: string, { deployment, modelId = "" }: Choice): string =>
  JSON.stringify([group, deployment, modelId]);
