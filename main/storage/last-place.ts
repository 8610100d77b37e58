import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rectangle } from "electron";

/** Where the window was: bounds in screen pixels, as when it is not maximised. */
export interface WindowPlace {
  bounds: Rectangle;
  maximized: boolean;
}

/** What settings.json of a profile says of where the window was last; null where it says nothing that can be. */
export function lastPlace(folder: string): WindowPlace | null {
  try {
    const { window } = JSON.parse(readFileSync(join(folder, "settings.json"), "utf8"));
    const { x, y, width, height } = window.bounds;
    const isPlace = [x, y, width, height].every(Number.isSafeInteger) && width > 0 && height > 0;
    return isPlace ? { bounds: { x, y, width, height }, maximized: window.maximized === true } : null;
  } catch {
    // There is none yet, or somebody else has written into it: `openSettings` sets it aside.
    return null;
  }
}
