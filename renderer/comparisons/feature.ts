import { Scale } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { laterScreen } from "../ui/later.tsx";
import { listenToEdits } from "./edits-state.ts";
import { listenToCompare } from "./state.ts";
import { listenToVoting } from "./voting-state.ts";

declare module "../route.ts" {
  interface Places {
    compare: { comparisonId: string | null };
  }
}

const Screen = laterScreen(
  strings.sections.compare,
  async () => (await import("./comparisons.tsx")).CompareScreen,
);

export const comparisons: Feature = {
  places: { compare: { given: (comparisonId) => ({ comparisonId }), Screen } },
  rail: { place: "compare", label: strings.sections.compare, icon: Scale },
  listen() {
    listenToCompare();
    listenToVoting();
    listenToEdits();
  },
};
