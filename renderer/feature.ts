import type { LucideIcon } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import type { Command } from "./command.ts";
import type { Place, Places } from "./route.ts";
import type { Shortcut } from "./ui/shortcuts.ts";

/** What a part of the app gives the window. */
export interface Feature {
  /** Where one can go. */
  places?: { [Name in Place]?: Shown<Places[Name]> };
  rail?: RailEntry;
  /** What can be done now, for the palette. */
  commands?(): Command[];
  /** Asks main for what the feature begins with, and follows what happens to it from then on. */
  listen?(): void;
  /** What may appear above any screen. */
  Above?: ComponentType;
}

/** A place with its screen. */
export interface Shown<Given extends object> {
  /** What the screen is given, from the id after the slash of its address. */
  given(id: string | null): Given;
  Screen(given: Given): ReactNode;
  /** The place that the rail shows as the current one, when it is another. */
  within?: Place;
}

/** A way to a place in the rail, which is a command of the palette too. */
export interface RailEntry {
  place: Place;
  label: string;
  icon: LucideIcon;
  shortcut?: Shortcut;
  /** At the bottom, with all that follow. */
  push?: boolean;
  /** A hook for the id that the link leads to. */
  useId?(): string | null;
  /** What the command does when it does more than going there. */
  open?(): void;
}
