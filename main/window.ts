import { join } from "node:path";
import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from "electron";
import { startPage } from "./address.ts";
import type { SettingsStore, WindowPlace } from "./storage/settings.ts";

/** Colours of the window before its page is painted, and of the system's buttons: frame and ink of `tokens.css`. */
const frame = {
  light: { color: "#e9ebef", symbolColor: "#454c57" },
  dark: { color: "#111317", symbolColor: "#b3bac4" },
};
const titleBarHeight = 36;

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
      spellcheck: false,
    },
  };
}

/** Opens the main window where it was last time, and shows it with its first paint. */
export function openWindow(appPath: string, settings: SettingsStore): BrowserWindow {
  const place = settings.windowPlace();
  const window = new BrowserWindow(windowOptions(join(appPath, "dist/preload/index.cjs"), place));
  if (place?.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () =>
    settings.rememberWindow({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  const followTheme = () => {
    window.setBackgroundColor(frameNow().color);
    if (process.platform !== "darwin") window.setTitleBarOverlay(frameNow());
  };
  nativeTheme.on("updated", followTheme);
  window.on("closed", () => nativeTheme.off("updated", followTheme));
  void window.loadURL(startPage);
  return window;
}
