import type { Settings } from "../../preload/contract/app.ts";
import { openStore } from "./store.ts";

/** Where the window was: bounds in screen pixels, as when it is not maximised. */
export interface WindowPlace {
  bounds: { x: number; y: number; width: number; height: number };
  maximized: boolean;
}

export interface SettingsStore {
  get(): Settings;
  set(settings: Settings): void;
  windowPlace(): WindowPlace | null;
  rememberWindow(place: WindowPlace): void;
}

/** The person's preferences and the window's place, in settings.json of the profile. */
export function openSettings(folder: string): SettingsStore {
  const store = openStore<{ theme: Settings["theme"]; window: WindowPlace | null }>(folder, "settings", {
    theme: "system",
    window: null,
  });
  return {
    get: () => ({ theme: store.get("theme") }),
    set: ({ theme }) => store.set("theme", theme),
    windowPlace: () => store.get("window"),
    rememberWindow: (place) => store.set("window", place),
  };
}
