import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findElectron } from "../../build/electron-runtime.mjs";
import { root, tool } from "../../build/tool.mjs";

export interface PackedApp {
  /** The program to start. */
  program: string;
  /** The folder with app.asar. */
  resources: string;
  /** Deletes the package. */
  remove(): void;
}

/** What electron-builder adds to a folder's name for all but the usual architecture. */
const arch = process.arch === "x64" ? "" : `-${process.arch}`;

/** Where electron-builder puts an unpacked app, and in it the program and its resources. */
const layouts: Partial<Record<NodeJS.Platform, [folder: string, program: string, resources: string]>> = {
  linux: [`linux${arch}-unpacked`, "assay", "resources"],
  win32: [`win${arch}-unpacked`, "Assay.exe", "resources"],
  darwin: [`mac${arch}`, "Assay.app/Contents/MacOS/Assay", "Assay.app/Contents/Resources"],
};

/**
 * Packs the built app into a temporary folder, on the Electron the tests run on. Nothing a person could keep: the
 * package of `npm run package` is made on the official Electron only.
 */
export async function packApp(): Promise<PackedApp> {
  const layout = layouts[process.platform];
  if (!layout) throw new Error(`It is not known how an app is packed on ${process.platform}.`);
  const { path, version } = await findElectron("test");
  const dist = process.platform === "darwin" ? join(path, "../../../..") : dirname(path);
  const folder = mkdtempSync(join(tmpdir(), "assay-test-packed-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const options = [
    "--dir",
    "--publish=never",
    `-c.electronDist=${dist}`,
    `-c.electronVersion=${version}`,
    `-c.directories.output=${folder}`,
  ];
  try {
    execFileSync(process.execPath, [tool("electron-builder", "electron-builder"), ...options], {
      cwd: root,
      stdio: ["ignore", 2, 2],
      env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: "false" },
    });
  } catch (error) {
    remove();
    throw error;
  }
  const [unpacked, program, resources] = layout;
  return { program: join(folder, unpacked, program), resources: join(folder, unpacked, resources), remove };
}
