import { listenToApp } from "./app-state.ts";
import { connections } from "./connections/feature.tsx";
import { features } from "./features.ts";
import { loadScreens } from "./ui/later.tsx";

/** Asks main for everything the window begins with, and listens to its events from then on. */
export function startApp(): void {
  // What Home and the status bar show comes first.
  connections.listen?.();
  for (const feature of features) if (feature !== connections) feature.listen?.();
  listenToApp();
  loadScreens();
}
