import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";
import { writeResults } from "./bench-report.mjs";
import { ensureBuilt } from "./compile.mjs";
import { withDisplay } from "./display.mjs";
import { findElectron } from "./electron-runtime.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";
import { root } from "./tool.mjs";

/**
 * `npm run bench [-- NAME ...] [--quick] [--write]`: measures the app against its references and prints the results as
 * JSON. `--quick` takes 5 pairs in place of 20, `--write` puts the results into docs/performance.md. Ends with 1 when a
 * bench failed; a limit that is not reached is a result.
 */

/** @typedef {import("../test/bench/bench.ts").Bench} Bench */
/** @typedef {import("../test/bench/bench.ts").Setting} Setting */
/** @typedef {import("../test/bench/bench.ts").Comparison} Comparison */
/** @typedef {import("./bench-report.mjs").Result} Result */
/** @typedef {typeof import("../test/bench/statistics.ts")} Statistics */

const benchFolder = join(root, "test/bench");
/** Inside the repository, so that what is bundled finds the installed packages; ignored by git, in no package. */
const output = join(root, "test-results/bench");

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, write: { type: "boolean", default: false } },
});

/** @param {string} line */
const tell = (line) => process.stderr.write(`${line}\n`);

/** @param {string} ending @param {string} [folder] */
const entries = (ending, folder = benchFolder) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith(ending))
      .map((file) => [basename(file, ending), join(folder, file)]),
  );

const common = /** @type {const} */ ({ configFile: false, root, logLevel: "error", mode: "production" });

/** Bundles the benches for Node, as the app is bundled; packages stay outside. @param {Record<string, string>} input */
async function buildBenches(input) {
  await build({
    ...common,
    build: {
      ssr: true,
      outDir: join(output, "node"),
      emptyOutDir: true,
      target: "node20",
      minify: true,
      rolldownOptions: { input, output: { format: "esm", entryFileNames: "[name].mjs" } },
    },
  });
}

/** Bundles one script for a page, with its styles in it. @param {string} name @param {string} entry */
async function buildPage(name, entry) {
  await build({
    ...common,
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      outDir: join(output, "pages"),
      emptyOutDir: false,
      target: "chrome130",
      minify: true,
      cssCodeSplit: false,
      lib: { entry, formats: ["iife"], name: "bench", fileName: () => `${name}.js`, cssFileName: name },
    },
  });
}

/** @param {Bench} bench @param {Setting} setting @param {Statistics} statistics @returns {Promise<Result>} */
async function measure(bench, setting, { comparePairs, isReached, median }) {
  const { name, limit } = bench;
  tell(`${name} ...`);
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 1000);
  try {
    const measured = await bench.run(setting);
    if ("skipped" in measured) return { name, limit, ...measured };
    const comparisons = measured.map((one) => {
      const estimate = comparePairs(one.ours, one.reference, one.compared);
      const own = one.limit ?? limit;
      const medians = { ours: median(one.ours), reference: median(one.reference) };
      return { ...one, ...estimate, medians, limit: own, reached: isReached(estimate, own) };
    });
    for (const { what, value, limit: own, reached } of comparisons)
      tell(`  ${what}: ${value.toPrecision(3)} of at most ${own}${reached ? "" : ", not reached"}`);
    return { name, limit, comparisons, seconds: seconds() };
  } catch (error) {
    tell(`  ${name} failed: ${error instanceof Error ? error.stack : error}`);
    process.exitCode = 1;
    return { name, limit, failed: String(error), seconds: seconds() };
  }
}

/** @param {string} name */
const load = (name) => import(pathToFileURL(join(output, "node", `${name}.mjs`)).href);

async function main() {
  const files = entries(".bench.ts");
  const names = wanted.length > 0 ? wanted : Object.keys(files);
  const unknown = names.filter((name) => !(name in files));
  if (unknown.length > 0)
    throw new Error(`There is no bench ${unknown.join(", ")}; there are ${Object.keys(files).join(", ")}.`);
  const { path: electron, version } = await findElectron("test");
  ensureSystemLibraries(electron, { forTests: false });
  ensureBuilt();
  rmSync(output, { recursive: true, force: true });
  await buildBenches({ ...files, pairs: join(benchFolder, "statistics.ts") });
  for (const [name, file] of Object.entries(entries(".tsx", join(benchFolder, "pages"))))
    await buildPage(name, file);

  const work = mkdtempSync(join(tmpdir(), "assay-bench-"));
  const setting = {
    root,
    electron,
    pairs: options.quick ? 5 : 20,
    page: (/** @type {string} */ name) => join(output, "pages", name),
    folder: () => mkdtempSync(join(work, "profile-")),
  };
  try {
    const statistics = await load("pairs");
    /** @type {Result[]} */
    const results = [];
    await withDisplay(async () => {
      for (const name of names) results.push(await measure(await load(name), setting, statistics));
    });
    const report = writeResults(results, { electron: version, pairs: setting.pairs, write: options.write });
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

await main().catch((error) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
