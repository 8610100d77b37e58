import { readFile, stat, writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { BrowserWindow, dialog, type FileFilter } from "electron";
import type { ConversationSummary } from "../preload/contract/conversations.ts";
import type { Intake } from "../preload/contract/datasets.ts";
import type { Input, Result } from "../preload/contract/index.ts";
import type { RegisteredModel } from "../preload/contract/models.ts";
import { mainStrings } from "../preload/strings/main.ts";
import type { Written } from "./bundles/bundles.ts";
import { bundleExtension } from "./bundles/format.ts";
import { bundleLimit } from "./bundles/pack.ts";
import type { Conversations } from "./conversations/conversations.ts";
import type { Datasets } from "./datasets/datasets.ts";
import { problem } from "./foundry/error.ts";
import type { Models } from "./models/models.ts";
import type { Votes } from "./votes/votes.ts";

/** Bytes of a file that is imported. */
const importLimit = 50_000_000;
const jsonFiles: FileFilter[] = [{ name: mainStrings.conversationFiles, extensions: ["json"] }];
const modelFiles: FileFilter[] = [{ name: mainStrings.modelFiles, extensions: ["json"] }];
const bundleFiles: FileFilter[] = [{ name: mainStrings.runFiles, extensions: [bundleExtension] }];
const dataFiles: FileFilter[] = [
  { name: mainStrings.dataFiles, extensions: ["jsonl", "ndjson", "csv", "txt", "md"] },
];
const promptFiles: FileFilter[] = [
  { name: mainStrings.promptFiles, extensions: ["csv", "jsonl", "ndjson", "txt", "md"] },
];
const voteFiles: Record<Input<"votes.export">["format"], FileFilter> = {
  csv: { name: mainStrings.tableFiles, extensions: ["csv"] },
  json: { name: mainStrings.votes.scoreboard, extensions: ["json"] },
  jsonl: { name: mainStrings.votes.files, extensions: ["jsonl"] },
};
const markdownFiles: FileFilter[] = [{ name: mainStrings.markdownFiles, extensions: ["md"] }];

/** Writes a conversation to a file the person picks. Gives its path, or null when they pick none. Throws `storage_failed`. */
export function exportConversation(
  conversations: Conversations,
  id: string,
  format: "json" | "markdown",
): Promise<string | null> {
  const text = conversations.exported(id, format);
  const { title } = conversations.get(id);
  return format === "json"
    ? saveFile(fileNameOf(title, "json"), text, jsonFiles)
    : saveFile(fileNameOf(title, "md"), text, markdownFiles);
}

/** Reads a conversation from a file the person picks. Null when they pick none. Throws `import_refused`. */
export async function importConversation(conversations: Conversations): Promise<ConversationSummary | null> {
  const text = await openFile(importLimit, jsonFiles);
  return text === null ? null : conversations.imported(text);
}

/** Writes a registered model to a file the person picks. Gives its path, or null when they pick none. Throws `storage_failed`. */
export function exportModel(models: Models, id: string): Promise<string | null> {
  const { name } = models.get(id);
  return saveFile(fileNameOf(name, "json"), models.exported(id), modelFiles);
}

/** Reads a registered model from a file the person picks. Null when they pick none. Throws `import_refused`. */
export async function importModel(models: Models): Promise<RegisteredModel | null> {
  const text = await openFile(importLimit, modelFiles);
  return text === null ? null : models.imported(text);
}

/** Writes a comparison to a file the person picks. Gives its path, or null when they pick none. Throws `storage_failed`. */
export function exportRuns({ name, extension, content }: Written): Promise<string | null> {
  const filters = [{ name: mainStrings.runFiles, extensions: [extension] }];
  return saveFile(fileNameOf(name, extension), content, filters);
}

/** The bytes of a run bundle the person picks; null when they pick none. Throws `import_refused`. */
export const pickBundle = (): Promise<Uint8Array | null> => openBytes(bundleLimit, bundleFiles);

/** Takes the data files the person picks; nothing when they pick none. */
export async function pickDatasets(datasets: Datasets): Promise<Intake> {
  const { filePaths } = await dialog.showOpenDialog(owner(), {
    properties: ["openFile", "multiSelections"],
    filters: dataFiles,
  });
  return datasets.take(filePaths.map((path) => ({ path })));
}

/** What the person picks a file of prompts for: its name, its text and how that holds prompts. Null when they pick none. */
export async function pickPrompts(): Promise<Result<"series.pickPrompts">> {
  const { filePaths } = await dialog.showOpenDialog(owner(), {
    properties: ["openFile"],
    filters: promptFiles,
  });
  const [path] = filePaths;
  if (!path) return null;
  const text = (await readBytes(path, importLimit)).toString("utf8");
  const ending = extname(path).toLowerCase();
  const format = ending === ".csv" ? "csv" : ending === ".jsonl" || ending === ".ndjson" ? "jsonl" : "lines";
  return { name: basename(path), text, format };
}

/** Writes the scoreboard or the votes to a file the person picks. Gives its path, or null when they pick none. Throws `storage_failed`. */
export async function exportVotes(votes: Votes, input: Input<"votes.export">): Promise<string | null> {
  const text = await votes.exported(input);
  const { format, task } = input;
  const name = format === "jsonl" ? mainStrings.votes.files : mainStrings.votes.scoreboard;
  return saveFile(fileNameOf(task ? `${name}, ${task}` : name, format), text, [voteFiles[format]]);
}

/** Asks where to write a file, and writes it. Gives the path, or null when no place was picked. Throws `storage_failed`. */
async function saveFile(
  name: string,
  content: string | Uint8Array,
  filters: FileFilter[],
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(owner(), { defaultPath: name, filters });
  if (canceled || !filePath) return null;
  try {
    await writeFile(filePath, content);
  } catch (error) {
    throw problem("storage_failed", {}, error);
  }
  return filePath;
}

/** The text of a file that `openBytes` gives. */
const openFile = async (limit: number, filters: FileFilter[]): Promise<string | null> =>
  (await openBytes(limit, filters))?.toString("utf8") ?? null;

/**
 * Asks for a file and reads it, at most `limit` bytes. Null when none was picked. Throws `import_refused` for one that is
 * larger or cannot be read.
 */
async function openBytes(limit: number, filters: FileFilter[]): Promise<Buffer | null> {
  const { filePaths } = await dialog.showOpenDialog(owner(), { properties: ["openFile"], filters });
  const [path] = filePaths;
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
function fileNameOf(title: string, extension: string): string {
  const name = title.replace(/[\p{C}<>:"/\\|?*]+/gu, " ").trim();
  return `${name.slice(0, 80) || mainStrings.conversationFiles}.${extension}`;
}
