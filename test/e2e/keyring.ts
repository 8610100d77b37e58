import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findElectron } from "../../build/electron-runtime.mjs";

/**
 * A real keyring, headless: the app is started inside a D-Bus session of its own with an unlocked gnome-keyring.
 * Playwright asks for the weak store; the argument after it wins.
 */
export async function keyringLauncher(folder: string): Promise<string> {
  const { path } = await findElectron("test");
  const file = join(folder, "electron-with-keyring");
  const inner = `printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "${path}" "$@" --password-store=gnome-libsecret`;
  writeFileSync(file, `#!/bin/sh\nexec dbus-run-session -- sh -c '${inner}' electron "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

/** What the app is started with, so that the keyring it finds is this profile's own. */
export const keyringEnv = (profile: string): Record<string, string> => ({
  XDG_DATA_HOME: join(profile, "keyring-data"),
  GNOME_KEYRING_CONTROL: "",
  HOME: profile,
});
