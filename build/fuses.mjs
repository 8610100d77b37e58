import { join } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from "@electron/fuses";

/**
 * The fuses of every package, all nine decided (Electron's documentation, "Fuses"). No environment variable changes
 * them: a package in which the inspector can be opened would give its secrets to whoever may start it.
 */
export const fuses = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

/**
 * electron-builder's `afterPack` hook: sets the fuses of the program just packed, before it is signed. Throws when it
 * has a fuse that is not decided above. A fuse that an older Electron does not have is left out.
 * @param {import("electron-builder").AfterPackContext} context
 */
export default async function setFuses({ appOutDir, electronPlatformName, packager }) {
  const { name, productFilename } = packager.appInfo;
  const programs = new Map([
    ["darwin", `${productFilename}.app`],
    ["win32", `${productFilename}.exe`],
    ["linux", name],
  ]);
  const program = programs.get(electronPlatformName);
  if (!program) throw new Error(`It is not known where the fuses are on ${electronPlatformName}.`);
  const path = join(appOutDir, program);
  const wire = await getCurrentFuseWire(path);
  const present = Object.entries(fuses).filter(([fuse]) => fuse in wire);
  await flipFuses(path, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: electronPlatformName === "darwin",
    .../** @type {typeof fuses} */ (Object.fromEntries(present)),
  });
}
