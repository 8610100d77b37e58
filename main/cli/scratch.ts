import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder of this user's only, and what deletes it: at the latest when the process ends. */
export function openScratch(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "assay-dataset-"));
  const remove = () => {
    process.off("exit", remove);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on("exit", remove);
  return { folder, remove };
}
