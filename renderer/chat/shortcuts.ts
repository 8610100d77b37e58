import type { Shortcut } from "../ui/shortcuts.ts";

export const newConversationShortcut: Shortcut = { key: "N" };
export const searchShortcut: Shortcut = { key: "F", shift: true };
