import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  test as base,
  type ElectronApplication,
  _electron as electron,
  expect,
  type Page,
} from "@playwright/test";
import { withDisplay } from "../../build/display.mjs";
import { findElectron } from "../../build/electron-runtime.mjs";
import { type Sandbox, startSandbox } from "../../main/sandbox/server.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Launch {
  profile: string;
  args?: string[];
  env?: Record<string, string>;
  executablePath?: string;
  /** The folder of the app; this repository unless given. */
  folder?: string;
  chromiumSandbox?: boolean;
}

export interface RunningApp {
  electron: ElectronApplication;
  page: Page;
  /** What the page wrote to its console as warnings and errors. */
  complaints: string[];
  close(): Promise<void>;
}

/** Starts the app on a profile and waits for its window. */
export async function launchApp(launch: Launch): Promise<RunningApp> {
  const { path } = await findElectron("test");
  const started = await electron.launch({
    executablePath: launch.executablePath ?? path,
    args: [`--user-data-dir=${launch.profile}`, launch.folder ?? root, ...(launch.args ?? [])],
    // Else Playwright would pretend a light system, whatever the app sets.
    colorScheme: null,
    env: {
      ...(process.env as Record<string, string>),
      ELECTRON_ENABLE_SECURITY_WARNINGS: "1",
      ...launch.env,
    },
    ...(launch.chromiumSandbox === undefined ? {} : { chromiumSandbox: launch.chromiumSandbox }),
  });
  const page = await started.firstWindow();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "warning" || message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  return { electron: started, page, complaints, close: () => started.close() };
}

interface Fixtures {
  profile: string;
  sandbox: Sandbox;
  /** Starts the app on this test's profile; ended with the test. */
  start: (launch?: Partial<Launch>) => Promise<RunningApp>;
}

export const test = base.extend<Fixtures, { display: undefined }>({
  // Each worker has a display of its own: windows on one would take the focus and the clipboard from each other.
  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern.
    async ({}, use) => withDisplay(() => use(undefined)),
    { scope: "worker", auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  profile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "assay-test-profile-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox({});
    await use(sandbox);
    await sandbox.stop();
  },
  start: async ({ profile }, use) => {
    const running: RunningApp[] = [];
    await use(async (launch = {}) => {
      const app = await launchApp({ profile, ...launch });
      running.push(app);
      return app;
    });
    for (const app of running) await app.close().catch(() => {});
    for (const { complaints } of running) expect(complaints).toEqual([]);
  },
});

export { expect };
