import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from "electron";
import type { Answer, EventName, Events, Input, MethodName, Result } from "../preload/contract/index.ts";
import { callChannel, eventChannel } from "../preload/contract/names.ts";
import { isOwnPage } from "./address.ts";

/** One handler per method of the contract; a missing one does not compile. */
export type Handlers = {
  [Name in MethodName]: (input: Input<Name>) => Promise<Result<Name>> | Result<Name>;
};

/** Sends an event to every window that is alive and shows one of our own pages: a sign-in's window does not. */
export type Emit = <Name extends EventName>(event: Name, payload: Events[Name]) => void;

export const emit: Emit = (event, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (window.isDestroyed() || window.webContents.isDestroyed()) continue;
    if (isOwnPage(window.webContents.getURL())) window.webContents.send(eventChannel, event, payload);
  }
};

/** Answers a call by its name and input, or refuses it where its sender may not call. */
export type Answering = (mayCall: boolean, name: unknown, input: unknown) => Promise<Answer<unknown>>;

/** Opens the one door: calls wait until there is who answers them. Whether a sender may call is looked at when it does. */
export function openDoor(answering: Promise<Answering>): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    const mayCall = isTrustedSender(event);
    return (await answering)(mayCall, name, input);
  });
}

/** Whether a call comes from the main frame of one of our own pages. The frame is null once it has navigated away. */
export function isTrustedSender(event: Pick<IpcMainInvokeEvent, "sender" | "senderFrame">): boolean {
  const frame = event.senderFrame;
  return !event.sender.isDestroyed() && frame !== null && frame.parent === null && isOwnPage(frame.url);
}
