import { execFileSync, spawnSync } from "node:child_process";

/** Debian's names of what an Electron window needs, and a display where there is none. */
const windowPackages = [
  "xvfb",
  "libgtk-3-0",
  "libnss3",
  "libasound2",
  "libgbm1",
  "libxss1",
  "libxtst6",
  "libatspi2.0-0",
];

/** And of what the tests use besides: a keyring, certificates, and the fonts of the pictures. */
const testPackages = [
  { name: "gnome-keyring", isThere: () => isOnPath("gnome-keyring-daemon") },
  { name: "dbus-x11", isThere: () => isOnPath("dbus-launch") },
  { name: "libnss3-tools", isThere: () => isOnPath("certutil") },
  { name: "fonts-inter", isThere: () => hasFont("Inter") },
  { name: "fonts-jetbrains-mono", isThere: () => hasFont("JetBrains Mono") },
];

/**
 * Makes sure that a window can be opened on this Linux: the libraries of an Electron program, and a virtual display
 * where there is none. With `forTests` also what the tests need. Installs what is missing when root, else throws an
 * Error with the exact command. Does nothing on other systems, and nothing where nothing is missing.
 * @param {string} program @param {{ forTests: boolean }} options
 */
export function ensureSystemLibraries(program, { forTests }) {
  if (process.platform !== "linux") return;
  const missing = missingForWindow(program);
  const wanted = [
    ...(missing.length > 0 ? windowPackages : []),
    ...(forTests ? testPackages.filter(({ isThere }) => !isThere()).map(({ name }) => name) : []),
  ];
  if (wanted.length === 0) return;
  const why =
    missing.length > 0 ? `a window needs ${missing.join(", ")}` : `the tests need ${wanted.join(", ")}`;
  if (!isOnPath("apt-get")) {
    throw new Error(
      `Something is missing: ${why}. Install it with this system's package manager, then try again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    const command = `sudo apt-get update && sudo apt-get ${installing(wanted).join(" ")}`;
    throw new Error(`Something is missing: ${why}. Run this, then try again:\n  ${command}`);
  }
  process.stderr.write(`Installing with apt-get, since ${why}.\n`);
  apt(["update"]);
  apt(installing(wanted));
  const still = missingForWindow(program);
  if (still.length > 0)
    throw new Error(`Still missing for a window: ${still.join(", ")}. Install it and try again.`);
}

/** @param {string[]} packages */
const installing = (packages) => ["install", "-y", "--no-install-recommends", ...packages.map(nameHere)];

/** Newer Debians and Ubuntus call a library whose times have 64 bits by a name of its own. @param {string} name */
const nameHere = (name) =>
  spawnSync("apt-cache", ["show", "--quiet=2", `${name}t64`]).status === 0 ? `${name}t64` : name;

/** @param {string} program */
function missingForWindow(program) {
  const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
  const libraries = [...(stdout ?? "").matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? "");
  const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY || isOnPath("Xvfb");
  return hasDisplay ? libraries : [...libraries, "a display or Xvfb"];
}

/** @param {string} name */
const isOnPath = (name) => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;

/** @param {string} family */
const hasFont = (family) => {
  const { stdout } = spawnSync("fc-list", [family], { encoding: "utf8" });
  return (stdout ?? "").trim() !== "";
};

/** @param {string[]} parameters */
function apt(parameters) {
  execFileSync("apt-get", parameters, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}
