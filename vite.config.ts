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

/**
 * The files of main: what opens the window, what opens the app behind it, and what that loads in turn, in its own order.
 * Each has what it needs and those before it have not.
 */
const mainFiles = () => {
  const loaded = readFileSync(at("main/app.ts"), "utf8").matchAll(/\bimport\("\.\/([^"]+)\.ts"\)/g);
  const files = ["main/opened", ...[...loaded].map(([, file]) => `main/${file}`), "preload/contract/index"];
  const groups = files.map((file, place) => ({
    name: file.replaceAll(/^main\/|\/(feature|index)$/g, "").replaceAll("/", "-"),
    test: `/${file}.ts`,
    priority: files.length - place,
  }));
  return { groups: [{ name: "window", tags: ["$initial" as const], priority: files.length + 1 }, ...groups] };
};

/** One bundled file per Node entry, but for main (docs/architecture.md). */
const nodeBundle = (
  entry: string,
  outDir: string,
  name: string,
  { emptyOutDir = true, codeSplitting = false as ReturnType<typeof mainFiles> | false } = {},
) => ({
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
      output: {
        format: "cjs" as const,
        entryFileNames: "[name].cjs",
        chunkFileNames: "[name].cjs",
        codeSplitting,
      },
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
    main: nodeBundle("main/index.ts", "dist/main", "index", { codeSplitting: mainFiles() }),
    sandbox: nodeBundle("main/sandbox/process.ts", "dist/sandbox", "process"),
    datasets: nodeBundle("main/datasets/process/process.ts", "dist/datasets", "process"),
    evaluations: nodeBundle("main/evaluations/process/process.ts", "dist/evaluations", "process"),
    graders: nodeBundle("main/graders/scripts/worker.ts", "dist/graders", "worker"),
    cli: nodeBundle("main/cli/compare.ts", "dist/cli", "compare"),
    // Beside the one before, which has emptied the folder.
    dataset: nodeBundle("main/cli/dataset.ts", "dist/cli", "dataset", { emptyOutDir: false }),
    evaluate: nodeBundle("main/cli/evaluate.ts", "dist/cli", "evaluate", { emptyOutDir: false }),
    preload: nodeBundle("preload/index.ts", "dist/preload", "index"),
  },
});
