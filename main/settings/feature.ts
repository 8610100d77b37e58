import { nativeTheme } from "electron";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import { openSettings, type SettingsStore } from "../storage/settings.ts";

/** What the person has set. The theme holds for native menus and dialogs too. */
export function settingsFeature(profile: string, emit: Emit): Feature<MethodsOf<"settings">, SettingsStore> {
  const settings = openSettings(profile);
  nativeTheme.themeSource = settings.get().theme;
  return {
    service: settings,
    handlers: {
      "settings.get": () => settings.get(),
      "settings.set": (changed) => {
        settings.set(changed);
        const all = settings.get();
        nativeTheme.themeSource = all.theme;
        emit("settings.changed", all);
        return all;
      },
    },
  };
}
