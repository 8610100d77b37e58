import { useState } from "react";
import type { PickedTexts } from "../../preload/contract/embeddings.ts";
import { beginningOf } from "../../preload/cut.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { Dialog } from "../ui/dialog.tsx";

/** Characters of a column's first text that are shown. */
const shown = 120;

/** Asks which column of a file has the texts. */
export function ColumnDialog(props: {
  picked: PickedTexts;
  onAdd: (texts: readonly string[]) => void;
  onClose: () => void;
}) {
  const { picked, onAdd, onClose } = props;
  const [chosen, setChosen] = useState(() => longestOf(picked.columns));
  return (
    <Dialog title={fill(words.columnTitle, { name: picked.name })} onClose={onClose}>
      <fieldset className="embed-columns scroll" aria-label={words.columns.text}>
        {picked.columns.map(({ name, texts }, at) => (
          <label key={name} className="row">
            <input type="radio" name="column" checked={at === chosen} onChange={() => setChosen(at)} />
            <span className="grow">
              <b dir="auto">{name}</b>{" "}
              <span className="muted small">{counted(words.columnCount, texts.length)}</span>
              <span className="muted small clip" dir="auto">
                {beginningOf(texts[0] ?? "", shown)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="row end">
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
        <button
          type="button"
          className="button primary"
          onClick={() => {
            onAdd(picked.columns[chosen]?.texts ?? []);
            onClose();
          }}
        >
          {words.addColumn}
        </button>
      </div>
    </Dialog>
  );
}

/** The place of the column with the most characters, which is hardly one of numbers or names. */
function longestOf(columns: PickedTexts["columns"]): number {
  const lengths = columns.map(({ texts }) => texts.reduce((sum, { length }) => sum + length, 0));
  return lengths.indexOf(Math.max(...lengths));
}
