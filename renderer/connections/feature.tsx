import { Plug } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { goTo } from "../route.ts";
import { DirectoryChoice } from "./directory-choice.tsx";
import { listenToDiscovery } from "./discovery-state.ts";
import { listenToIdentity } from "./identity-state.ts";
import { IntegrationsScreen } from "./integrations.tsx";
import { Reconnect } from "./reconnect.tsx";
import { listenToConnections, trySandbox } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    integrations: { connectionId: string | null };
  }
}

export const connections: Feature = {
  places: {
    integrations: {
      given: (connectionId) => ({ connectionId }),
      Screen: ({ connectionId }) => (
        <IntegrationsScreen key={connectionId ?? "new"} connectionId={connectionId} />
      ),
    },
  },
  rail: {
    place: "integrations",
    label: strings.sections.integrations,
    icon: Plug,
    push: true,
  },
  commands: () => [
    { id: "connect", label: strings.palette.connect, part: "action", run: () => goTo("integrations") },
    { id: "sandbox", label: strings.home.trySandbox, part: "action", run: () => void trySandbox() },
  ],
  listen() {
    listenToConnections();
    listenToIdentity();
    listenToDiscovery();
  },
  Above: () => (
    <>
      <Reconnect />
      <DirectoryChoice />
    </>
  ),
};
