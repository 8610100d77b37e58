import { expect, it } from "vitest";
import { contextMenu } from "../../main/context-menu.ts";

type Asked = Parameters<typeof contextMenu>[0];

const flags = {
  canUndo: true,
  canRedo: false,
  canCut: true,
  canCopy: true,
  canPaste: true,
  canDelete: true,
  canSelectAll: true,
  canEditRichly: false,
};
const nothing: Asked = {
  isEditable: false,
  selectionText: "",
  linkURL: "",
  editFlags: flags,
  misspelledWord: "",
  dictionarySuggestions: [],
};
const done: string[] = [];
const menuAt = (asked: Partial<Asked>) =>
  contextMenu(
    { ...nothing, ...asked },
    {
      copyText: (text) => done.push(`copy ${text}`),
      replaceMisspelling: (word) => done.push(`write ${word}`),
    },
  );
const shown = (asked: Partial<Asked>) =>
  menuAt(asked).map(
    ({ role, label, type, enabled }) => `${role ?? label ?? type}${enabled === false ? " (off)" : ""}`,
  );

it("has what a text field needs, and what cannot be done there is off", () => {
  expect(shown({ isEditable: true })).toEqual([
    "undo",
    "redo (off)",
    "separator",
    "cut",
    "copy",
    "paste",
    "delete",
    "separator",
    "selectAll",
  ]);
  // A key's field gives nothing away, and takes what is pasted.
  const editFlags = { ...flags, canCut: false, canCopy: false };
  expect(shown({ isEditable: true, editFlags })).toEqual(
    expect.arrayContaining(["cut (off)", "copy (off)", "paste"]),
  );
});

it("copies selected text, and an address that leads out of the app", () => {
  expect(shown({ selectionText: "cupellation" })).toEqual(["copy"]);
  const linkURL = "https://learn.microsoft.com/azure";
  expect(shown({ linkURL })).toEqual(["Copy link"]);
  expect(shown({ linkURL, selectionText: "learn" })).toEqual(["Copy link", "separator", "copy"]);
  menuAt({ linkURL })[0]?.click?.(undefined as never, undefined, undefined as never);
  expect(done.splice(0)).toEqual([`copy ${linkURL}`]);
});

it.each(["", "  \n"])("is not there where nothing can be done: %j", (selectionText) => {
  expect(shown({ selectionText })).toEqual([]);
  for (const linkURL of ["app://assay/index.html#/chat", "javascript:alert(1)", "file:///etc/passwd"])
    expect(shown({ selectionText, linkURL })).toEqual([]);
});

it("offers what the system's dictionary suggests", () => {
  const asked = { isEditable: true, misspelledWord: "helo", dictionarySuggestions: ["hello", "help"] };
  expect(shown(asked).slice(0, 4)).toEqual(["hello", "help", "separator", "undo"]);
  menuAt(asked)[1]?.click?.(undefined as never, undefined, undefined as never);
  expect(done.splice(0)).toEqual(["write help"]);
  expect(shown({ ...asked, dictionarySuggestions: [] })[0]).toBe("No suggestions (off)");
});

it("never offers a look inside", () => {
  const all = [{ isEditable: true }, { selectionText: "x" }, { linkURL: "https://a.example/" }].flatMap(
    (asked) => shown(asked),
  );
  expect(all.filter((item) => /inspect|devtools/i.test(item))).toEqual([]);
});
