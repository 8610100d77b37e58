import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findElectron } from "../../build/electron-runtime.mjs";
import { expect, launchApp, root, test } from "./app.ts";
import { answered, answers, ask, connect, deploymentRow } from "./steps.ts";

/** The user that owns nothing, present on every Linux. */
const nobody = 65534;

/** Everything an ordinary user needs to run the app, in a folder that user can read: root's own folders are closed. */
async function placeForNobody(): Promise<{ folder: string; executablePath: string; profile: string }> {
  const folder = mkdtempSync(join(tmpdir(), "assay-test-user-"));
  chmodSync(folder, 0o755);
  const { path } = await findElectron("test");
  execFileSync("cp", ["-r", "--reflink=auto", dirname(path), join(folder, "electron")]);
  const app = join(folder, "app");
  for (const part of [
    "package.json",
    "dist",
    "node_modules/@photostructure/sqlite",
    "node_modules/node-gyp-build",
  ]) {
    cpSync(join(root, part), join(app, part), { recursive: true });
  }
  const profile = join(folder, "home/profile");
  mkdirSync(profile, { recursive: true });
  const executablePath = join(folder, "electron-as-nobody");
  const electronPath = join(folder, "electron", path.slice(dirname(path).length + 1));
  writeFileSync(
    executablePath,
    `#!/bin/sh\nHOME=${folder}/home XDG_RUNTIME_DIR=${folder}/home exec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups "${electronPath}" "$@"\n`,
  );
  chmodSync(executablePath, 0o755);
  execFileSync("chmod", ["-R", "a+rX", folder]);
  execFileSync("chown", ["-R", `${nobody}:${nobody}`, join(folder, "home")]);
  return { folder, executablePath, profile };
}

const removed: string[] = [];
test.afterAll(() => {
  for (const folder of removed) rmSync(folder, { recursive: true, force: true });
});

test("runs as an ordinary user inside Chromium's sandbox", async ({ sandbox, profile }) => {
  test.skip(
    process.platform !== "linux",
    "Only Linux tells of each process whether it has a system call filter.",
  );
  const place = process.getuid?.() === 0 ? await placeForNobody() : null;
  if (place) removed.push(place.folder);
  const app = await launchApp(
    place
      ? {
          profile: place.profile,
          folder: join(place.folder, "app"),
          executablePath: place.executablePath,
          chromiumSandbox: true,
        }
      : { profile, chromiumSandbox: true },
  );
  try {
    const { page, electron } = app;
    const processes = await electron.evaluate(({ BrowserWindow }) => ({
      arguments: process.argv,
      user: process.getuid?.() ?? -1,
      page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? -1,
    }));
    expect(processes.arguments).not.toContain("--no-sandbox");
    expect(processes.user).not.toBe(0);
    // Mode 2 is a system call filter: only Chromium's sandbox sets one.
    expect(readFileSync(`/proc/${processes.page}/status`, "utf8")).toMatch(/^Seccomp:\s*2$/m);
    await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
    await deploymentRow(page, "gpt-4.1-mini").click();
    await ask(page, "Say hello in 20 words");
    await answered(page);
    await expect(answers(page)).toHaveCount(1);
    expect(app.complaints).toEqual([]);
  } finally {
    await app.close();
  }
});
