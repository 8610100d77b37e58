import { type RefObject, useLayoutEffect, useState } from "react";

/** Sizes in pixels of a row, a cell, and the header above and beside them; see matrix.css. */
const size = { row: 28, cell: 56, head: 28, name: 176 };
/** Rows and cells beside those that are seen that are drawn already. */
const ahead = 3;

/** The cells that are drawn, from the first to the last. */
export interface SeenCells {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

/** Which cells of a square matrix in a box that is scrolled are to be drawn. */
export function useSeenCells(box: RefObject<HTMLElement | null>, count: number): SeenCells {
  const [seen, setSeen] = useState<SeenCells>({ firstRow: 0, lastRow: 0, firstColumn: 0, lastColumn: 0 });
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const look = () => {
      const next = cellsIn(current, count);
      setSeen((before) => (isSame(before, next) ? before : next));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener("scroll", look);
    };
  }, [box, count]);
  return seen;
}

function cellsIn(
  { scrollTop, scrollLeft, clientHeight, clientWidth }: HTMLElement,
  count: number,
): SeenCells {
  const last = count - 1;
  const place = (pixels: number, each: number) => Math.min(last, Math.max(0, Math.floor(pixels / each)));
  return {
    firstRow: place(scrollTop - ahead * size.row, size.row),
    lastRow: place(scrollTop + clientHeight - size.head + ahead * size.row, size.row),
    firstColumn: place(scrollLeft - ahead * size.cell, size.cell),
    lastColumn: place(scrollLeft + clientWidth - size.name + ahead * size.cell, size.cell),
  };
}

const isSame = (a: SeenCells, b: SeenCells) =>
  a.firstRow === b.firstRow &&
  a.lastRow === b.lastRow &&
  a.firstColumn === b.firstColumn &&
  a.lastColumn === b.lastColumn;

/** Whole rows that are seen at once, at least one. */
export const rowsOfPage = ({ clientHeight }: HTMLElement): number =>
  Math.max(1, Math.floor((clientHeight - size.head) / size.row));

/** Scrolls a box as far as it takes to see a cell as a whole. */
export function showCell(box: HTMLElement, row: number, column: number): void {
  const to = (from: number, place: number, each: number, room: number) =>
    Math.min(place * each, Math.max(from, (place + 1) * each - room));
  box.scrollTop = to(box.scrollTop, row, size.row, box.clientHeight - size.head);
  box.scrollLeft = to(box.scrollLeft, column, size.cell, box.clientWidth - size.name);
}
