import { House } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { HomeScreen } from "./home.tsx";

export const home: Feature = {
  places: { home: { given: () => ({}), Screen: HomeScreen } },
  rail: { place: "home", label: strings.sections.home, icon: House, shortcut: { key: "1" } },
};
