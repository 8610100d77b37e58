import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "./compile.mjs";
import { withDisplay } from "./display.mjs";
import { findElectron } from "./electron-runtime.mjs";
import { rootFlags } from "./root-electron.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";
import { root } from "./tool.mjs";

const [what, ...rest] = process.argv.slice(2);

/** @type {Record<string, () => Promise<number>>} */
const ways = {
  start: async () => {
    const { path } = await findElectron("start");
    ensureSystemLibraries(path, { forTests: false });
    ensureBuilt();
    return run(path, [...rootFlags(), ".", ...rest]);
  },
  demo: async () => {
    const { path } = await findElectron("demo");
    const at = rest.indexOf("--tour");
    // The tour's pictures have fonts of their own, where they can be installed.
    ensureSystemLibraries(path, { forTests: at !== -1 && process.getuid?.() === 0 });
    ensureBuilt();
    return withDisplay(() => (at === -1 ? demo(path) : tour(path, rest[at + 1])));
  },
  sandbox: async () => {
    ensureBuilt();
    return run(process.execPath, [join(root, "dist/sandbox/process.cjs"), ...rest]);
  },
  compare: () => command("compare"),
  evaluate: () => command("evaluate"),
  // A heap that grows in small steps: files are larger than memory, and what is read is soon let go.
  dataset: () => command("dataset", ["--max-semi-space-size=4", "--heap-growing-percent=20"]),
};

/** @param {string} name @param {string[]} flags of Node */
async function command(name, flags = []) {
  ensureBuilt();
  // npm changes into the project; paths count from where the person is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return run(process.execPath, [...flags, join(root, `dist/cli/${name}.cjs`), ...rest], cwd);
}

/** @param {string} electron */
async function demo(electron) {
  const profile = mkdtempSync(join(tmpdir(), "assay-demo-"));
  process.stderr.write(
    `The demo keeps nothing: its profile is ${profile} until it ends. Close the window or press Ctrl+C to end it.\n`,
  );
  try {
    return await run(electron, [...rootFlags(), `--user-data-dir=${profile}`, ".", "--demo", ...rest]);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string} electron @param {string | undefined} folder */
async function tour(electron, folder) {
  if (!folder) {
    process.stderr.write("usage: npm run demo -- --tour DIR\n");
    return 2;
  }
  // Loaded here: Playwright is heavy, and only the tour needs it.
  const { takeTour } = await import("./tour.mjs");
  const steps = await takeTour(folder, electron);
  return steps.every(({ ok }) => ok) ? 0 : 1;
}

/**
 * Runs a program until it ends; what ends this process ends that one first.
 * @param {string} program @param {string[]} parameters @returns {Promise<number>}
 */
function run(program, parameters, cwd = root) {
  const child = spawn(program, parameters, { cwd, stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  if (process.env.npm_lifecycle_event) endWithParent(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 0));
  });
}

/** When npm is ended, it ends the shell between itself and this process, and no more. @param {import("node:child_process").ChildProcess} child */
function endWithParent(child) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || child.kill(), 250).unref();
}

const way = ways[what ?? ""];
if (!way) {
  process.stderr.write(
    "usage: node build/launch.mjs start|demo|sandbox|compare|dataset|evaluate [options]\n",
  );
  process.exitCode = 2;
} else {
  way().then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
