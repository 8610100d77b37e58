import { spawnSync } from "node:child_process";
import { ensureBuilt } from "./compile.mjs";
import { findElectron } from "./electron-runtime.mjs";
import { root, tool } from "./tool.mjs";

/** Packs the app for this system on the official Electron. Options go on to electron-builder, such as `--linux dir`. */
async function packApp() {
  await findElectron("start").catch((error) => {
    throw new Error(
      `A package is made on the official Electron only, since people keep their keys in it.\n${error.message}`,
    );
  });
  ensureBuilt();
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const options = [
    "--publish",
    "never",
    ...(named ? [`-c.electronDist=${named}`] : []),
    ...process.argv.slice(2),
  ];
  const builder = [tool("electron-builder", "electron-builder"), ...options];
  return spawnSync(process.execPath, builder, { cwd: root, stdio: "inherit" }).status ?? 1;
}

packApp().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
