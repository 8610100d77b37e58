import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { ranksAsJson } from "./build/ranks-as-json.mjs";
import { wasmAsText } from "./build/wasm-as-text.mjs";
import manifest from "./package.json" with { type: "json" };

const requireHere = createRequire(import.meta.url);
const at = (path: string) => resolve(import.meta.dirname, path);

/** What main loads after its first file, in this order: each file has what those before it have not. */
const rooms = [
  ...readFileSync(at("main/app.ts"), "utf8").matchAll(/\bimport\("\.\/([^"]+)\.ts"\)/g),
].map(([, file = ""]) => file);
const later = ["opened", "../preload/contract/index", ...rooms].map((file, index, { length }) => ({
  name: file.replaceAll(/^\W+|\/(feature|index)$/g, "").replaceAll("/", "-"),
  test: at(`main/${file}.ts`),
  priority: length - index,
}));

/** One bundled file per Node entry: module resolution at start-up costs more than parsing (docs/architecture.md). */
const nodeBundle = (entry: string, outDir: string, name: string, emptyOutDir = true, codeSplitting: false | { groups: typeof later } = false) => ({
  consumer: "server" as const,
  resolve: {
    noExternal: true as const,
    external: ["electron", "@photostructure/sqlite"],
    conditions: ["node"],
  },
  build: {
    outDir: at(outDir),
    emptyOutDir,
    target: "node20.18",
    minify: true,
    sourcemap: true,
    copyPublicDir: false,
    rolldownOptions: {
      input: { [name]: at(entry) },
      output: { format: "cjs" as const, entryFileNames: "[name].cjs", chunkFileNames: "[name].cjs", codeSplitting },
    },
  },
});

export default defineConfig({
  root: at("renderer"),
  base: "./",
  appType: "spa",
  plugins: [react(), ranksAsJson(), wasmAsText()],
  define: {
    __APP_VERSION__: JSON.stringify(manifest.version),
    __ELECTRON_VERSION__: JSON.stringify(requireHere("electron/package.json").version),
  },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: at("dist/renderer"),
        emptyOutDir: true,
        target: "chrome130",
        modulePreload: { polyfill: false },
        sourcemap: true,
        // What the first page needs is one file: each further one costs a request of its own at start.
        rolldownOptions: {
          output: { codeSplitting: { groups: [{ name: "window", tags: ["$initial"] }] } },
        },
      },
    },
    main: nodeBundle("main/index.ts", "dist/main", "index", true, { groups: [{ name: "window", tags: ["$initial"], priority: 99 }, ...later] } as never),
    sandbox: nodeBundle("main/sandbox/process.ts", "dist/sandbox", "process"),
    datasets: nodeBundle("main/datasets/process/process.ts", "dist/datasets", "process"),
    evaluations: nodeBundle("main/evaluations/process/process.ts", "dist/evaluations", "process"),
    graders: nodeBundle("main/graders/scripts/worker.ts", "dist/graders", "worker"),
    cli: nodeBundle("main/cli/compare.ts", "dist/cli", "compare"),
    // Beside the one before, which has emptied the folder.
    dataset: nodeBundle("main/cli/dataset.ts", "dist/cli", "dataset", false),
    evaluate: nodeBundle("main/cli/evaluate.ts", "dist/cli", "evaluate", false),
    preload: nodeBundle("preload/index.ts", "dist/preload", "index"),
  },
});
