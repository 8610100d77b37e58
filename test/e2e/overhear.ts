import { callChannel, eventChannel } from "../../preload/contract/names.ts";
import type { RunningApp } from "./app.ts";

/** What a run of the app gave away: every answer and event that left main, what the page holds, and all output with the log. */
export interface Overheard {
  left: string;
  page: string;
  console: string;
  /** As far as it has come; complete once the app has ended. */
  output: () => string;
}

/** Listens to a run of the app from now on; what it gives is what was heard until it is called. */
export async function overhear(app: RunningApp): Promise<() => Promise<Overheard>> {
  let output = "";
  let console = "";
  app.page.on("console", (message) => {
    console += `${message.text()}\n`;
  });
  for (const stream of [app.electron.process().stdout, app.electron.process().stderr]) {
    stream?.on("data", (bytes: Buffer) => {
      output += bytes;
    });
  }
  await app.electron.evaluate(
    ({ ipcMain, webContents }, { call, event }) => {
      const left: string[] = [];
      (globalThis as unknown as { left: string[] }).left = left;
      type Handler = (...values: unknown[]) => Promise<unknown>;
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
      const answer = handlers.get(call);
      if (!answer) throw new Error("The door is not open");
      ipcMain.removeHandler(call);
      ipcMain.handle(call, async (...values) => {
        const given = await answer(...values);
        left.push(JSON.stringify(given));
        return given;
      });
      for (const contents of webContents.getAllWebContents()) {
        const send = contents.send.bind(contents);
        contents.send = (channel, ...values) => {
          if (channel === event) left.push(JSON.stringify(values));
          send(channel, ...values);
        };
      }
    },
    { call: callChannel, event: eventChannel },
  );
  return async () => {
    const left = await app.electron.evaluate(() => (globalThis as unknown as { left: string[] }).left);
    const page = await app.page.evaluate(
      () => document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    );
    return { left: left.join("\n"), page, console, output: () => output };
  };
}
