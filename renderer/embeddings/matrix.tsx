import "./matrix.css";
import { type KeyboardEvent, type MouseEvent, memo, type RefObject, useEffect, useId, useRef } from "react";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { shadeOf } from "./alike.ts";
import type { Pair } from "./state.ts";
import { rowsOfPage, showCell, useSeenCells } from "./use-seen-cells.ts";

/** How the values of a matrix are shown. Stays the same as long as they do. */
export interface Looks {
  textOf: (value: number) => string;
  /** What is shaded, of a value, and between what. */
  measure: (value: number) => number;
  range: { low: number; high: number };
}

/**
 * Values of each two texts as a grid in which only the cells that are seen are drawn. One of them can be reached by Tab,
 * and the arrow keys go to others. Those of `together` are scrolled alike.
 */
export function Matrix(props: {
  label: string;
  texts: readonly string[];
  values: Float32Array;
  looks: Looks;
  active: Pair;
  onActive: (pair: Pair) => void;
  together: RefObject<Set<HTMLElement>>;
}) {
  const { label, texts, values, looks, active, onActive, together } = props;
  const count = texts.length;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const seen = useSeenCells(box, count);
  const { firstRow, lastRow, firstColumn, lastColumn } = seen;
  const columns = placesOf(firstColumn, lastColumn);

  useEffect(() => {
    const { current } = box;
    const { current: all } = together;
    if (!current) return;
    all.add(current);
    return () => void all.delete(current);
  }, [together]);
  useEffect(() => {
    if (box.current) showCell(box.current, active.row, active.column);
  }, [active]);

  const scrollOthers = () => {
    for (const other of together.current) {
      if (!box.current || other === box.current) continue;
      other.scrollTop = box.current.scrollTop;
      other.scrollLeft = box.current.scrollLeft;
    }
  };
  const onKey = (event: KeyboardEvent) => {
    const next = box.current && pairAfter(event, active, count - 1, rowsOfPage(box.current));
    if (!next) return;
    event.preventDefault();
    onActive(next);
  };
  const onPoint = ({ target }: MouseEvent) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>("tbody :is(th, td)") : null;
    if (!cell) return;
    const row = Number(cell.closest("tr")?.dataset.row);
    onActive({ row, column: Number(cell.dataset.column ?? active.column) });
  };

  return (
    <div ref={box} className="embed-scroll" onScroll={scrollOthers}>
      <table
        ref={(table) => {
          table?.style.setProperty("--count", String(count));
          table?.style.setProperty("--above", String(firstRow));
          table?.style.setProperty("--before", String(firstColumn));
          table?.style.setProperty("--drawn", String(columns.length));
        }}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are gone through is a grid (ARIA practices).
        role="grid"
        className="embed-grid"
        tabIndex={0}
        aria-label={label}
        aria-description={words.keys}
        aria-rowcount={count + 1}
        aria-colcount={count + 1}
        aria-activedescendant={isDrawn(seen, active) ? idOf(id, active.row, active.column) : undefined}
        onKeyDown={onKey}
        onClick={onPoint}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" aria-colindex={1}>
              {words.columns.text}
            </th>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={column === active.column ? "active" : undefined}
                title={texts[column]}
                aria-colindex={column + 2}
              >
                {column + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placesOf(firstRow, lastRow).map((row) => (
            <Row
              key={row}
              id={id}
              row={row}
              text={texts[row] ?? ""}
              values={values}
              count={count}
              first={firstColumn}
              last={lastColumn}
              looks={looks}
              active={row === active.row ? active.column : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = memo(function Row(props: {
  id: string;
  row: number;
  text: string;
  values: Float32Array;
  count: number;
  first: number;
  last: number;
  looks: Looks;
  /** The column that is looked at; null in every other row. */
  active: number | null;
}) {
  const { id, row, text, values, count, first, last, looks, active } = props;
  const { textOf, measure, range } = looks;
  return (
    <tr aria-rowindex={row + 2} data-row={row}>
      <th scope="row" className={active === null ? undefined : "active"} title={text} aria-colindex={1}>
        <small>{row + 1}</small>
        <span className="clip" dir="auto">
          {text}
        </span>
      </th>
      {placesOf(first, last).map((column) => {
        const value = values[row * count + column] ?? Number.NaN;
        const shade = column === row ? null : shadeOf(measure(value), range);
        const shown = textOf(value);
        return (
          <td
            key={column}
            id={idOf(id, row, column)}
            data-column={column}
            className={`${shade === null ? "itself" : `shade-${shade}`}${column === active ? " active" : ""}`}
            aria-colindex={column + 2}
            aria-label={fill(words.cell, {
              a: row + 1,
              b: column + 1,
              value: Number.isNaN(value) ? words.unknown : shown,
            })}
          >
            {shown}
          </td>
        );
      })}
    </tr>
  );
});

const idOf = (id: string, row: number, column: number) => `${id}-${row}-${column}`;

const placesOf = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

const isDrawn = (
  { firstRow, lastRow, firstColumn, lastColumn }: ReturnType<typeof useSeenCells>,
  { row, column }: Pair,
) => row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;

/** Where a key goes to from a cell; null for one that goes nowhere. */
function pairAfter(event: KeyboardEvent, { row, column }: Pair, last: number, page: number): Pair | null {
  const isWhole = event.ctrlKey || event.metaKey;
  const ways: Record<string, Pair> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: row - page, column },
    PageDown: { row: row + page, column },
    Home: { row: isWhole ? 0 : row, column: 0 },
    End: { row: isWhole ? last : row, column: last },
  };
  const way = ways[event.key];
  const inside = (place: number) => Math.min(last, Math.max(0, place));
  return way ? { row: inside(way.row), column: inside(way.column) } : null;
}
