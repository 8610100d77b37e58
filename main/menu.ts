import { Menu, type MenuItemConstructorOptions } from "electron";

/** The application menu. On Windows and Linux it is not shown, but its shortcuts hold. */
export function appMenu(platform: NodeJS.Platform): Menu {
  const own: MenuItemConstructorOptions[] = platform === "darwin" ? [{ role: "appMenu" }] : [];
  return Menu.buildFromTemplate([
    ...own,
    { role: "fileMenu" },
    { role: "editMenu" },
    { role: "viewMenu" },
    { role: "windowMenu" },
  ]);
}
