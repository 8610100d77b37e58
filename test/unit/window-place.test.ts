import { describe, expect, it } from "vitest";
import { openWindow } from "../../main/window.ts";
import { titleBarHeight, withinReach } from "../../main/window-place.ts";
import { BrowserWindow, screen } from "../fakes/electron.ts";

type Box = [x: number, y: number, width: number, height: number];
const box = ([x, y, width, height]: Box) => ({ x, y, width, height });

const laptop: Box = [0, 0, 1920, 1040];
const above: Box = [200, -1440, 2560, 1440];
const toTheLeft: Box = [-2560, -200, 2560, 1400];
/** A panel at the top and a dock at the left. */
const withPanels: Box = [60, 30, 1220, 690];

const placed = (bounds: Box, ...areas: Box[]): Box => {
  const { x, y, width, height } = withinReach(box(bounds), areas.map(box));
  return [x, y, width, height];
};

describe("a window stays where its title bar can be caught", () => {
  it.each<[string, Box, Box[]]>([
    ["on the only display", [100, 100, 1280, 832], [laptop]],
    ["half beyond the right edge", [1400, 100, 1280, 832], [laptop]],
    ["half beyond the left edge", [-800, 100, 1280, 832], [laptop]],
    ["with only its title bar above the lower edge", [100, 1040 - titleBarHeight, 1280, 832], [laptop]],
    ["on a display with negative coordinates", [-2000, -150, 1280, 832], [laptop, toTheLeft]],
    ["on one above", [300, -1440, 1280, 832], [laptop, above]],
    ["across two displays", [-600, 100, 1280, 832], [laptop, toTheLeft]],
    ["larger than its display", [0, 0, 2560, 1400], [laptop]],
  ])("%s", (_, bounds, areas) => expect(placed(bounds, ...areas)).toEqual(bounds));
});

describe("a window is brought back", () => {
  it.each<[string, Box, Box[], Box]>([
    ["its display is gone, at the left", [-2000, -150, 1280, 832], [laptop], [0, 0, 1280, 832]],
    ["its display is gone, at the right", [2500, 300, 1280, 832], [laptop], [640, 208, 1280, 832]],
    ["its display is gone, above", [300, -1200, 1280, 832], [laptop], [300, 0, 1280, 832]],
    [
      "its body is on the display, its title bar above it",
      [100, -40, 1280, 832],
      [laptop],
      [100, 0, 1280, 832],
    ],
    ["its title bar is half under the panel", [100, 10, 1000, 600], [withPanels], [100, 30, 1000, 600]],
    ["its title bar is below the lower edge", [100, 1020, 1280, 832], [laptop], [100, 208, 1280, 832]],
    [
      "only the system's buttons are seen, at the left edge",
      [-1180, 50, 1280, 832],
      [laptop],
      [0, 50, 1280, 832],
    ],
    [
      "only the system's buttons are seen, at the right edge",
      [1820, 50, 1280, 832],
      [laptop],
      [640, 50, 1280, 832],
    ],
    ["the display has become smaller", [3000, 1700, 1280, 832], [withPanels], [60, 30, 1220, 690]],
    [
      "it lies in the gap between displays",
      [-3000, 2000, 1280, 832],
      [laptop, toTheLeft],
      [-2560, 368, 1280, 832],
    ],
    [
      "most of it is on the second display",
      [400, -1500, 1280, 832],
      [laptop, above],
      [400, -1440, 1280, 832],
    ],
    ["it was far away from any", [90_000, 90_000, 1280, 832], [toTheLeft, laptop], [640, 208, 1280, 832]],
  ])("%s", (_, bounds, areas, expected) => {
    const found = placed(bounds, ...areas);
    expect(found).toEqual(expected);
    expect(placed(found, ...areas)).toEqual(found);
  });

  it("and is left alone where there is no display", () =>
    expect(placed([5, 6, 1280, 832])).toEqual([5, 6, 1280, 832]));
});

it("the main window opens within reach, and comes back when its screen is taken away", () => {
  const lost = { x: -2000, y: -150, width: 1280, height: 832 };
  const closed: unknown[] = [];
  openWindow(
    "/app",
    { bounds: lost, maximized: false },
    { onPageGone: () => {}, onClose: (place) => closed.push(place) },
  );
  const window = BrowserWindow.all.at(-1);
  expect(window?.options).toMatchObject({ x: 0, y: 0, width: 1280, height: 832 });
  window?.setBounds(lost);
  screen.emit("display-metrics-changed");
  expect(window?.bounds).toEqual({ ...lost, x: 0, y: 0 });
  window?.setBounds(lost);
  screen.emit("display-removed");
  expect(window?.bounds).toEqual({ ...lost, x: 0, y: 0 });
  for (const event of ["restore", "unmaximize", "leave-full-screen"]) {
    window?.setBounds(lost);
    window?.emit(event);
    expect([event, window?.bounds]).toEqual([event, { ...lost, x: 0, y: 0 }]);
  }
  window?.emit("close");
  expect(closed).toEqual([{ bounds: { ...lost, x: 0, y: 0 }, maximized: false }]);
  window?.emit("closed");
  expect(screen.listenerCount("display-removed")).toBe(0);
});

it("what a page has shown is forgotten when it is reloaded, ends by itself, or its window is closed", () => {
  let gone = 0;
  openWindow("/app", null, {
    onPageGone: () => {
      gone += 1;
    },
    onClose: () => {},
  });
  const window = BrowserWindow.all.at(-1);
  window?.webContents.emit("did-navigate");
  expect(gone).toBe(1);
  window?.webContents.emit("did-navigate-in-page");
  expect(gone).toBe(1);
  window?.webContents.emit("render-process-gone", {}, { reason: "clean-exit" });
  expect(gone).toBe(2);
  window?.emit("closed");
  expect(gone).toBe(3);
});
