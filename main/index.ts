import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, Menu, Notification, powerMonitor, session } from "electron";
import { mainStrings } from "../preload/strings/main.ts";
import type { App } from "./app.ts";
import { guardCertificates } from "./client-certificates.ts";
import { offerContextMenus } from "./context-menu.ts";
import { guardAll, guardSession } from "./guards.ts";
import { type Answering, emit, openDoor } from "./ipc.ts";
import { logFault } from "./log.ts";
import { appMenu } from "./menu.ts";
import { lookUpBySystem } from "./network.ts";
import { declareScheme, servePages } from "./pages.ts";
import { lastPlace } from "./storage/last-place.ts";
import { bringBack, openWindow } from "./window.ts";

// Root has no sandbox to give: whoever starts with this switch has already said so.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
// Electron's own way is a dialog that stops everything until somebody closes it.
process.on("uncaughtException", (error) => logFault("A fault nobody caught", error));
// Electron makes a menu of its own where none is set by the time it is ready.
Menu.setApplicationMenu(null);
declareScheme();
guardAll();
guardCertificates();
offerContextMenus();
if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  await app.whenReady();
  guardSession(session.defaultSession);
  lookUpBySystem();
  const served = servePages(join(app.getAppPath(), "dist/renderer"));
  const profile = profileFolder();
  let composed: App | null = null;
  const show = () =>
    openWindow(app.getAppPath(), lastPlace(profile), {
      onPageGone: () => composed?.unseen(),
      onClose: (place) => composed?.rememberWindow(place),
    });
  let open: (answering: Answering) => void = () => {};
  openDoor(new Promise((resolve) => (open = resolve)));
  show();
  Menu.setApplicationMenu(appMenu(process.platform, app.isPackaged, emit));
  app.on("second-instance", () => raise() ?? show());
  app.on("activate", () => raise() ?? show());
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") quitWhenWritten(composed);
  });
  app.on("will-quit", () => composed?.close());
  powerMonitor.on("resume", () => composed?.wake());
  await served;
  const { opened } = await import("./opened.ts");
  composed = opened(profile);
  if (!composed) return;
  if (process.argv.includes("--demo"))
    await composed.connectSandbox().catch((error) => logFault("The demo", error));
  open(composed.answer);
}

/** Where everything is kept, which nobody else may read. */
function profileFolder(): string {
  const folder = app.getPath("userData");
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Milliseconds between two looks at whether all of it has ended. */
const lookInterval = 500;

/** Ends the app, after what is still being written or worked on; says so, and ends not at all where a window is opened again. */
function quitWhenWritten(composed: App | null): void {
  if (!composed?.isBusy()) {
    app.quit();
    return;
  }
  const { title, text } = mainStrings.stillWriting;
  if (Notification.isSupported()) new Notification({ title, body: text }).show();
  const timer = setInterval(() => {
    if (BrowserWindow.getAllWindows().length > 0) clearInterval(timer);
    else if (!composed.isBusy()) app.quit();
  }, lookInterval);
}

/** Brings the window to the front; null when there is none. */
function raise(): BrowserWindow | null {
  // A sign-in's window stands above the one it belongs to.
  const window = BrowserWindow.getAllWindows().find((one) => one.getParentWindow() === null) ?? null;
  if (window?.isMinimized()) window.restore();
  if (window) bringBack(window);
  window?.focus();
  return window;
}
