import type { ElectronApplication } from "@playwright/test";

/** Ends the app as the system does that has no memory left. */
export async function kill(electron: ElectronApplication): Promise<void> {
  const pid = await electron.evaluate(() => process.pid);
  const closed = electron.waitForEvent("close");
  process.kill(pid, "SIGKILL");
  await closed;
}
