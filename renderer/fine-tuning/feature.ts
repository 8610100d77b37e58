import { SlidersHorizontal } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { goTo } from "../route.ts";
import { laterScreen } from "../ui/later.tsx";
import { tuningCommands } from "./commands.ts";
import { listenToPlans } from "./plans/state.ts";

declare module "../route.ts" {
  interface Places {
    /** `plan:ID`, `job:ID`, `trial:ID`, `deployments`, `resource:ID` of a connection, or nothing. */
    fineTuning: { shown: string | null };
  }
}

const Screen = laterScreen(
  strings.sections.fineTuning,
  async () => (await import("./fine-tuning.tsx")).FineTuningScreen,
);

export const fineTuning: Feature = {
  places: { fineTuning: { given: (shown) => ({ shown }), Screen } },
  rail: { place: "fineTuning", label: strings.sections.fineTuning, icon: SlidersHorizontal },
  commands: tuningCommands,
  listen() {
    listenToPlans();
    window.assay.on("tuningJobs.asked", ({ shown }) => goTo("fineTuning", shown));
  },
};
