import { create } from "zustand";
import type { AppInfo, Settings } from "../preload/contract/app.ts";
import { strings } from "../preload/strings/en.ts";

interface AppState {
  info: AppInfo | null;
  settings: Settings | null;
}

/** What the app says of itself; null until it has. */
export const useApp = create<AppState>(() => ({ info: null, settings: null }));

/** Asks what the app says of itself, and follows the settings. */
export function listenToApp(): void {
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
