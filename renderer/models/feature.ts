import { Box } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { laterScreen } from "../ui/later.tsx";
import { modelCommands } from "./commands.ts";
import { listenToModels } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    models: { modelId: string | null };
  }
}

const Screen = laterScreen(strings.sections.models, async () => (await import("./models.tsx")).ModelsScreen);

export const models: Feature = {
  places: { models: { given: (modelId) => ({ modelId }), Screen } },
  rail: { place: "models", label: strings.sections.models, icon: Box },
  commands: modelCommands,
  listen: listenToModels,
};
