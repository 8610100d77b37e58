import { app, type Session, shell, type WebContents } from "electron";
import { isOwnPage, mayOpenAsked, mayOpenOutside } from "./address.ts";

/** The only permission a page of ours gets: putting text on the clipboard after a click. */
export const mayUse = (permission: string): boolean => permission === "clipboard-sanitized-write";

/** Sets the rules that hold for every page and session, whoever makes it. Runs before the first window. */
export function guardAll(): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents));
  app.on("session-created", guardSession);
}

/** Refuses every permission but `mayUse`'s, when a page asks and when it only looks. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(mayUse(permission)));
  session.setPermissionCheckHandler((_contents, permission) => mayUse(permission));
  session.setDevicePermissionHandler(() => false);
}

/** Keeps contents on our own pages: no leaving, no frames from elsewhere, no webviews, no windows of their own. */
export function guardContents(contents: WebContents): void {
  const stay = (details: { url: string; preventDefault(): void }) => {
    if (!isOwnPage(details.url)) details.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
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
