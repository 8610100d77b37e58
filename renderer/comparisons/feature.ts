import { Scale } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { CompareScreen } from "./comparisons.tsx";
import { listenToEdits } from "./edits-state.ts";
import { listenToCompare } from "./state.ts";
import { listenToVoting } from "./voting-state.ts";

declare module "../route.ts" {
  interface Places {
    compare: { comparisonId: string | null };
  }
}

export const comparisons: Feature = {
  places: { compare: { given: (comparisonId) => ({ comparisonId }), Screen: CompareScreen } },
  rail: { place: "compare", label: strings.sections.compare, icon: Scale, shortcut: { key: "3" } },
  listen() {
    listenToCompare();
    listenToVoting();
    listenToEdits();
  },
};
