import type { AppCommand } from "../../preload/contract/app.ts";
import { type Command, parts } from "../command.ts";
import type { RailEntry } from "../feature.ts";
import { features } from "../features.ts";
import { goTo } from "../route.ts";
import { isPressed, type Shortcut, textOf } from "../ui/shortcuts.ts";
import { closePalette, openPalette } from "./state.ts";

/** What opens the palette. */
export const paletteShortcut: Shortcut = { key: "K" };

/** Everything that can be done now, in the order it is shown in. */
export function commands(): Command[] {
  const all = features.flatMap(({ rail, commands }) => [
    ...(rail ? [toSection(rail)] : []),
    ...(commands?.() ?? []),
  ]);
  return Object.keys(parts).flatMap((part) => all.filter((one) => one.part === part));
}

const toSection = ({ place, label, shortcut, open }: RailEntry): Command => ({
  id: place,
  label,
  part: "section",
  shortcut,
  run: () => {
    if (!open) return goTo(place);
    // What it opens may take the focus, and would be behind the palette.
    closePalette();
    open();
  },
});

/** The command that a key press asks for, but for the palette itself; null for any other. */
export function commandOf(event: KeyboardEvent): Command | null {
  const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  if (isTyped) return null;
  return (
    commands().find(({ shortcut }) => typeof shortcut === "object" && isPressed(shortcut, event)) ?? null
  );
}

/** Does what the application menu asks for. */
export function runCommand(command: AppCommand): void {
  if (command === "palette") openPalette();
  else
    commands()
      .find(({ id }) => id === command)
      ?.run();
}

/** A command's shortcut as the system writes it. */
export const shortcutOf = ({ shortcut }: Command): string | undefined =>
  typeof shortcut === "object" ? textOf(shortcut) : shortcut;

/** The commands whose label holds every word of a text, in any order and case. */
export function matchingCommands(all: Command[], text: string): Command[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ label, part }) => {
    const said = `${label} ${parts[part]}`.toLocaleLowerCase();
    return wanted.every((word) => said.includes(word));
  });
}
