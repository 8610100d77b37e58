import type { Dataset } from "../../preload/contract/datasets.ts";
import { goTo } from "../route.ts";
import { dropFiles, pasteText, pickFiles } from "./intake.ts";

/** Imports files or a folder that the person picks, and shows the dataset. */
export const importFiles = (what: "files" | "folder"): Promise<void> => showing(pickFiles(what));

/** The same with files that were dropped. */
export const importDropped = (files: readonly File[]): Promise<void> => showing(dropFiles(files));

/** The same with text that was pasted. */
export const importPasted = (text: string): Promise<void> => showing(pasteText(text));

async function showing(work: Promise<Dataset | null>): Promise<void> {
  const made = await work;
  if (made) goTo("datasets", made.id);
}
