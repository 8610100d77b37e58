import { app, BrowserWindow, Notification } from "electron";

/** Tells the person something by the system's own means. */
export interface Notifier {
  show(notice: { title: string; text: string }, onClick: () => void): void;
  /** Whether a window of ours has the person's attention. */
  isLookedAt(): boolean;
}

/**
 * Notifications that were shown: the click of one that was collected would be lost, also when the system has put it aside
 * in its list.
 */
const shown = new Set<Notification>();
/** As many are held at most. */
const most = 20;

/** The system's notifications; none where it has none. A click brings the window to the front first. */
export const notifier: Notifier = {
  show: ({ title, text }, onClick) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body: text });
    shown.add(notification);
    for (const old of [...shown].slice(0, -most)) shown.delete(old);
    notification.once("click", () => {
      shown.delete(notification);
      app.emit("activate");
      // A window that is only opening hears nothing yet.
      const opening = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.isLoading());
      if (opening) opening.webContents.once("did-finish-load", onClick);
      else onClick();
    });
    notification.show();
  },
  isLookedAt: () => BrowserWindow.getFocusedWindow() !== null,
};
