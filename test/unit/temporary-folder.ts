import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";

/** A folder that the system's temporary files go to until the test ends, so that none of another test's are in it. */
export function emptyTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "assay-test-temporary-"));
  for (const name of ["TMPDIR", "TEMP", "TMP"]) vi.stubEnv(name, folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
