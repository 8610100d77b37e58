import "./rows.css";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { RowView } from "../../../preload/contract/dataset-rows.ts";
import type { Changed, Dataset, OpenDataset } from "../../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import { everyRow } from "../../../preload/every-row.ts";
import type { Part } from "../../../preload/parts.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { attempting } from "../../calls.ts";
import { counted } from "../../figures/counted.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import type { GridHandle } from "../../ui/row-grid.tsx";
import * as select from "../../ui/selection.ts";
import { isPressed } from "../../ui/shortcuts.ts";
import { useSelection } from "../../ui/use-selection.ts";
import { Actions } from "./actions.tsx";
import { choiceOf } from "./choice.ts";
import { editsOf } from "./edits.ts";
import { Filters } from "./filters.tsx";
import { RowPane } from "./row-pane.tsx";
import { RowTable } from "./table.tsx";
import { stampOf, useWindows } from "./use-windows.ts";
import { originName } from "./view.ts";

const words = datasetRows;
/** What the rows are shown with at first. */
export interface RowsBegin {
  /** The rule whose findings are shown; null for all rows. */
  rule: string | null;
  /** The part of a split that is shown; null for all rows. */
  part: Part | null;
  /** The row that is opened beside the table. */
  key: number | null;
}

export const allRows: RowsBegin = { rule: null, part: null, key: null };

export interface RowsProps {
  open: OpenDataset;
  /** An older version, which is only read; null for the newest state. */
  version: number | null;
  begin: RowsBegin;
  /** Shows what mending every finding of a rule would change. */
  onFixAll?: (rule: string) => void;
}

/** The rows of a dataset as a table of any length, with the one that is looked at beside it. */
export function Rows(props: RowsProps) {
  const { open, version, begin } = props;
  // Another dataset, version or beginning is another table.
  return <Table key={`${open.dataset.id} ${version} ${JSON.stringify(begin)}`} {...props} />;
}

