import { spawn } from "node:child_process";

/** Whether this is a Linux without a display, so that a virtual one has to be started. */
export const lacksDisplay = () =>
  process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

/**
 * Runs `work` with a display: the person's own, or on a Linux without one a virtual one that ends with it.
 * Sets DISPLAY for child processes meanwhile. Gives what `work` gives.
 * @template Value
 * @param {() => Promise<Value>} work @returns {Promise<Value>}
 */
export async function withDisplay(work) {
  if (!lacksDisplay()) return work();
  process.stderr.write(
    "There is no display here, so a virtual one (Xvfb) is used: the window cannot be seen.\n",
  );
  // The kernel ends it with this process, however that ends.
  const tied = ["--pdeathsig", "TERM", "Xvfb"];
  const options = ["-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"];
  const server = spawn("setpriv", [...tied, ...options], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  try {
    process.env.DISPLAY = `:${await displayNumber(server)}`;
    return await work();
  } finally {
    delete process.env.DISPLAY;
    server.kill();
  }
}

/** @param {import("node:child_process").ChildProcess} server @returns {Promise<string>} */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`Xvfb ended with ${code} before it was ready.`)));
    server.stdio[3]?.once("data", (/** @type {Buffer} */ line) => resolve(line.toString().trim()));
  });
}
