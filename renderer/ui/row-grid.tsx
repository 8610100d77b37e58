import "./row-grid.css";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import { useScaledRows } from "./use-scaled-rows.ts";
import type { RowWindows } from "./windows.ts";

/** What others may do with a grid. */
export interface GridHandle {
  focus(): void;
  /** Scrolls to a place of the view, if it is not seen. */
  show(index: number): void;
}

/** How a row was pointed at or gone to. */
export interface Held {
  /** Shift: all from where the selection begins. */
  range: boolean;
  /** Ctrl or ⌘: besides the others. */
  beside: boolean;
}

/** Takes the click on the row at a place; the same function for as long as the grid is there. */
export type PointAt = (event: MouseEvent, index: number) => void;

/**
 * The rows of a view as a grid in which only those that are seen are drawn: there may be a hundred million. Its columns are
 * those of the property `--columns`, which `className` sets.
 */
export function RowGrid<Row>(props: {
  ref: Ref<GridHandle>;
  label: string;
  className: string;
  /** What a row says that is not there yet. */
  loading: string;
  windows: RowWindows<Row>;
  /** Whether these are the rows of the view before. */
  isOld: boolean;
  /** The grid begins at its top again with another one. */
  view: unknown;
  /** The place where the keyboard is. */
  active: number;
  /** The cells of the header. */
  head: ReactNode;
  /** A row as a `tr` with this id and with its place. */
  row: (row: Row, index: number, point: PointAt) => ReactNode;
  /** The id that `row` gives. */
  idOf: (row: Row) => string;
  onPoint: (index: number, held: Held) => void;
  /** Gives whether the key did something. */
  onKey: (event: KeyboardEvent, page: number) => boolean;
}) {
  const { ref, label, className, loading, windows, isOld, view, active, head, row, idOf, onPoint, onKey } =
    props;
  const total = windows.total ?? 0;
  const { scroller, grid, first, last, isSeen, page, show, onScroll, onScrollEnd } = useScaledRows(
    total,
    view,
  );
  useEffect(() => windows.see(first, last), [windows, first, last]);
  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }), show }));

  const activeRow = windows.at(active);
  const pointed = useRef(onPoint);
  pointed.current = onPoint;
  const point = useCallback<PointAt>(
    (event, index) =>
      pointed.current(index, { range: event.shiftKey, beside: event.ctrlKey || event.metaKey }),
    [],
  );
  return (
    <div ref={scroller} className="rows-scroll" onScroll={onScroll} onScrollEnd={onScrollEnd}>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are selected is a grid (ARIA practices).
        role="grid"
        className={`rows-grid ${className}${isOld ? " old" : ""}`}
        tabIndex={0}
        aria-label={label}
        aria-rowcount={windows.total === null ? -1 : total + 1}
        aria-multiselectable
        aria-busy={isOld || windows.total === null}
        aria-activedescendant={activeRow && isSeen(active) ? idOf(activeRow) : undefined}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          if (onKey(event, page)) event.preventDefault();
        }}
      >
        <thead>
          <tr aria-rowindex={1}>{head}</tr>
        </thead>
        <tbody>
          {total > 0 &&
            Array.from({ length: last - first + 1 }, (_, at) => {
              const index = first + at;
              const there = windows.at(index);
              return there ? (
                row(there, index, point)
              ) : (
                <tr key={index} className="missing" aria-rowindex={index + 2}>
                  <td>
                    <span className="unseen">{loading}</span>
                  </td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}
