import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, tool } from "./tool.mjs";

const sources = ["main", "preload", "renderer", "vite.config.ts", "package.json"];
const outputs = [
  "dist/main/index.cjs",
  "dist/preload/index.cjs",
  "dist/sandbox/process.cjs",
  "dist/datasets/process.cjs",
  "dist/evaluations/process.cjs",
  "dist/graders/worker.cjs",
  "dist/cli/compare.cjs",
  "dist/cli/dataset.cjs",
  "dist/cli/evaluate.cjs",
  "dist/renderer/index.html",
];

/** Builds the app into dist/ unless that is newer than every source. Talks on stderr. Throws when the build fails. */
export function ensureBuilt() {
  if (oldest(outputs) > newest(sources)) return;
  process.stderr.write("Building.\n");
  const build = [tool("vite", "vite"), "build", "--app", "--logLevel", "warn"];
  execFileSync(process.execPath, build, { cwd: root, stdio: ["ignore", 2, 2] });
}

/** @param {string[]} files */
const oldest = (files) => Math.min(...files.map((file) => timeOf(join(root, file))));

/** @param {string[]} places @returns {number} */
const newest = (places) =>
  Math.max(
    ...places.flatMap((place) => {
      const path = join(root, place);
      if (!statSync(path).isDirectory()) return timeOf(path);
      return readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => timeOf(join(path, name)));
    }),
  );

/** @param {string} file */
function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
