import { Menu, type MenuItemConstructorOptions } from "electron";
import type { AppCommand } from "../preload/contract/app.ts";
import { mainStrings } from "../preload/strings/main.ts";
import type { Emit } from "./ipc.ts";

/** The sections of the rail that have no key of their own, in its order: each has the number of its place. */
export const sections: readonly AppCommand[] = [
  "home",
  "chat",
  "compare",
  "models",
  "datasets",
  "fineTuning",
  "evaluations",
  "deployments",
  "integrations",
];

const commands: [AppCommand, string][] = [
  ["palette", "CommandOrControl+K"],
  ["newConversation", "CommandOrControl+N"],
  ["search", "CommandOrControl+Shift+F"],
  ...sections.map((id, at): [AppCommand, string] => [id, `CommandOrControl+${at + 1}`]),
  ["settings", "CommandOrControl+,"],
];

/** What the system's own menu of views has; in a release without the tools for whoever works on the app. */
const view = (isRelease: boolean): MenuItemConstructorOptions[] => [
  { role: "reload" },
  ...(isRelease ? [] : [{ role: "toggleDevTools" } as const]),
  { type: "separator" },
  { role: "resetZoom" },
  { role: "zoomIn" },
  { role: "zoomOut" },
  { type: "separator" },
  { role: "togglefullscreen" },
];

/** The application menu. On Windows and Linux it is not shown, but its shortcuts hold. */
export function appMenu(platform: NodeJS.Platform, isRelease: boolean, emit: Emit): Menu {
  // The page listens for the keys itself, so that they hold in every window; the menu only shows them.
  const command = ([id, accelerator]: [AppCommand, string]): MenuItemConstructorOptions => ({
    label: mainStrings.commands[id],
    accelerator,
    registerAccelerator: false,
    click: () => emit("app.command", id),
  });
  const own: MenuItemConstructorOptions[] = platform === "darwin" ? [{ role: "appMenu" }] : [];
  return Menu.buildFromTemplate([
    ...own,
    { role: "fileMenu" },
    { role: "editMenu" },
    { role: "viewMenu", submenu: view(isRelease) },
    { label: mainStrings.go, submenu: commands.map(command) },
    { role: "windowMenu" },
    { role: "help", submenu: [command(["help", "F1"])] },
  ]);
}
