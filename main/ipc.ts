import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from "electron";
import {
  type Answer,
  contract,
  type EventName,
  type Events,
  type Input,
  type MethodName,
  type Result,
} from "../preload/contract/index.ts";
import { callChannel, eventChannel } from "../preload/contract/names.ts";
import { isOwnPage } from "./address.ts";
import { FoundryError, problem } from "./foundry/error.ts";
import { logFault } from "./log.ts";

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

/** Opens the one door: sender check, parse, call, answer as data. Nothing throws across. Calls wait for the handlers. */
export function openDoor(handlers: Promise<Handlers>): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) =>
    isTrustedSender(event) ? answer(await handlers, name, input) : refuse(problem("sender_refused")),
  );
}

/** Whether a call comes from the main frame of one of our own pages. The frame is null once it has navigated away. */
export function isTrustedSender(event: Pick<IpcMainInvokeEvent, "sender" | "senderFrame">): boolean {
  const frame = event.senderFrame;
  return !event.sender.isDestroyed() && frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** Parses one call's input, makes the call and wraps what comes of it. */
export async function answer(handlers: Handlers, name: unknown, input: unknown): Promise<Answer<unknown>> {
  if (typeof name !== "string" || !Object.hasOwn(contract, name)) return refuse(problem("input_refused"));
  const method = name as MethodName;
  const parsed = contract[method].input.safeParse(input);
  if (!parsed.success) return refuse(problem("input_refused"));
  try {
    const call = handlers[method] as (input: unknown) => unknown;
    return { ok: true, data: await call(parsed.data) };
  } catch (error) {
    if (error instanceof FoundryError) return refuse(error);
    logFault(method, error);
    return refuse(problem("unexpected"));
  }
}

const refuse = (error: FoundryError): Answer<never> => ({
  ok: false,
  error: { code: error.diagnosis.code, message: error.message, diagnosis: error.diagnosis },
});
