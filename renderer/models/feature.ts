import { Box } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { modelCommands } from "./commands.ts";
import { ModelsScreen } from "./models.tsx";
import { listenToModels } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    models: { modelId: string | null };
  }
}

export const models: Feature = {
  places: { models: { given: (modelId) => ({ modelId }), Screen: ModelsScreen } },
  rail: { place: "models", label: strings.sections.models, icon: Box, shortcut: { key: "4" } },
  commands: modelCommands,
  listen: listenToModels,
};
