import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * The script behind the command of an installed package, to be run with Node: that works alike on every system.
 * @param {string} packageName @param {string} command
 */
export function tool(packageName, command) {
  const folder = join(root, "node_modules", packageName);
  return join(folder, JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).bin[command]);
}
