import "./datasets.css";
import { FileUp, FolderOpen, Pencil, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { Dataset } from "../../preload/contract/datasets.ts";
import { fileNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { sizeText } from "../figures/size.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { dropFiles, pickFiles, useIntake } from "./intake.ts";
import { percentOf, standingOf } from "./standing.ts";
import { prepareDatasets, removeDataset, renameDataset, undoRemove, useDatasets } from "./state.ts";

const words = strings.datasets;

/** Datasets are made of files here, and those that are wanted are ticked. */
export function Upload(props: { chosen: string[]; onChange: (chosen: string[]) => void }) {
  const { chosen, onChange } = props;
  const { list, removed, diagnosis } = useDatasets();
  const isReading = useIntake(({ isReading }) => isReading);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (list !== null) prepareDatasets();
  }, [list]);
  const add = async (work: Promise<Dataset | null>) => {
    const made = await work;
    if (made) onChange([...new Set([...chosen, made.id])]);
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
          void add(dropFiles([...event.dataTransfer.files]));
        }}
      >
        <p className="row wrap">
          <button
            type="button"
            className="button"
            aria-disabled={isReading}
            onClick={() => void add(pickFiles("files"))}
          >
            <Icon of={FileUp} />
            {words.choose}
          </button>
          <button
            type="button"
            className="button"
            aria-disabled={isReading}
            onClick={() => void add(pickFiles("folder"))}
          >
            <Icon of={FolderOpen} />
            {words.chooseFolder}
          </button>
          <span className="muted">{words.drop}</span>
        </p>
        <p className="muted small">{words.kindsText}</p>
      </div>
      <div role="status">
        {isReading && <p className="muted">{words.checking}</p>}
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
  const { id, name, method, rows, size, job } = dataset;
  const [renaming, setRenaming] = useState<string | null>(null);
  const { look, word } = standingOf(dataset);
  const end = (typed: string | null) => {
    setRenaming(null);
    if (typed !== null && typed !== name) void renameDataset(id, typed);
  };
  return (
    <li>
      <input type="checkbox" checked={isChosen} onChange={onToggle} aria-label={fill(words.use, { name })} />
      {renaming === null ? (
        <span className="grow">
          <b className="clip" dir="auto">
            {name}
          </b>
          <small>{[words.methodsShort[method], counted(words.rows, rows), sizeText(size)].join(", ")}</small>
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
      <span className={`status ${look} small`}>
        {[word, job ? percentOf(job) : ""].filter(Boolean).join(" ")}
      </span>
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
