import type { Rectangle } from "electron";

/** Height of the title bar, in the screen's own pixels. */
export const titleBarHeight = 36;
/** Width of the system's buttons, at one end of the title bar or the other: they do not move the window. */
const buttons = 140;
/** What has to be seen of the title bar between them, to be caught with the mouse. */
const grip = 100;

/**
 * Where a window opens that was last at `bounds`: there, as long as its title bar can be caught on one of the displays,
 * whose work areas these are (what panels and docks leave free). Else on the display it lies on most, or else is nearest to,
 * as large as before or as fits. The same bounds where there is no display at all.
 */
export function withinReach(bounds: Rectangle, workAreas: readonly Rectangle[]): Rectangle {
  if (workAreas.some((area) => canBeCaught(bounds, area))) return bounds;
  const [area] = workAreas.toSorted(
    (one, other) => shared(other, bounds) - shared(one, bounds) || away(one, bounds) - away(other, bounds),
  );
  if (area === undefined) return bounds;
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  return {
    x: clamp(bounds.x, area.x, area.x + area.width - width),
    y: clamp(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function canBeCaught({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const left = Math.max(x + buttons, area.x);
  const right = Math.min(x + width - buttons, area.x + area.width);
  return right - left >= grip && y >= area.y && y + titleBarHeight <= area.y + area.height;
}

/** The pixels that two rectangles have in common. */
function shared(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** How far the middles of two rectangles are from each other. */
const away = (one: Rectangle, other: Rectangle): number =>
  Math.hypot(
    one.x + one.width / 2 - other.x - other.width / 2,
    one.y + one.height / 2 - other.y - other.height / 2,
  );

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
