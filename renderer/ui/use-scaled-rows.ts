import { type RefObject, type UIEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { boxHeight, offsetToSee, type Position, positionAt, scrolledTo } from "./scaled-scroll.ts";

/** Heights of a row and of the header, in pixels; see row-grid.css. */
const rowHeight = 32;
const headHeight = 28;

interface ScaledRows {
  /** The box that is scrolled, and the table in it. */
  scroller: RefObject<HTMLDivElement | null>;
  grid: RefObject<HTMLTableElement | null>;
  /** The rows that are seen, at least in part. `last` is before `first` where there is none. */
  first: number;
  last: number;
  isSeen(index: number): boolean;
  /** Rows that a page key goes over. */
  page: number;
  /** Scrolls to a row, if it is not seen as a whole. */
  show(index: number): void;
  onScroll(event: UIEvent): void;
  onScrollEnd(): void;
}

/**
 * A table of so many rows that no box is as high as all of them. The rows that are seen stand still in one that is high
 * enough to be scrolled, moved by the part of a row that is above. It begins at the top again with another `view`.
 */
export function useScaledRows(total: number, view: unknown): ScaledRows {
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const [height, setHeight] = useState(0);
  const [position, setPosition] = useState<Position>({ offset: 0, top: 0 });
  const latest = useRef(position);
  const extent = { full: total * rowHeight, view: height };
  const offset = Math.min(position.offset, Math.max(0, extent.full - extent.view));
  const go = (to: Position) => {
    latest.current = to;
    setPosition(to);
  };
  const scrollTo = (wanted: number) => {
    const to = positionAt(wanted, extent);
    go(to);
    if (scroller.current) scroller.current.scrollTop = to.top;
  };

  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const sizes = new ResizeObserver(() => setHeight(Math.max(0, current.clientHeight - headHeight)));
    sizes.observe(current);
    return () => sizes.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is what it waits for.
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    latest.current = { offset: 0, top: 0 };
    setPosition(latest.current);
  }, [view]);
  const box = boxHeight(extent) + headHeight;
  useLayoutEffect(() => {
    const { current } = grid;
    current?.style.setProperty("height", `${box}px`);
    current?.tBodies[0]?.style.setProperty("height", `${height}px`);
  }, [box, height]);
  // Set on each row: a property that they inherit would have the styles of all cells computed anew at each step.
  useLayoutEffect(() => {
    for (const row of grid.current?.tBodies[0]?.rows ?? [])
      row.style.setProperty("transform", `translateY(${-(offset % rowHeight)}px)`);
  });

  const first = Math.floor(offset / rowHeight);
  const last = Math.min(total, Math.ceil((offset + height) / rowHeight)) - 1;
  return {
    scroller,
    grid,
    first,
    last,
    isSeen: (index) => index >= first && index <= last,
    page: Math.max(1, Math.floor(height / rowHeight) - 1),
    show: (index) => {
      const wanted = offsetToSee(index, rowHeight, offset, height);
      if (wanted !== offset) scrollTo(wanted);
    },
    onScroll: ({ currentTarget }) => go(scrolledTo(currentTarget.scrollTop, latest.current, extent)),
    onScrollEnd: () => scrollTo(latest.current.offset),
  };
}
