import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";
import { root } from "./tool.mjs";

/**
 * `npm run coverage [-- --trials N] [--seed N] [--only METHOD]`: how often the intervals of main/statistics hold the truth, over 10,000
 * seeded trials of each design. Prints the table of docs/statistics.md and ends with 1 when a method that promises 95%
 * is not between 94 and 96%.
 */
const { values: options } = parseArgs({
  options: {
    trials: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});
const [trials, seed] = [Number(options.trials), Number(options.seed)];
if (!Number.isSafeInteger(trials) || trials < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("usage: npm run coverage -- [--trials N] [--seed N] [--only METHOD]\n");
  process.exit(2);
}

const output = join(root, "test-results/coverage");
mkdirSync(output, { recursive: true });
await build({
  configFile: false,
  root,
  logLevel: "error",
  build: {
    ssr: true,
    outDir: output,
    emptyOutDir: true,
    target: "node20",
    rolldownOptions: {
      input: { report: join(root, "test/coverage/report.ts") },
      output: { format: "esm", entryFileNames: "[name].mjs" },
    },
  },
});

/** @type {typeof import("../test/coverage/report.ts")} */
const { report } = await import(pathToFileURL(join(output, "report.mjs")).href);
const failed = report((line) => process.stdout.write(`${line}\n`), { trials, seed, only: options.only });
for (const { method, drawn } of failed) process.stderr.write(`${method} does not keep 94 to 96%: ${drawn}\n`);
if (failed.length > 0) process.exitCode = 1;
