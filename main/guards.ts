import { app, type Session, shell, type WebContents } from "electron";
import { isOwnPage, mayOpenAsked, mayOpenOutside } from "./address.ts";

/** The only permission a page of ours gets: putting text on the clipboard after a click. */
export const mayUse = (permission: string): boolean => permission === "clipboard-sanitized-write";

/** Sets the rules that hold for every page and session, whoever makes it. Runs before the first window. */
export function guardAll(): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents));
  app.on("session-created", (session) => {
    guardSession(session);
    dropDictionaries(session);
  });
}

/** Whether words that a person types are checked by a dictionary that is there already: macOS has one, elsewhere Chromium downloads it. */
export const checksSpelling = process.platform === "darwin";

/**
 * Keeps Chromium from downloading dictionaries, which it begins with every session, whether a page checks spelling or not.
 * Windows has a checker of its own, but for each language it lacks Chromium asks a server of Google's.
 */
function dropDictionaries(session: Session): void {
  if (!checksSpelling) session.setSpellCheckerLanguages([]);
}

/** Refuses every permission but those that `may` names, when a page asks and when it only looks. */
export function guardSession(session: Session, may: (permission: string) => boolean = mayUse): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(may(permission)));
  session.setPermissionCheckHandler((_contents, permission) => may(permission));
  session.setDevicePermissionHandler(() => false);
}

/** The sessions of sign-in windows, each with the address of this computer that its answer goes to. */
const signIns = new WeakMap<Session, string>();

/** Whether a session is only for signing in. */
export const isForSignIn = (session: Session): boolean => signIns.has(session);

/** Whether a sign-in may go to an address: an https page, or the one place its answer goes to. */
export function maySignInAt(address: string, answerTo: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol === "https:") return url.username === "" && url.password === "";
  return url.protocol === "http:" && url.origin === new URL(answerTo).origin && url.username === "";
}

/** Whether an address is the one place of this computer that a sign-in's answer goes to. */
export const isAnswer = (address: string, answerTo: string): boolean =>
  URL.canParse(address) && new URL(address).origin === new URL(answerTo).origin;

/** Sets the rules of a session that is only for signing in. Its contents are made after this. */
export function guardSignIn(session: Session, answerTo: string): void {
  signIns.set(session, answerTo);
  guardSession(session, () => false);
  session.on("will-download", (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
    const isPage = resourceType === "mainFrame" || resourceType === "subFrame";
    const isInline = !isPage && /^(data|blob):/.test(url);
    answer({ cancel: !isInline && !maySignInAt(url, answerTo) && !url.startsWith("wss:") });
  });
}

/** Keeps contents on our own pages, those of a sign-in on its way: no leaving, no frames from elsewhere, no webviews, no windows of their own. */
export function guardContents(contents: WebContents): void {
  const answerTo = signIns.get(contents.session);
  const stay = (details: { url: string; preventDefault(): void }) => {
    const mayGo = answerTo === undefined ? isOwnPage(details.url) : maySignInAt(details.url, answerTo);
    if (!mayGo) details.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
  // Electron's own way is to give a page the first device there is.
  contents.on("select-bluetooth-device", (event, _devices, choose) => {
    event.preventDefault();
    choose("");
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: "deny" };
  });
}

/** Opens an address that the person was shown in full and agreed to. */
export function openAsked(address: string): void {
  if (mayOpenAsked(address)) void shell.openExternal(address);
}

/** Opens an address in the person's browser if it may be opened; anything else is dropped. */
export function openOutside(address: string): void {
  if (mayOpenOutside(address)) void shell.openExternal(address);
}
