import { Menu, type MenuItemConstructorOptions } from "electron";
import type { AppCommand } from "../preload/contract/app.ts";
import { mainStrings } from "../preload/strings/main.ts";
import type { Emit } from "./ipc.ts";

const commands: [AppCommand, string][] = [
  ["palette", "CommandOrControl+K"],
  ["newConversation", "CommandOrControl+N"],
  ["search", "CommandOrControl+Shift+F"],
  ["home", "CommandOrControl+1"],
  ["chat", "CommandOrControl+2"],
  ["compare", "CommandOrControl+3"],
  ["models", "CommandOrControl+4"],
  ["deployments", "CommandOrControl+5"],
  ["integrations", "CommandOrControl+6"],
  ["settings", "CommandOrControl+7"],
];

/** The application menu. On Windows and Linux it is not shown, but its shortcuts hold. */
export function appMenu(platform: NodeJS.Platform, emit: Emit): Menu {
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
    { role: "viewMenu" },
    { label: mainStrings.go, submenu: commands.map(command) },
    { role: "windowMenu" },
    { role: "help", submenu: [command(["help", "F1"])] },
  ]);
}
