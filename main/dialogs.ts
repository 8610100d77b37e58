import { readFile, stat, writeFile } from "node:fs/promises";
import { BrowserWindow, dialog, type FileFilter } from "electron";
import { beginningOf } from "../preload/cut.ts";
import { textOf } from "../preload/decode.ts";
import { mainStrings } from "../preload/strings/main.ts";
import { FoundryError, problem } from "./foundry/error.ts";

/** Bytes of a file that is imported. */
const importLimit = 50_000_000;

/** Asks where to write a file, and writes it. Gives the path, or null when no place was picked. Throws `storage_failed`. */
export async function saveFile(
  name: string,
  content: string | Uint8Array,
  filters: FileFilter[],
): Promise<string | null> {
  const filePath = await pickTarget(name, filters);
  if (filePath === null) return null;
  try {
    await writeFile(filePath, content);
  } catch (error) {
    throw problem("storage_failed", {}, error);
  }
  return filePath;
}

/** Asks where to write a file. Null when no place was picked. */
export async function pickTarget(name: string, filters: FileFilter[]): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(owner(), { defaultPath: name, filters });
  return canceled || !filePath ? null : filePath;
}

/** Asks for a folder. Gives its path in a list, which is empty when none was picked. */
export async function pickFolder(): Promise<string[]> {
  return (await dialog.showOpenDialog(owner(), { properties: ["openDirectory"] })).filePaths;
}

/** The text of a file that the person picks. Null when none was picked. Throws what `readText` throws. */
export async function openText(filters: FileFilter[]): Promise<string | null> {
  const [path] = await pickFiles(filters);
  return path ? readText(path) : null;
}

/** Reads a file of what may be imported as text. Throws what `readBytes` throws, and `import_refused` for one that is no text. */
export async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path, importLimit);
  try {
    return textOf(bytes);
  } catch (error) {
    throw problem("import_refused", { why: isZip(bytes) ? "zip" : "text" }, error);
  }
}

/** Reads a file of prompts as text. Throws `prompts_refused` for one that is no text, is larger than what is imported, or cannot be read. */
export async function readPromptFile(path: string): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    if (!(error instanceof FoundryError)) throw error;
    throw problem("prompts_refused", error.diagnosis.parameters, error);
  }
}

/** What every ZIP archive begins with (PKWARE's application note, section 4.3.7). */
const isZip = (bytes: Uint8Array) => Buffer.from("PK\u0003\u0004").equals(bytes.subarray(0, 4));

/** Asks for files, one or with `several` more. Gives their paths, none when none was picked. */
export async function pickFiles(filters: FileFilter[], { several = false } = {}): Promise<string[]> {
  const properties: ("openFile" | "multiSelections")[] = several
    ? ["openFile", "multiSelections"]
    : ["openFile"];
  return (await dialog.showOpenDialog(owner(), { properties, filters })).filePaths;
}

/**
 * Asks for a file and reads it, at most `limit` bytes. Null when none was picked. Throws `import_refused` for one that is
 * larger or cannot be read.
 */
export async function openBytes(limit: number, filters: FileFilter[]): Promise<Buffer | null> {
  const [path] = await pickFiles(filters);
  return path ? readBytes(path, limit) : null;
}

/** Reads a file of at most `limit` bytes. Throws `import_refused` for one that is larger or cannot be read. */
async function readBytes(path: string, limit: number): Promise<Buffer> {
  const refused = (error: unknown) => problem("import_refused", { why: "unreadable" }, error);
  const { size } = await stat(path).catch((error) => {
    throw refused(error);
  });
  if (size > limit) throw problem("import_refused", { why: "too_large" });
  return readFile(path).catch((error) => {
    throw refused(error);
  });
}

/** The window that asks. There is one: only a page can call. */
function owner(): BrowserWindow {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) throw problem("unexpected");
  return window;
}

/** A title as a file's name: without what a file system does not take. */
export function fileNameOf(title: string, extension: string): string {
  const name = title.replace(/[\p{C}\s<>:"/\\|?*]+/gu, " ").trim();
  return `${beginningOf(name, 80) || mainStrings.conversationFiles}.${extension}`;
}
