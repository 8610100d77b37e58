import { create } from "zustand";
import type { AppInfo, Settings } from "../preload/contract/app.ts";
import { strings } from "../preload/strings/en.ts";
import { listenToChat } from "./chat/state.ts";
import { listenToEdits } from "./comparisons/edits-state.ts";
import { listenToCompare } from "./comparisons/state.ts";
import { listenToVoting } from "./comparisons/voting-state.ts";
import { listenToDiscovery } from "./connections/discovery-state.ts";
import { listenToIdentity } from "./connections/identity-state.ts";
import { listenToConnections } from "./connections/state.ts";
import { listenToDatasets } from "./datasets/state.ts";
import { listenToDoctor } from "./doctor/state.ts";
import { listenToDrafts } from "./guide/state.ts";
import { listenToModels } from "./models/state.ts";
import { listenToPrices } from "./prices/state.ts";
import { listenToSeries } from "./series/state.ts";

interface AppState {
  info: AppInfo | null;
  settings: Settings | null;
}

/** What the app says of itself; null until it has. */
export const useApp = create<AppState>(() => ({ info: null, settings: null }));

/** Asks main for everything the window begins with, and listens to its events from then on. */
export function startApp(): void {
  listenToConnections();
  listenToPrices();
  listenToIdentity();
  listenToDiscovery();
  listenToDoctor();
  listenToChat();
  listenToModels();
  listenToCompare();
  listenToVoting();
  listenToEdits();
  listenToSeries();
  listenToDatasets();
  listenToDrafts();
  window.assay.on("settings.changed", (settings) => useApp.setState({ settings }));
  void window.assay["app.info"]().then((answer) => answer.ok && useApp.setState({ info: answer.data }));
  void window.assay["settings.get"]().then(
    (answer) => answer.ok && useApp.setState({ settings: answer.data }),
  );
}

/** The keyring's name as people know it. */
export function backendName(backend: string): string {
  return strings.backends[backend] ?? backend;
}
