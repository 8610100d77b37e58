import { Server } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { listenToDeployments } from "../targets/deployments.ts";
import { deploymentCommands } from "./commands.ts";
import { DeploymentsScreen } from "./deployments.tsx";

declare module "../route.ts" {
  interface Places {
    deployments: { connectionId: string | null };
  }
}

export const deployments: Feature = {
  places: { deployments: { given: (connectionId) => ({ connectionId }), Screen: DeploymentsScreen } },
  rail: { place: "deployments", label: strings.sections.deployments, icon: Server },
  commands: deploymentCommands,
  listen: listenToDeployments,
};
