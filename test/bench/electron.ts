import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type CDPSession, type ElectronApplication, _electron as electron, type Page } from "playwright";
import type { Setting } from "./bench.ts";

const run = promisify(execFile);

/** Electron on one of the folders that hold an app, its window, and a line to the window's inspector. */
export interface Opened {
  electron: ElectronApplication;
  page: Page;
  inspector: CDPSession;
  close(): Promise<void>;
}

const rootFlags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Opens the app in `folder` on a profile. Rejects when no window comes. */
export async function open(
  setting: Setting,
  folder: string,
  profile: string,
  flags: string[] = [],
): Promise<Opened> {
  const app = await electron.launch({
    executablePath: setting.electron,
    args: [...flags, `--user-data-dir=${profile}`, folder],
    colorScheme: null,
    env: process.env as Record<string, string>,
  });
  const page = await app.firstWindow();
  const inspector = await app.context().newCDPSession(page);
  return { electron: app, page, inspector, close: () => app.close() };
}

/** Opens the reference of a name under `test/bench/reference`. */
export const openReference = (setting: Setting, name: string, flags: string[] = []): Promise<Opened> =>
  open(setting, `${setting.root}test/bench/reference/${name}`, setting.folder(), flags);

/**
 * Starts an app, with a script in its main process before its own code, and waits until it ends. Gives when it was
 * started (milliseconds since the epoch) and what it printed. Rejects when it fails or takes longer than half a minute.
 */
export async function runWith(
  setting: Setting,
  folder: string,
  profile: string,
  script: string,
): Promise<{ startedAt: number; printed: string }> {
  const env = { ...process.env, NODE_OPTIONS: `--require=${script}` };
  const startedAt = performance.timeOrigin + performance.now();
  const args = [...rootFlags, `--user-data-dir=${profile}`, folder];
  const { stdout } = await run(setting.electron, args, { env, timeout: 30_000 });
  return { startedAt, printed: stdout };
}
