import { join } from "node:path";
import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  nativeTheme,
  type Rectangle,
  screen,
} from "electron";
import { startPage } from "./address.ts";
import { checksSpelling } from "./guards.ts";
import { logFault } from "./log.ts";
import type { SettingsStore, WindowPlace } from "./storage/settings.ts";

/** Colours of the window before its page is painted, and of the system's buttons: frame and ink of `tokens.css`. */
const frame = {
  light: { color: "#e9ebef", symbolColor: "#454c57" },
  dark: { color: "#111317", symbolColor: "#b3bac4" },
};
const titleBarHeight = 36;
/** Milliseconds before a page that crashed is opened again, so that one that always crashes does not spin. */
const restartPause = 1_000;

const frameNow = () => ({
  ...(nativeTheme.shouldUseDarkColors ? frame.dark : frame.light),
  height: titleBarHeight - 1,
});

/** The options of every window of ours. Each security setting is stated, also where it is the default. */
export function windowOptions(preload: string, place: WindowPlace | null): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 832,
    ...place?.bounds,
    minWidth: 880,
    minHeight: 560,
    show: false,
    backgroundColor: frameNow().color,
    titleBarStyle: process.platform === "darwin" ? "hiddenInset" : "hidden",
    ...(process.platform === "darwin" ? {} : { titleBarOverlay: frameNow() }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: checksSpelling,
    },
  };
}

/** Opens the main window where it was last time, and shows it with its first paint. */
export function openWindow(appPath: string, settings: SettingsStore): BrowserWindow {
  const place = visiblePlace(settings.windowPlace());
  const window = new BrowserWindow(windowOptions(join(appPath, "dist/preload/index.cjs"), place));
  if (place?.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => remember(window, settings));
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    logFault("The window's page ended", reason);
    // What is kept and what runs is in main: a new page finds all of it.
    if (reason !== "clean-exit") setTimeout(() => window.isDestroyed() || window.reload(), restartPause);
  });
  const followTheme = () => {
    window.setBackgroundColor(frameNow().color);
    if (process.platform !== "darwin") window.setTitleBarOverlay(frameNow());
  };
  nativeTheme.on("updated", followTheme);
  window.on("closed", () => nativeTheme.off("updated", followTheme));
  void window.loadURL(startPage);
  return window;
}

/** A remembered place, unless no display shows it any more. */
function visiblePlace(place: WindowPlace | null): WindowPlace | null {
  const isShown = place && screen.getAllDisplays().some(({ workArea }) => overlap(workArea, place.bounds));
  return isShown ? place : null;
}

/** Whether enough of a window lies on a display to be caught with the mouse. */
function overlap(display: Rectangle, window: Rectangle): boolean {
  const width = Math.min(display.x + display.width, window.x + window.width) - Math.max(display.x, window.x);
  const height =
    Math.min(display.y + display.height, window.y + window.height) - Math.max(display.y, window.y);
  return width >= 100 && height >= titleBarHeight;
}

function remember(window: BrowserWindow, settings: SettingsStore): void {
  try {
    settings.rememberWindow({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  } catch (error) {
    logFault("The window's place could not be kept", error);
  }
}
