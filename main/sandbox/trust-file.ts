import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Writes a file into a temporary folder of its own, for other programs to read until it is removed. */
export function keepFile(folder: string, name: string, text: string): { path: string; remove(): void } {
  const own = mkdtempSync(join(tmpdir(), `${folder}-`));
  const path = join(own, name);
  writeFileSync(path, text);
  return { path, remove: () => rmSync(own, { recursive: true, force: true }) };
}
