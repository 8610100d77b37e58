import { randomUUID } from "node:crypto";
import { BrowserWindow, session } from "electron";
import { mainStrings } from "../../preload/strings/main.ts";
import { diagnoseAnswer } from "../foundry/http/diagnosis.ts";
import type { Context } from "../foundry/http/exchange.ts";
import { diagnoseFailure } from "../foundry/http/failure.ts";
import { guardSignIn, isAnswer, maySignInAt, openOutside } from "../guards.ts";
import type { Browser } from "./interactive.ts";

/**
 * A window for signing in: with a session of its own that is in memory only, no preload, and no way but to https pages
 * and the one address the answer goes to. Its title names the host.
 */
export const signInWindow: Browser = ({ url, answerTo, onAnswer, onClosed, onFailed }) => {
  const own = session.fromPartition(`sign-in-${randomUUID()}`);
  guardSignIn(own, answerTo);
  const window = new BrowserWindow({
    width: 520,
    height: 720,
    title: mainStrings.signIn,
    autoHideMenuBar: true,
    ...(BrowserWindow.getAllWindows()[0] && { parent: BrowserWindow.getAllWindows()[0] }),
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  const { webContents } = window;
  const nameHost = () => {
    // The last page's title may come after the window has gone.
    if (!window.isDestroyed()) window.setTitle(`${mainStrings.signIn}: ${hostShown(webContents.getURL())}`);
  };
  webContents.on("page-title-updated", (event) => {
    event.preventDefault();
    nameHost();
  });
  // A page without a title leaves that of the page before, and with it another host.
  webContents.on("did-navigate", nameHost);
  // Nor does it choose where its window is.
  webContents.on("content-bounds-updated", (event) => event.preventDefault());
  // Only once it has been taken: a window that closes while its answer is on the way takes that along.
  own.webRequest.onResponseStarted(({ url, resourceType }) => {
    if (resourceType === "mainFrame" && isAnswer(url, answerTo)) onAnswer();
  });
  // Electron's own way is a page that stays empty.
  webContents.on("did-fail-load", (_event, code, name, url, isMainFrame) => {
    if (isMainFrame && isOfNetwork(code) && !isAnswer(url, answerTo))
      onFailed(diagnoseFailure(new Error(`net::${name}`), contextOf(url)));
  });
  webContents.on("login", (_event, { url }, { isProxy }) => {
    if (isProxy) onFailed(diagnoseAnswer(407, new Headers(), "", contextOf(url)));
  });
  webContents.setWindowOpenHandler(({ url }) => {
    if (maySignInAt(url, answerTo) && !window.isDestroyed()) void webContents.loadURL(url).catch(() => {});
    return { action: "deny" };
  });
  window.on("closed", onClosed);
  void webContents.loadURL(url).catch(() => {});
  return {
    focus: () => {
      if (!window.isDestroyed()) window.focus();
    },
    close: () => {
      if (!window.isDestroyed()) window.destroy();
    },
  };
};

/**
 * Errors of Chromium's that are about the way to a page all the same, among those below 100 (net_error_list.h): a time that
 * is over, a connection that the other side has closed, as where it wanted a certificate, a network that has changed, and
 * what the computer's administrator does not allow.
 */
const alsoOfNetwork: readonly number[] = [-7, -15, -21, -22];

/**
 * Whether an error of Chromium's is about the way to a page: what the person or the app has ended or does not allow is not,
 * nor what is no address of the web (-301, -302).
 */
const isOfNetwork = (code: number) =>
  alsoOfNetwork.includes(code) || (code <= -100 && code !== -301 && code !== -302);

/** What was asked for a page; the rest of its address is between the person and the service. */
function contextOf(address: string): Context {
  const { host, pathname } = new URL(address);
  return { host, path: pathname, secrets: [], sent: `GET ${pathname}` };
}

/** Characters of a host that a title bar has room for. */
const hostRoom = 45;

/** The host of an address. A long one by its end, which says whose it is: the beginning is anybody's to choose. */
export function hostShown(address: string): string {
  const { host = "" } = URL.canParse(address) ? new URL(address) : {};
  return host.length > hostRoom ? `…${host.slice(-hostRoom)}` : host;
}

/** The person's own browser: for passkeys and managed devices. The app cannot close it, nor see that it was closed. */
export const personsBrowser: Browser = ({ url }) => {
  openOutside(url);
  return { focus: () => openOutside(url), close: () => {} };
};