function Table({ open: given, version, begin, onFixAll }: RowsProps) {
  const { open, readAgain } = useNewest(given);
  const { dataset } = open;
  const { id } = dataset;
  const [view, setView] = useState<RowView>({ ...everyRow, rule: begin.rule, part: begin.part });
  /** Where the keyboard went to before the row there had been read. */
  const [waited, setWaited] = useState<number | null>(null);
  const [shownKey, setShownKey] = useState(begin.key);
  const [said, setSaid] = useState("");
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  const stamp = stampOf(open);
  const { windows, shown, isOld } = useWindows(id, version, view, stamp, attempt);
  const table = useRef<GridHandle>(null);
  const { selection, setSelection, extend, point } = useSelection(() => select.nothingSelected, {
    ...{ table, windows, onOpen: setShownKey },
    keyOf: ({ key }) => key,
    onTooMany: (values) => setSaid(fill(words.tooMany, values)),
  });
  const edits = useMemo(() => editsOf(dataset), [dataset]);
  const total = windows.total ?? 0;
  const isReadOnly = version !== null;
  const isBusy = dataset.job !== null && changing.has(dataset.job.kind);
  const isDisabled = isReadOnly || isBusy;

  const look = useCallback(
    (next: RowView) => {
      setView(next);
      setSelection(select.nothingSelected);
      setWaited(null);
      setSaid("");
    },
    [setSelection],
  );

  /** Waits for a change of rows, and reads what it changed. Gives what main says of it, or null where it was not done. */
  const change = async (work: Promise<Answer<Changed | Dataset>>): Promise<Changed | Dataset | null> => {
    setSaid("");
    const done = await attempt(work);
    if (done !== null) await readAgain();
    return done;
  };

  const selectAt = (index: number) => {
    const line = windows.at(index);
    setSelection(select.only(index, line?.key ?? null));
    setWaited(line ? null : index);
    if (line) setShownKey((before) => before && line.key);
    table.current?.show(index);
  };
  const waitedLine = waited === null ? null : windows.at(waited);
  useEffect(() => {
    if (waited === null || waitedLine === null) return;
    setWaited(null);
    setSelection(select.only(waited, waitedLine.key));
    setShownKey((before) => before && waitedLine.key);
  }, [waited, waitedLine, setSelection]);

  const choice = choiceOf(selection, view);
  const selected = select.countOf(selection, total);
  const act = async (work: (chosen: NonNullable<typeof choice>) => Promise<Answer<Changed>>) => {
    if (choice === null || isDisabled) return null;
    return change(work(choice));
  };
  const remove = async () => {
    const count = selected;
    if ((await act(edits.remove)) === null) return;
    setSaid(counted(words.actions.deleted, count));
    setSelection(select.only(Math.max(0, Math.min(selection.active, total - count - 1)), null));
    if (shownKey !== null && select.isSelected(selection, shownKey)) setShownKey(null);
  };
  const add = async () => {
    const added = await change(edits.add(windows.at(selection.active)?.key ?? null));
    const key = added !== null && "keys" in added ? added.keys[0] : undefined;
    if (key === undefined) return;
    setShownKey(key);
    setSelection({ ...select.nothingSelected, active: selection.active + 1, keys: new Set([key]) });
  };

  const key = (event: KeyboardEvent, page: number): boolean => {
    const { nativeEvent } = event;
    if (isPressed({ key: "A" }, nativeEvent)) {
      setSelection(select.all(selection));
      return true;
    }
    const to = select.placeAfter(event.key, selection, total, page);
    const line = windows.at(selection.active);
    if (to !== null) {
      if (event.shiftKey) void extend(to);
      else if (event.ctrlKey || event.metaKey) {
        setSelection({ ...selection, active: to, anchor: to });
        table.current?.show(to);
      } else selectAt(to);
    } else if (event.key === " " && line) setSelection(select.toggled(selection, selection.active, line.key));
    else if (event.key === "Enter" && line) setShownKey(line.key);
    else if (event.key === "Delete") void remove();
    else if (event.key === "Escape" && (selected > 0 || shownKey !== null)) {
      setSelection({ ...selection, isAll: false, keys: new Set() });
      setShownKey(null);
    } else return false;
    return true;
  };

  const step = (event: KeyboardEvent) => {
    if (isDisabled || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement)
      return;
    const isUndo = isPressed({ key: "Z" }, event.nativeEvent);
    const isRedo = isPressed({ key: "Z", shift: true }, event.nativeEvent);
    if (isUndo && open.undo !== null) void change(edits.undo());
    else if (isRedo && open.redo !== null) void change(edits.redo());
    else return;
    event.preventDefault();
  };

  const status = windows.failed ? "" : statusOf(windows.total, dataset.rows, isReadOnly);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: undo works wherever the focus is in it.
    <div className="rows" onKeyDown={step}>
      <div className="rows-panes">
        <div className="rows-side">
          <Filters open={open} view={view} onView={look}>
            <span className="grow" />
            <span className="muted small" role="status">
              {said === "" ? status : `${said} ${status}`}
            </span>
          </Filters>
          {isReadOnly ? (
            <p className="rows-note muted small">{fill(words.readOnly, { number: version })}</p>
          ) : (
            <Actions
              selected={selected}
              isAll={selection.isAll}
              tags={open.tags.map(({ tag }) => tag)}
              isDisabled={isBusy}
              onAdd={() => void add()}
              onTag={(tag, isOn) => void act((chosen) => edits.tag(chosen, tag, isOn))}
              onPart={(part) => void act((chosen) => edits.setPart(chosen, part))}
              onDuplicate={() => void act(edits.duplicate)}
              onDelete={() => void remove()}
              onClear={() => setSelection({ ...selection, isAll: false, keys: new Set() })}
            />
          )}
          {isBusy && <p className="rows-note muted small">{words.busy}</p>}
          {diagnosis && (
            <div className="rows-note">
              <DiagnosisView diagnosis={diagnosis} />
            </div>
          )}
          <RowTable
            ref={table}
            label={words.table}
            windows={shown}
            isOld={isOld}
            view={view}
            selection={selection}
            originName={(number) => originName(number, open)}
            onView={look}
            onPoint={point}
            onKey={key}
          />
          {windows.failed && (
            <p className="rows-none row">
              <span className="status danger">{words.unread}</span>
              <button type="button" className="button" onClick={() => windows.refresh()}>
                {words.retry}
              </button>
            </p>
          )}
          {windows.total === 0 && (
            <p className="rows-none muted">{dataset.rows === 0 ? words.none : words.noMatch}</p>
          )}
        </div>
        {shownKey !== null && (
          <RowPane
            open={open}
            version={version}
            rowKey={shownKey}
            stamp={stamp}
            isReadOnly={isDisabled}
            onSave={async (text) => (await change(edits.save(shownKey, text))) !== null}
            onFix={(rule) => void change(edits.fix(rule, [shownKey]))}
            onFixAll={onFixAll}
            onStep={(by) => {
              const to = Math.min(total - 1, Math.max(0, selection.active + by));
              if (total > 0) selectAt(to);
            }}
            onClose={() => {
              setShownKey(null);
              table.current?.focus();
            }}
          />
        )}
      </div>
    </div>
  );
}

/** Work that changes rows: what a person would change meanwhile is refused. */
const changing = new Set<string>(["import", "fix", "deduplicate", "split"]);

function statusOf(total: number | null, all: number, isOlder: boolean): string {
  if (total === null) return words.loading;
  if (total === all || isOlder) return counted(words.count, total);
  return fill(words.countOf, { count: total.toLocaleString(), all: all.toLocaleString() });
}

/** A dataset as it was given, or as it was read here after a change, whichever is newer. */
function useNewest(given: OpenDataset): { open: OpenDataset; readAgain: () => Promise<void> } {
  const [own, setOwn] = useState(given);
  const { id } = given.dataset;
  const readAgain = useCallback(async () => {
    const answer = await window.assay["datasets.open"]({ id });
    if (answer.ok) setOwn(answer.data);
  }, [id]);
  const isOwn = own.dataset.id === id && own.dataset.updatedAt > given.dataset.updatedAt;
  return { open: isOwn ? own : given, readAgain };
}
