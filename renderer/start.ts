import { listenToApp } from "./app-state.ts";
import { features } from "./features.ts";

/** Asks main for everything the window begins with, and listens to its events from then on. */
export function startApp(): void {
  for (const { listen } of features) listen?.();
  listenToApp();
}
