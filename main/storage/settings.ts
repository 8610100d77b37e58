import { z } from "zod";
import type { Settings } from "../../preload/contract/app.ts";
import { openStore } from "./store.ts";

const place = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() }),
  maximized: z.boolean(),
});

/** What somebody else has written into the file counts as not set. */
const theme = z.enum(["system", "light", "dark"]).catch("system");
const windowPlace = place.nullable().catch(null);

/** Where the window was: bounds in screen pixels, as when it is not maximised. */
export type WindowPlace = z.infer<typeof place>;

export interface SettingsStore {
  get(): Settings;
  set(settings: Settings): void;
  windowPlace(): WindowPlace | null;
  rememberWindow(place: WindowPlace): void;
}

/** The person's preferences and the window's place, in settings.json of the profile. */
export function openSettings(folder: string): SettingsStore {
  const store = openStore<{ theme: unknown; window: unknown }>(folder, "settings", {
    theme: "system",
    window: null,
  });
  return {
    get: () => ({ theme: theme.parse(store.get("theme")) }),
    set: (changed) => store.set("theme", changed.theme),
    windowPlace: () => windowPlace.parse(store.get("window")),
    rememberWindow: (where) => store.set("window", where),
  };
}
