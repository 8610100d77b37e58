import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { refused } from "../refused.ts";

/** How deep a folder is searched, and how many files are taken of all that was given. */
const depthLimit = 4;
const countLimit = 1000;

const endings = ["jsonl", "ndjson", "json", "csv", "tsv", "parquet", "txt", "md"];
const dataFile = new RegExp(`\\.(?:${endings.join("|")})(?:\\.gz)?$`, "i");

/**
 * The files of what was given, in its order: a file itself, whatever its name, and of a folder those that are data by
 * their ending, sorted, down to four folders deep. Links and what is hidden are left out in folders. `isCut` is whether
 * there were more than a thousand. Throws `dataset_unreadable` for a path that leads to nothing.
 */
export async function filesIn(paths: readonly string[]): Promise<{ files: string[]; isCut: boolean }> {
  const files = new Set<string>();
  const search = async (folder: string, depth: number): Promise<void> => {
    for (const entry of await entriesOf(folder)) {
      if (files.size > countLimit) return;
      if (entry.name.startsWith(".")) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < depthLimit) await search(path, depth + 1);
      else if (entry.isFile() && dataFile.test(entry.name)) files.add(path);
    }
  };
  for (const path of paths) {
    const facts = await stat(path).catch((error: unknown) => {
      throw refused("unreadable", error);
    });
    if (facts.isDirectory()) await search(path, 1);
    else files.add(path);
  }
  return { files: [...files].slice(0, countLimit), isCut: files.size > countLimit };
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw refused("unreadable", error);
  });
  // By code units: the same on every machine.
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}
