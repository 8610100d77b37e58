import { useId, useState } from "react";
import type { EvaluationRow } from "../../../../preload/contract/evaluation-results.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { useKept } from "../../../ui/kept.ts";
import { ask } from "../../state.ts";
import type { RowPaneProps } from "./props.ts";

const words = evaluationResults.row.noting;
/** Characters of a note and of a label; see the contract. */
const [noteLimit, labelLimit] = [20_000, 40];

/** What the person notes about a row, and the label they give it. Both are kept as they are typed. */
export function Noting(props: RowPaneProps & { full: EvaluationRow }) {
  const { evaluation, full, labels, isReadOnly, onChanged } = props;
  const [noted, setNoted] = useState({ note: full.note, label: full.label ?? "" });
  const known = useId();
  useKept(`${evaluation.id} ${full.row}`, noted, async (_, { note, label }) => {
    const done = await ask(
      window.assay["evaluationResults.note"]({
        id: evaluation.id,
        row: full.row,
        note,
        label: label.trim() === "" ? null : label.trim(),
      }),
      "note",
    );
    if (done !== null) onChanged();
  });
  return (
    <section className="evaluation-noting" aria-label={words.title}>
      <h3>{words.title}</h3>
      <label className="field">
        {words.label}
        <span className="input">
          <input
            dir="auto"
            list={known}
            maxLength={labelLimit}
            placeholder={words.labelHint}
            readOnly={isReadOnly}
            value={noted.label}
            onChange={({ target }) => setNoted({ ...noted, label: target.value })}
          />
        </span>
        <datalist id={known}>
          {labels.map((label) => (
            <option key={label} value={label} />
          ))}
        </datalist>
      </label>
      <label className="field">
        {words.note}
        <textarea
          dir="auto"
          className="area"
          rows={3}
          maxLength={noteLimit}
          readOnly={isReadOnly}
          value={noted.note}
          onChange={({ target }) => setNoted({ ...noted, note: target.value })}
        />
      </label>
    </section>
  );
}
