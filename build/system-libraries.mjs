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
const testPackages = ["gnome-keyring", "dbus-x11", "libnss3-tools", "fonts-inter", "fonts-jetbrains-mono"];

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
    ...(forTests ? testPackages.filter(isMissing) : []),
  ];
  if (wanted.length === 0) return;
  const why =
    missing.length > 0 ? `a window needs ${missing.join(", ")}` : `the tests need ${wanted.join(", ")}`;
  if (!isOnPath("apt-get"))
    throw new Error(`Missing here: ${why}. Install it with this system's package manager, then try again.`);
  const command = ["apt-get", "install", "-y", "--no-install-recommends", ...wanted];
  if (process.getuid?.() !== 0) {
    throw new Error(
      `Missing here: ${why}. Run this, then try again:\n  sudo apt-get update && sudo ${command.join(" ")}`,
    );
  }
  process.stderr.write(`Installing, since ${why}: ${command.join(" ")}\n`);
  apt(["update"]);
  apt(command.slice(1));
  const still = missingForWindow(program);
  if (still.length > 0)
    throw new Error(`Still missing for a window: ${still.join(", ")}. Install it and try again.`);
}

/** @param {string} program */
function missingForWindow(program) {
  const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
  const libraries = [...(stdout ?? "").matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? "");
  const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY || isOnPath("Xvfb");
  return hasDisplay ? libraries : [...libraries, "a display or Xvfb"];
}

/** @param {string} name */
const isOnPath = (name) => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;

/** @param {string} name */
function isMissing(name) {
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f", "${Status}", name], { encoding: "utf8" });
  return !(stdout ?? "").includes("install ok installed");
}

/** @param {string[]} parameters */
function apt(parameters) {
  execFileSync("apt-get", parameters, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}
