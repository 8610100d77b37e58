import { strings } from "../../preload/strings/en.ts";

/** A capability flag as people read it; one that is new to the app is shown as the service wrote it. */
export const capabilityText = (flag: string): string =>
  strings.deployments.capabilities[flag] ?? flag.replaceAll("_", " ");
