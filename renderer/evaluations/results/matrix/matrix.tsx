import "./matrix.css";
import { FilePlus2 } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import type { MatrixView } from "../../../../preload/contract/evaluation-results.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { attempting } from "../../../calls.ts";
import { counted } from "../../../figures/counted.ts";
import { DiagnosisView } from "../../../ui/diagnosis.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { GridHandle } from "../../../ui/row-grid.tsx";
import * as select from "../../../ui/selection.ts";
import { isPressed } from "../../../ui/shortcuts.ts";
import { useSelection } from "../../../ui/use-selection.ts";
import { RowPane } from "../row/row-pane.tsx";
import { ToDataset } from "../to-dataset.tsx";
import { MatrixFilters } from "./filters.tsx";
import { MatrixGrid } from "./grid.tsx";
import { useMatrix, useMatrixNames } from "./use-matrix.ts";
import { isPlain, rowsOf } from "./view.ts";

const words = evaluationResults.matrix;

/** All rows with every model's score, and the row that is looked at beside them. */
export function Matrix(props: {
  evaluation: Evaluation;
  view: MatrixView;
  /** The row that is shown in full; null for none. */
  shown: number | null;
  onView: (view: MatrixView) => void;
  onShow: (row: number | null) => void;
}) {
  const { evaluation, view, shown, onView, onShow } = props;
  const { id, settings, stamp, rows: all } = evaluation;
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  /** How often the person has noted, voted or graded here: what is shown is read again then. */
  const [changes, setChanges] = useState(0);
  const state = `${stamp} ${changes}`;
  const { windows, shown: seen, isOld } = useMatrix(id, view, state, attempt);
  const names = useMatrixNames(id, changes, attempt);
  const [isHeated, setHeated] = useState(true);
  const [isWhole, setWhole] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [said, setSaid] = useState("");
  /** Where the keyboard went to before the row there had been read. */
  const [waited, setWaited] = useState<number | null>(null);
  const table = useRef<GridHandle>(null);
  const { selection, setSelection, extend, point } = useSelection(
    () => (shown !== null && isPlain(view) ? select.only(shown, shown) : select.nothingSelected),
    {
      ...{ table, windows, onOpen: onShow },
      keyOf: ({ row }) => row,
      onTooMany: (values) => setSaid(fill(words.tooMany, values)),
    },
  );
  const total = windows.total ?? 0;
  const isReadOnly = evaluation.state === "kept";

  const look = (next: MatrixView) => {
    onView(next);
    setSelection(select.nothingSelected);
    setWaited(null);
    setSaid("");
  };
  const selectAt = useCallback(
    (index: number) => {
      const line = windows.at(index);
      setSelection(select.only(index, line?.row ?? null));
      setWaited(line ? null : index);
      if (line && shown !== null) onShow(line.row);
      table.current?.show(index);
    },
    [windows, shown, onShow, setSelection],
  );
  // A row that was opened elsewhere is seen in the table, too.
  const isKnown = windows.total !== null;
  const begun = useRef(selection.active);
  useEffect(() => {
    if (isKnown && begun.current > 0) table.current?.show(begun.current);
    if (isKnown) begun.current = 0;
  }, [isKnown]);
  const waitedLine = waited === null ? null : windows.at(waited);
  useEffect(() => {
    if (waited !== null && waitedLine !== null) selectAt(waited);
  }, [waited, waitedLine, selectAt]);

  const selected = select.countOf(selection, total);
  const key = (event: KeyboardEvent, page: number): boolean => {
    if (isPressed({ key: "A" }, event.nativeEvent)) {
      setSelection(select.all(selection));
      return true;
    }
    const to = select.placeAfter(event.key, selection, total, page);
    const line = windows.at(selection.active);
    if (to !== null && event.shiftKey) void extend(to);
    else if (to !== null) selectAt(to);
    else if (event.key === " " && line) setSelection(select.toggled(selection, selection.active, line.row));
    else if (event.key === "Enter" && line) onShow(line.row);
    else if (event.key === "Escape" && (selected > 0 || shown !== null)) {
      setSelection({ ...selection, isAll: false, keys: new Set() });
      onShow(null);
    } else return false;
    return true;
  };
  const choice = rowsOf(selection, view);
  return (
    <div className="matrix">
      <div className="matrix-panes">
        <div className="matrix-side" hidden={isWhole && shown !== null}>
          <MatrixFilters
            settings={settings}
            names={names}
            view={view}
            isHeated={isHeated}
            onView={look}
            onHeat={setHeated}
          >
            {selected > 0 && (
              <span className="row">
                <span className="small">
                  {selection.isAll
                    ? fill(words.allSelected, { count: total.toLocaleString() })
                    : counted(words.selected, selected)}
                </span>
                <button
                  type="button"
                  className="button quiet small"
                  onClick={() => setSelection({ ...selection, isAll: false, keys: new Set() })}
                >
                  {words.clearSelection}
                </button>
              </span>
            )}
            <span className="row matrix-count">
              <span className="muted small" role="status">
                {said} {windows.failed ? "" : statusOf(windows.total, all, view)}
              </span>
              <button type="button" className="button" disabled={total === 0} onClick={() => setAdding(true)}>
                <Icon of={FilePlus2} size={14} />
                {choice === null
                  ? fill(words.allToDataset, { count: total.toLocaleString() })
                  : words.toDataset}
              </button>
            </span>
          </MatrixFilters>
          {diagnosis && (
            <div className="notice page-notice">
              <DiagnosisView diagnosis={diagnosis} />
            </div>
          )}
          <MatrixGrid
            ref={table}
            settings={settings}
            windows={seen}
            isOld={isOld}
            view={view}
            selection={selection}
            isHeated={isHeated}
            onView={look}
            onPoint={point}
            onKey={key}
          />
          {windows.failed && (
            <p className="matrix-none">
              <span className="status danger">{words.unread}</span>{" "}
              <button type="button" className="button" onClick={() => windows.refresh()}>
                {words.retry}
              </button>
            </p>
          )}
          {windows.total === 0 && <p className="matrix-none muted">{words.noMatch}</p>}
        </div>
        {shown !== null && (
          <RowPane
            key={id}
            evaluation={evaluation}
            row={shown}
            stamp={state}
            graderId={view.graderId}
            labels={names.labels}
            isWhole={isWhole}
            isReadOnly={isReadOnly}
            onWhole={setWhole}
            onChanged={() => setChanges((count) => count + 1)}
            onStep={(by) => total > 0 && selectAt(Math.min(total - 1, Math.max(0, selection.active + by)))}
            onClose={() => {
              onShow(null);
              setWhole(false);
              table.current?.focus();
            }}
          />
        )}
      </div>
      {isAdding && (
        <ToDataset
          evaluation={evaluation}
          choice={choice ?? { view }}
          count={choice === null ? total : selected}
          onClose={() => {
            setAdding(false);
            table.current?.focus();
          }}
        />
      )}
    </div>
  );
}

/** How many rows there are, or that they are being looked for: in many rows that takes a moment. */
function statusOf(total: number | null, all: number | null, view: MatrixView): string {
  if (total === null && (all === null || isPlain(view))) return words.loading;
  if (total === null)
    return fill(view.search === "" ? words.sorting : words.searching, { count: all?.toLocaleString() ?? "" });
  if (all === null || total === all) return counted(words.count, total);
  return fill(words.countOf, { count: total.toLocaleString(), all: all.toLocaleString() });
}
