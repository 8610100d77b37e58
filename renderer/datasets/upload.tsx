import "./datasets.css";
import { FileUp, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Dataset } from "../../preload/contract/datasets.ts";
import { fileNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import {
  dropDatasets,
  pickDatasets,
  removeDataset,
  renameDataset,
  undoRemove,
  useDatasets,
} from "./state.ts";

const words = strings.datasets;

/** Files are added here, and those that are wanted are ticked. */
export function Upload(props: { chosen: string[]; onChange: (chosen: string[]) => void }) {
  const { chosen, onChange } = props;
  const { list, checking, refused, removed, diagnosis } = useDatasets();
  const [isOver, setOver] = useState(false);
  const add = async (work: Promise<string[]>) => {
    const taken = await work;
    if (taken.length > 0) onChange([...new Set([...chosen, ...taken])]);
  };
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <div className="upload">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button does the same. */}
      <div
        className={isOver ? "drop over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void add(dropDatasets([...event.dataTransfer.files]));
        }}
      >
        <p className="row">
          <button type="button" className="button" onClick={() => void add(pickDatasets())}>
            <Icon of={FileUp} />
            {words.choose}
          </button>
          <span className="muted">{words.drop}</span>
        </p>
        <p className="muted small">{words.kindsText}</p>
      </div>
      <div role="status">
        {checking > 0 && (
          <p className="muted">
            {checking === 1 ? words.checking.one : fill(words.checking.many, { count: checking })}
          </p>
        )}
        {refused.map((why) => (
          <p key={why} className="status danger refused">
            {why}
          </p>
        ))}
        {removed && (
          <p className="row small">
            <span className="clip">{fill(words.removed, { name: removed.name })}</span>
            <button type="button" className="button" onClick={() => void undoRemove()}>
              {words.undo}
            </button>
          </p>
        )}
      </div>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <h3>{words.list}</h3>
      {list === null && <p className="muted">{words.reading}</p>}
      {list?.length === 0 && <p className="muted">{words.none}</p>}
      {list && list.length > 0 && (
        <ul className="datasets" aria-label={words.list}>
          {list.map((one) => (
            <Row
              key={one.id}
              dataset={one}
              isChosen={chosen.includes(one.id)}
              onToggle={() => toggle(one.id)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row(props: { dataset: Dataset; isChosen: boolean; onToggle: () => void }) {
  const { dataset, isChosen, onToggle } = props;
  const { id, name, kind, rows, size } = dataset;
  const [renaming, setRenaming] = useState<string | null>(null);
  const end = (typed: string | null) => {
    setRenaming(null);
    if (typed !== null && typed !== name) void renameDataset(id, typed);
  };
  const count = words.rows[kind];
  return (
    <li>
      <input type="checkbox" checked={isChosen} onChange={onToggle} aria-label={fill(words.use, { name })} />
      {renaming === null ? (
        <span className="grow">
          <b className="clip" dir="auto">
            {name}
          </b>
          <small>
            {[
              words.kinds[kind],
              rows === 1 ? count.one : fill(count.many, { count: rows.toLocaleString() }),
              sizeText(size),
            ].join(", ")}
          </small>
        </span>
      ) : (
        <span className="input grow">
          <input
            dir="auto"
            // biome-ignore lint/a11y/noAutofocus: it stands in the place of the button that was pressed.
            autoFocus
            value={renaming}
            maxLength={fileNameLimit}
            aria-label={fill(words.newName, { name })}
            onChange={({ target }) => setRenaming(target.value)}
            onBlur={() => end(renaming)}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.preventDefault();
              if (event.key === "Enter") end(renaming);
              else if (event.key === "Escape") end(null);
            }}
          />
        </span>
      )}
      <button
        type="button"
        className="button quiet square"
        aria-label={fill(words.rename, { name })}
        onClick={() => setRenaming(name)}
      >
        <Icon of={Pencil} />
      </button>
      <button
        type="button"
        className="button quiet square"
        aria-label={fill(words.remove, { name })}
        onClick={() => void removeDataset(dataset)}
      >
        <Icon of={Trash2} />
      </button>
    </li>
  );
}

/** Bytes as people read them. */
const sizeText = (bytes: number) => {
  const [unit, divisor] = bytes < 1e3 ? ["byte", 1] : bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return (bytes / Number(divisor)).toLocaleString(undefined, options as Intl.NumberFormatOptions);
};
