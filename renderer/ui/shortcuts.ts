import { useApp } from "../app-state.ts";

/** A key that does something everywhere in the window, together with Ctrl or ⌘. */
export interface Shortcut {
  /** As it is written: `K`, `1`, `F1`. */
  key: string;
  shift?: boolean;
  /** Without Ctrl or ⌘, and whatever else is held. */
  alone?: boolean;
}

const isMac = () => useApp.getState().info?.platform === "darwin";

/** A shortcut as the system writes it, for menus and tooltips. */
export function textOf({ key, shift, alone }: Shortcut): string {
  if (alone) return key;
  return isMac() ? `⌘${shift ? "⇧" : ""}${key}` : `Ctrl+${shift ? "Shift+" : ""}${key}`;
}

/** A label with its shortcut, for a tooltip. */
export const withShortcut = (label: string, shortcut: Shortcut): string => `${label} (${textOf(shortcut)})`;

/** Whether a key press is the shortcut's. */
export function isPressed({ key, shift = false, alone = false }: Shortcut, event: KeyboardEvent): boolean {
  if (alone) return event.key === key;
  const withCommand = isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!withCommand || event.altKey || event.shiftKey !== shift) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}
