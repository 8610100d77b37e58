import {
  app,
  BrowserWindow,
  type ContextMenuParams,
  clipboard,
  Menu,
  type MenuItemConstructorOptions,
  type WebContents,
} from "electron";
import { mainStrings } from "../preload/strings/main.ts";
import { mayOpenAsked } from "./address.ts";

type Asked = Pick<
  ContextMenuParams,
  "isEditable" | "selectionText" | "linkURL" | "editFlags" | "misspelledWord" | "dictionarySuggestions"
>;
type Does = Pick<WebContents, "replaceMisspelling"> & { copyText: (text: string) => void };

/** Shows a menu where a person asks for one, with the mouse or the keyboard, in every window there will be. */
export function offerContextMenus(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("context-menu", (_event, asked) => {
      const window = BrowserWindow.fromWebContents(contents);
      const items = contextMenu(asked, {
        replaceMisspelling: (word) => contents.replaceMisspelling(word),
        copyText: (text) => clipboard.writeText(text),
      });
      if (window === null || items.length === 0) return;
      const { x, y, menuSourceType: sourceType } = asked;
      Menu.buildFromTemplate(items).popup({ window, x, y, sourceType });
    });
  });
}

/**
 * What can be done at a place: with a text field, with text that is selected, with a link that leads out of the app. Empty
 * where nothing can.
 */
export function contextMenu(asked: Asked, does: Does): MenuItemConstructorOptions[] {
  const { isEditable, selectionText, linkURL, editFlags } = asked;
  const copy: MenuItemConstructorOptions = { role: "copy", enabled: editFlags.canCopy };
  const groups: MenuItemConstructorOptions[][] = isEditable
    ? [
        spelling(asked, does),
        [
          { role: "undo", enabled: editFlags.canUndo },
          { role: "redo", enabled: editFlags.canRedo },
        ],
        [
          { role: "cut", enabled: editFlags.canCut },
          copy,
          { role: "paste", enabled: editFlags.canPaste },
          { role: "delete", enabled: editFlags.canDelete },
        ],
        [{ role: "selectAll", enabled: editFlags.canSelectAll }],
      ]
    : [
        // A link within the app is an address that nothing else understands.
        mayOpenAsked(linkURL) ? [{ label: mainStrings.copyLink, click: () => does.copyText(linkURL) }] : [],
        selectionText.trim() === "" ? [] : [copy],
      ];
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, at) => (at === 0 ? group : [{ type: "separator" as const }, ...group]));
}

/** What the system's dictionary suggests for the word under the pointer. */
function spelling(
  { misspelledWord, dictionarySuggestions }: Asked,
  does: Does,
): MenuItemConstructorOptions[] {
  if (misspelledWord === "") return [];
  if (dictionarySuggestions.length === 0) return [{ label: mainStrings.noSuggestions, enabled: false }];
  return dictionarySuggestions.map((word) => ({ label: word, click: () => does.replaceMisspelling(word) }));
}
