import { type FormEvent, useId, useState } from "react";
import type { OpenDataset, RefusalFound } from "../../preload/contract/datasets.ts";
import { type Part, partNames } from "../../preload/parts.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { groupTitle } from "./group-title.ts";
import { Origin } from "./rows/origin.tsx";
import type { RowsBegin } from "./rows/rows.tsx";
import { partName } from "./rows/view.ts";
import { ask } from "./state.ts";

const words = strings.datasets.refusal;
/** Characters of a refusal that are read, and rows that are named. */
const messageLimit = 20_000;
const shownRows = 50;

/** Finds the rows that a refusal by the service is about. */
export function Refusal({
  open,
  onRows,
}: {
  open: OpenDataset;
  onRows: (begin: Partial<RowsBegin>) => void;
}) {
  const [message, setMessage] = useState("");
  const [found, setFound] = useState<RefusalFound | null>(null);
  const [fieldId, textId] = [useId(), useId()];
  const { id } = open.dataset;
  const sent = partNames.filter((one) => open.parts[one] > 0);
  const [part, setPart] = useState<Part | null>(sent[0] ?? null);
  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (message.trim() === "") return;
    setFound(await ask(window.assay["datasets.refusal"]({ id, version: null, part, message }), "refusal"));
  };
  return (
    <section className="panel card" aria-labelledby="refusal-title">
      <h2 id="refusal-title">{words.title}</h2>
      <p id={textId} className="muted small">
        {words.text}
      </p>
      <form className="card" onSubmit={(event) => void find(event)}>
        <textarea
          id={fieldId}
          dir="auto"
          className="area"
          rows={3}
          aria-label={words.field}
          aria-describedby={textId}
          maxLength={messageLimit}
          value={message}
          onChange={({ target }) => setMessage(target.value)}
        />
        {sent.length > 0 && (
          <label className="field">
            {words.part}
            <select
              className="picker boxed"
              value={part ?? ""}
              onChange={({ target }) => setPart(sent.find((one) => one === target.value) ?? null)}
            >
              <option value="">{words.all}</option>
              {sent.map((one) => (
                <option key={one} value={one}>
                  {partName(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        <div>
          <button type="submit" className="button" disabled={message.trim() === ""}>
            {words.go}
          </button>
        </div>
      </form>
      <div role="status" className="card">
        {found && <Found found={found} onRows={onRows} />}
      </div>
    </section>
  );
}

function Found({ found, onRows }: { found: RefusalFound; onRows: (begin: Partial<RowsBegin>) => void }) {
  const { rows, harms, rule, isLearned } = found;
  const said = harms.length > 0 ? words.suspects : words.found;
  return (
    <>
      <p>{rows.length === 0 ? words.none : counted(said, rows.length)}</p>
      <ul className="refused-rows small">
        {rows.slice(0, shownRows).map(({ key, number, from }) => (
          <li key={key} className="row wrap" dir="auto">
            <button type="button" className="button" onClick={() => onRows({ key })}>
              {fill(words.row, { number })}
            </button>
            <span className="clip">
              <Origin from={from ?? { kind: "made" }} />
            </span>
          </li>
        ))}
      </ul>
      {rule !== null && (
        <p className="small">
          {fill(isLearned ? words.learned : words.rule, { rule: groupTitle(rule, null) })}
        </p>
      )}
      {rule !== null && !isLearned && rows.length > 0 && (
        <div>
          <button type="button" className="button" onClick={() => onRows({ rule })}>
            {words.show}
          </button>
        </div>
      )}
    </>
  );
}
