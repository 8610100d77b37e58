/**
 * Pixels of a list beyond which its scroll range is scaled down. Chromium draws no box higher than 2^25 px, and counts those
 * of the screen: at a zoom of 500% this many pixels of the page are just below.
 */
const longest = 6_000_000;

/** What is scrolled through: the height of all rows, and of the part of them that is seen, in pixels. */
export interface Extent {
  full: number;
  view: number;
}

/** Where one is: how far the first seen pixel is below the top of all rows, and what the scroll bar says. */
export interface Position {
  offset: number;
  top: number;
}

/** The height of the box that is scrolled in the place of all rows. */
export const boxHeight = ({ full, view }: Extent): number => Math.max(view, Math.min(full, longest));

const lastOffset = ({ full, view }: Extent) => Math.max(0, full - view);
const lastTop = (extent: Extent) => boxHeight(extent) - extent.view;

/** Where one is after the scroll bar went to `top`: short ways go pixel by pixel, long ones in proportion. */
export function scrolledTo(top: number, before: Position, extent: Extent): Position {
  const end = lastOffset(extent);
  if (top <= 0) return { offset: 0, top: 0 };
  if (top >= lastTop(extent)) return { offset: end, top: lastTop(extent) };
  if (extent.full <= longest) return { offset: Math.min(top, end), top };
  const way = top - before.top;
  const offset = Math.abs(way) <= extent.view ? before.offset + way : (top / lastTop(extent)) * end;
  return { offset: Math.min(end, Math.max(0, offset)), top };
}

/** Where the scroll bar belongs for a place among the rows. */
export function positionAt(offset: number, extent: Extent): Position {
  const end = lastOffset(extent);
  const within = Math.min(end, Math.max(0, offset));
  if (extent.full <= longest) return { offset: within, top: Math.round(within) };
  // The ends of the bar are the ends of the rows, so that all other places lie between them.
  if (within === 0 || within === end) return { offset: within, top: within === 0 ? 0 : lastTop(extent) };
  const top = Math.round((within / end) * lastTop(extent));
  return { offset: within, top: Math.min(lastTop(extent) - 1, Math.max(1, top)) };
}

/** How far to scroll so that a row is seen as a whole; the offset as it is where it is already. */
export function offsetToSee(row: number, rowHeight: number, offset: number, view: number): number {
  const start = row * rowHeight;
  if (start < offset) return start;
  return start + rowHeight > offset + view ? start + rowHeight - view : offset;
}
