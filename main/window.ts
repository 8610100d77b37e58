import { join } from "node:path";
import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme, screen } from "electron";
import { startPage } from "./address.ts";
import { checksSpelling } from "./guards.ts";
import { logFault } from "./log.ts";
import type { WindowPlace } from "./storage/last-place.ts";
import { titleBarHeight, withinReach } from "./window-place.ts";

/** Colours of the window before its page is painted, and of the system's buttons: frame and ink of `tokens.css`. */
const frame = {
  light: { color: "#e9ebef", symbolColor: "#454c57" },
  dark: { color: "#111317", symbolColor: "#b3bac4" },
};
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

/** Who is told of what becomes of a window. */
interface Watcher {
  /** Its page has ended, or another one begins. */
  onPageGone(): void;
  /** It is about to close, and where it is. */
  onClose(place: WindowPlace): void;
}

/**
 * Opens the main window where it was last time, or on a screen that is still there, and shows it with its first paint.
 */
export function openWindow(
  appPath: string,
  last: WindowPlace | null,
  { onPageGone, onClose }: Watcher,
): BrowserWindow {
  const place = last && { ...last, bounds: withinReach(last.bounds, workAreas()) };
  const window = new BrowserWindow(windowOptions(join(appPath, "dist/preload/index.cjs"), place));
  if (place?.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => onClose({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  window.webContents.on("did-navigate", onPageGone);
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    logFault("The window's page ended", reason);
    onPageGone();
    // What is kept and what runs is in main: a new page finds all of it.
    if (reason !== "clean-exit") setTimeout(() => window.isDestroyed() || window.reload(), restartPause);
  });
  const followTheme = () => {
    window.setBackgroundColor(frameNow().color);
    if (process.platform !== "darwin") window.setTitleBarOverlay(frameNow());
  };
  nativeTheme.on("updated", followTheme);
  const intoReach = () => bringBack(window);
  screen.on("display-removed", intoReach);
  screen.on("display-metrics-changed", intoReach);
  // Its screen may have gone while the window did not lie where it lies otherwise.
  window.on("restore", intoReach);
  window.on("unmaximize", intoReach);
  window.on("leave-full-screen", intoReach);
  window.on("closed", () => {
    onPageGone();
    nativeTheme.off("updated", followTheme);
    screen.off("display-removed", intoReach);
    screen.off("display-metrics-changed", intoReach);
  });
  void window.loadURL(startPage);
  return window;
}

/** Brings a window back whose title bar has come to lie off every screen; what fills its screen is the system's to place. */
export function bringBack(window: BrowserWindow): void {
  if (window.isMaximized() || window.isFullScreen() || window.isMinimized()) return;
  const bounds = window.getBounds();
  const place = withinReach(bounds, workAreas());
  if (place !== bounds) window.setBounds(place);
}

const workAreas = () => screen.getAllDisplays().map(({ workArea }) => workArea);
