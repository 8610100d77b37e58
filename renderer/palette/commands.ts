import type { AppCommand } from "../../preload/contract/app.ts";
import { type Command, parts } from "../command.ts";
import type { RailEntry } from "../feature.ts";
import { features } from "../features.ts";
import { rail } from "../rail.ts";
import { goTo } from "../route.ts";
import { isPressed, type Shortcut, textOf } from "../ui/shortcuts.ts";
import { closePalette, openPalette } from "./state.ts";

/** What opens the palette. */
export const paletteShortcut: Shortcut = { key: "K" };

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

/** What keys and the application menu do, wherever the person is. */
const everywhere: readonly Command[] = [
  ...features.flatMap(({ shortcuts }) => shortcuts ?? []),
  ...rail.map(toSection),
];

/** Everything that can be done now, in the order it is shown in. */
export function commands(): Command[] {
  const all = [...everywhere, ...features.flatMap((feature) => feature.commands?.() ?? [])];
  return Object.keys(parts).flatMap((part) => all.filter((one) => one.part === part));
}

/** The command that a key press asks for, but for the palette itself; null for any other. */
export const commandOf = (event: KeyboardEvent): Command | null =>
  everywhere.find(({ shortcut }) => typeof shortcut === "object" && isPressed(shortcut, event)) ?? null;

/** Does what the application menu asks for. */
export function runCommand(command: AppCommand): void {
  if (command === "palette") openPalette();
  else everywhere.find(({ id }) => id === command)?.run();
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
