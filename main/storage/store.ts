import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { ipcMain } from "electron";
import Store, { type Options } from "electron-store";
import { logFault } from "../log.ts";

/**
 * Opens a JSON file of the profile, written atomically and readable by its owner only.
 * A file that is not JSON is set aside as NAME.unreadable-TIME.json, never overwritten, and an empty one begun.
 */
export function openStore<Data extends Record<string, unknown>>(
  folder: string,
  name: string,
  defaults: Data,
): Store<Data> {
  const options: Options<Data> = {
    cwd: folder,
    name,
    defaults,
    configFileMode: 0o600,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
  };
  try {
    return new Store(options);
  } catch (error) {
    const file = join(folder, `${name}.json`);
    if (!existsSync(file)) throw error;
    renameSync(file, join(folder, `${name}.unreadable-${Date.now()}.json`));
    logFault(`${name}.json could not be read and was set aside`, error);
    return new Store(options);
  } finally {
    // electron-store answers any page on this channel; every call has to go through the one door instead.
    ipcMain.removeAllListeners("electron-store-get-data");
  }
}
