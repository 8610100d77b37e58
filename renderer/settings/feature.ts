import { Settings } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Feature } from "../feature.ts";
import { SettingsScreen } from "./settings.tsx";
import { themes } from "./themes.ts";

declare module "../route.ts" {
  interface Places {
    settings: object;
  }
}

export const settings: Feature = {
  places: { settings: { given: () => ({}), Screen: SettingsScreen } },
  rail: { place: "settings", label: strings.sections.settings, icon: Settings, shortcut: { key: "," } },
  commands: () =>
    themes.map((theme) => ({
      id: `theme ${theme}`,
      label: fill(strings.palette.theme, { name: strings.settings.themes[theme] }),
      part: "action",
      run: () => void window.assay["settings.set"]({ theme }),
    })),
};
