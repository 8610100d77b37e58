import "./datasets.css";
import { Database } from "lucide-react";
import { type DragEvent, useEffect, useState } from "react";
import type { Dataset } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { useKeptFocus } from "../ui/kept-focus.ts";
import { Removed } from "../ui/removed.tsx";
import { importDropped, importFiles, importPasted } from "./importing.ts";
import { useIntake } from "./intake.ts";
import { DatasetList, ImportBar } from "./list.tsx";
import { DatasetPage } from "./page.tsx";
import type { ShownDataset } from "./shown.ts";
import { leaveDataset, openDataset, prepareDatasets, undoRemove, useDatasets } from "./state.ts";

const words = strings.datasets;

/**
 * The datasets there are, and the one that is open, at the rows that its address names. Files are dropped anywhere here,
 * and text is pasted.
 */
export function DatasetsScreen(asked: ShownDataset) {
  const { datasetId } = asked;
  const list = useDatasets(({ list }) => list);
  const [isOver, setOver] = useState(false);
  const shown = list?.find(({ id }) => id === datasetId) ?? null;
  usePaste();
  useKeptFocus(restingPlaces);
  useEffect(() => {
    if (list !== null) prepareDatasets();
  }, [list]);
  useEffect(() => {
    if (datasetId !== null) void openDataset(datasetId);
    return leaveDataset;
  }, [datasetId]);
  return (
    <main
      className={isOver ? "screen dropping" : "screen"}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) =>
        currentTarget.contains(relatedTarget as Node | null) || setOver(false)
      }
      onDrop={(event) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        void importDropped([...event.dataTransfer.files]);
      }}
    >
      <aside className="pane" aria-label={words.list}>
        <div className="bar">
          <h2 className="grow clip">{words.title}</h2>
          <ImportBar />
        </div>
        <DatasetList list={list} shown={shown} />
        <JustRemoved />
      </aside>
      <div className="work">
        {shown ? (
          <DatasetPage key={JSON.stringify(asked)} dataset={shown} asked={asked} />
        ) : (
          <Nothing isEmpty={list?.length === 0} />
        )}
      </div>
      <Ended />
    </main>
  );
}

/** Where the focus goes when what had it is gone: the view that is shown, or else the list. */
const restingPlaces = [".page-tabs [aria-selected=true]", ".dataset-item", ".pane .button"];

const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");

/** Takes what is pasted where no field takes it. */
function usePaste(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { target, clipboardData } = event;
      if (!clipboardData || (target instanceof Element && target.closest(fields))) return;
      event.preventDefault();
      const files = [...clipboardData.files];
      if (files.length > 0) void importDropped(files);
      else void importPasted(clipboardData.getData("text/plain"));
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);
}

const fields = "input, textarea, select, [contenteditable], [role=dialog]";

function Nothing({ isEmpty }: { isEmpty: boolean }) {
  const diagnosis = useDatasets(({ diagnosis }) => diagnosis);
  const isReading = useIntake(({ isReading }) => isReading);
  return (
    <>
      <div className="bar">
        <h1>{words.title}</h1>
      </div>
      {diagnosis && (
        <div className="notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      <div className="empty">
        <Icon of={Database} size={32} />
        <h2>{isEmpty ? words.emptyTitle : words.pickTitle}</h2>
        <p className="dataset-words">{isEmpty ? words.emptyText : words.pickText}</p>
        <div className="row wrap center">
          <button
            type="button"
            className="button primary large"
            aria-disabled={isReading}
            onClick={() => void importFiles("files")}
          >
            {words.choose}
          </button>
          <button
            type="button"
            className="button large"
            aria-disabled={isReading}
            onClick={() => void importFiles("folder")}
          >
            {words.chooseFolder}
          </button>
          <button
            type="button"
            className="button large"
            onClick={() => useIntake.setState({ isPasting: true })}
          >
            {words.paste}
          </button>
        </div>
        <p className="muted small">{words.dropAnywhere}</p>
      </div>
    </>
  );
}

const removedText = ({ name, uses }: Dataset) => {
  const users = [...new Set(uses.map((use) => use.name))].join(", ");
  return users === "" ? fill(words.removed, { name }) : fill(words.removedUsed, { name, uses: users });
};

/** What was removed last. */
function JustRemoved() {
  const removed = useDatasets(({ removed }) => removed);
  const text = removed && removedText(removed);
  return <Removed text={text} undo={words.undo} onUndo={() => void undoRemove()} />;
}

/** Says what has ended to whoever does not see it. */
function Ended() {
  const ended = useDatasets(({ ended }) => ended);
  return (
    <p className="unseen" role="status">
      {ended}
    </p>
  );
}
