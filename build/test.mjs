import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "./compile.mjs";
import { findElectron, handOn } from "./electron-runtime.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";
import { failedPages, readPlaywright, readVitest, slowest, tally } from "./test-results.mjs";
import { root, tool } from "./tool.mjs";

/**
 * `npm test`: types, lint, what nobody uses, unit tests, and in a real Electron the end-to-end tests and the packed app.
 * Every stage runs, also after one that failed; the last line counts all of them together. What only says yes or no runs
 * at the same time; the unit tests and the windows run one after the other, because both measure times.
 */

/** @typedef {import("./test-results.mjs").Outcome} Outcome */
/** @typedef {{ name: string, outcomes: Outcome[] }} Stage */
/** @typedef {Stage & { ms: number }} TimedStage */

const began = performance.now();

const reports = mkdtempSync(join(tmpdir(), "assay-test-reports-"));

/** @param {string} title @param {string[]} command @param {NodeJS.ProcessEnv} [env] @returns {Promise<boolean>} */
function run(title, command, env = {}) {
  console.log(`\n== ${title}`);
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0));
  });
}

/** A stage as the one thing that passed or failed. @param {string} name @param {boolean} ok @returns {Outcome} */
const single = (name, ok) => ({ name, outcome: ok ? "passed" : "failed", ms: 0 });

/** What a runner reported; where it failed without naming a test, that counts too. @param {string} name @param {boolean} ok @param {Outcome[]} outcomes */
const reported = (name, ok, outcomes) => ({
  name,
  outcomes: ok || tally(outcomes).failed > 0 ? outcomes : [...outcomes, single(name, false)],
});

/**
 * A tool that only says yes or no counts as one. What it says is shown when it has ended, so that several can run at the
 * same time.
 * @param {string} name @param {string[]} command @returns {Promise<Stage>}
 */
async function check(name, command) {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => said.push(bytes));
  const [code] = await once(child, "close");
  console.log(`\n== ${name}\n${Buffer.concat(said)}`);
  return { name, outcomes: [single(name, code === 0)] };
}

/** @returns {Promise<Stage>} */
async function unitTests() {
  const name = "unit tests";
  const file = join(reports, "unit.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const ok = await run(name, [tool("vitest", "vitest"), "run", ...reporters]);
  return reported(name, ok, readVitest(file));
}

/** @returns {Promise<Stage>} */
async function windowTests() {
  const name = "end-to-end tests and the packed app";
  const runtime = await findElectron("test");
  ensureSystemLibraries(runtime.path, { forTests: true });
  ensureBuilt();
  const file = join(reports, "windows.json");
  const command = [tool("@playwright/test", "playwright"), "test", "--reporter=list,json"];
  const env = { ...handOn(runtime), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const title = `${name}, in Electron ${runtime.version} (${runtime.why})`;
  const ok = await run(title, command, env);
  for (const page of failedPages(join(root, "test-results"))) console.log(`\n== what was seen: ${page}`);
  return reported(name, ok, readPlaywright(file));
}

/** What keeps a stage from running fails it. @param {string} name @param {() => Promise<Stage>} stage @returns {Promise<TimedStage>} */
async function attempt(name, stage) {
  const from = performance.now();
  const done = await stage().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return { name, outcomes: [single(name, false)] };
  });
  return { ...done, ms: performance.now() - from };
}

/** @param {number} ms */
const inMinutes = (ms) => `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;

/** @param {TimedStage[]} stages */
function summarise(stages) {
  const all = stages.flatMap(({ outcomes }) => outcomes);
  console.log("\nThe ten slowest tests:");
  for (const { name, ms } of slowest(all, 10))
    console.log(`${String(Math.round(ms)).padStart(8)} ms  ${name}`);
  console.log("\nWhat ran:");
  for (const { name, outcomes, ms } of stages) {
    const { passed, failed, skipped } = tally(outcomes);
    console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} did not run, in ${inMinutes(ms)}`);
    for (const one of outcomes) {
      if (one.outcome === "skipped") console.log(`  did not run: ${one.name}`);
      if (one.outcome === "flaky") console.log(`  passed only when tried again: ${one.name}`);
      if (one.outcome === "failed") console.log(`  failed: ${one.name}`);
      if (one.why) console.log(one.why.split("\n").slice(0, 12).join("\n").replace(/^/gm, "    "));
    }
  }
  console.log(`All of it took ${inMinutes(performance.now() - began)}.`);
  const { passed, failed } = tally(all);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

try {
  const checks = await Promise.all([
    attempt("types", () => check("types", [tool("typescript", "tsc"), "--noEmit"])),
    attempt("lint", () =>
      check("lint", [tool("@biomejs/biome", "biome"), "check", "--error-on-warnings", "."]),
    ),
    attempt("what nobody uses", () => check("what nobody uses", [tool("knip", "knip"), "--no-progress"])),
  ]);
  summarise([
    ...checks,
    await attempt("unit tests", unitTests),
    await attempt("end-to-end tests and the packed app", windowTests),
  ]);
} finally {
  rmSync(reports, { recursive: true, force: true });
}
