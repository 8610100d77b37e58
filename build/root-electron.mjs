import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./fallback-electron.mjs";

/** Chromium's sandbox does not work for root, and without this switch Electron ends at once. */
export const rootFlags = () =>
  process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/**
 * What any script can start, whoever runs it: the program itself, or for root a script that starts it with the switch
 * root needs.
 * @param {string} program @returns {string}
 */
export function startable(program) {
  const flags = rootFlags();
  if (flags.length === 0) return program;
  const file = join(cacheFolder(), "electron-as-root");
  const unfinished = `${file}-${process.pid}`;
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(unfinished, `#!/bin/sh\nexec ${quoted(program)} ${flags.join(" ")} "$@"\n`, { mode: 0o755 });
  renameSync(unfinished, file);
  return file;
}

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
