import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll } from "vitest";
import { wasmAsText } from "../../build/wasm-as-text.mjs";
import { createScripts, type Scripts } from "../../main/graders/scripts/scripts.ts";
import { root } from "../unit/source.ts";

/** The worker of scripts, bundled into one file in a folder that has nothing else, and ended after the tests. */
export async function bundledScripts(patience?: { start: number; answer: number }): Promise<Scripts> {
  const folder = mkdtempSync(join(tmpdir(), "assay-scripts-"));
  await build({
    configFile: false,
    root,
    logLevel: "error",
    plugins: [wasmAsText()],
    ssr: { noExternal: true },
    build: {
      ssr: join(root, "main/graders/scripts/worker.ts"),
      outDir: folder,
      target: "node20.18",
      rolldownOptions: { output: { format: "cjs", entryFileNames: "worker.cjs", codeSplitting: false } },
    },
  });
  const scripts = createScripts(join(folder, "worker.cjs"), patience);
  afterAll(() => {
    scripts.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return scripts;
}
