import { readFileSync } from "node:fs";
import type { Opened } from "./electron.ts";

/** Milliseconds of one tick of Linux's accounting (`getconf CLK_TCK` is 100 everywhere Electron runs). */
const tick = 10;

/** Processor time that the page's process and the main process have taken so far, all threads, in milliseconds. */
export async function processorTimes({ electron }: Opened): Promise<{ renderer: number; main: number }> {
  const { page, main } = await electron.evaluate(({ BrowserWindow }) => {
    const { user, system } = process.cpuUsage();
    const page = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0;
    return { page, main: (user + system) / 1000 };
  });
  // What follows the name in brackets: state, then 10 fields, then the ticks of user and system (proc(5)).
  const fields = readFileSync(`/proc/${page}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return { renderer: (Number(fields[11]) + Number(fields[12])) * tick, main };
}
