import type { RailEntry } from "./feature.ts";
import { features } from "./features.ts";

/** The rail from top to bottom. Whoever has no shortcut of its own has the number of its place, up to nine. */
export const rail: readonly RailEntry[] = features
  .flatMap((feature) => feature.rail ?? [])
  .map((entry, at) => (entry.shortcut || at > 8 ? entry : { ...entry, shortcut: { key: String(at + 1) } }));
