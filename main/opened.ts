import { app, dialog } from "electron";
import { fill } from "../preload/strings/fill.ts";
import { mainStrings } from "../preload/strings/main.ts";
import { type App, databaseFile, openApp } from "./app.ts";
import { logFault } from "./log.ts";
import { NewerDatabase } from "./storage/database.ts";

/** Opens the app on a profile. Where it cannot be opened, now or room by room, tells the person why and ends. */
export function opened(profile: string): App | null {
  const end = (error: unknown) => {
    logFault("The profile could not be opened", error);
    const words = error instanceof NewerDatabase ? mainStrings.newerDatabase : mainStrings.unreadableDatabase;
    const reason = error instanceof Error ? error.message : String(error);
    dialog.showErrorBox(words.title, fill(words.text, { file: databaseFile(profile), reason }));
    app.exit(1);
  };
  try {
    const composed = openApp(profile);
    composed.whole.catch(end);
    return composed;
  } catch (error) {
    end(error);
    return null;
  }
}
