import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The repository's own source files below `folder`, as paths from the root with forward slashes. */
export function sourcesIn(folder: string, ending = /\.(ts|tsx|mjs)$/): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** What a source file imports, type-only imports marked. */
export function importsOf(path: string): { from: string; typeOnly: boolean }[] {
  const pattern = /^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;
  return [...read(path).matchAll(pattern)].map(([, type, fixed, dynamic]) => ({
    from: fixed ?? dynamic ?? "",
    typeOnly: type !== undefined,
  }));
}
