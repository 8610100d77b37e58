import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { electronProgram, findElectron, handOn, wantedVersion } from "../../../build/electron-runtime.mjs";

let folder: string;

/** An unpacked Electron of a version, as far as its files tell. */
function unpacked(version: string): string {
  const place = join(folder, version);
  const file = join(place, electronProgram);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  writeFileSync(join(place, "version"), `v${version}`);
  return place;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-test-runtime-"));
  for (const name of ["ELECTRON_OVERRIDE_DIST_PATH", "ASSAY_ELECTRON", "ASSAY_ELECTRON_FOUND"])
    vi.stubEnv(name, undefined);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test("the Electron that is named is taken, for everything", async () => {
  const place = unpacked(wantedVersion);
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", place);
  for (const purpose of ["start", "demo", "test"] as const) {
    expect(await findElectron(purpose)).toMatchObject({
      path: join(place, electronProgram),
      version: wantedVersion,
      official: true,
    });
  }
});

test("an old Electron that is named serves demo and tests, and says so; never a start", async () => {
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", unpacked("33.4.11"));
  expect(await findElectron("test")).toMatchObject({ version: "33.4.11", official: false });
  expect(process.stderr.write).toHaveBeenCalledWith(
    "unofficial Electron 33.4.11, no longer supported: sandbox and tests only\n",
  );
  await expect(findElectron("start")).rejects.toThrow(/33\.4\.11, which is no longer supported/);
  vi.stubEnv("ASSAY_ELECTRON", "official");
  await expect(findElectron("demo")).rejects.toThrow(/no longer supported/);
});

test("a misspelt ASSAY_ELECTRON is named, with what it may be: it does not pass for none", async () => {
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", unpacked("33.4.11"));
  vi.stubEnv("ASSAY_ELECTRON", "Official");
  await expect(findElectron("test")).rejects.toThrow(/^ASSAY_ELECTRON is “Official”.*“official”/);
  vi.stubEnv("ASSAY_ELECTRON", "");
  expect(await findElectron("test")).toMatchObject({ version: "33.4.11" });
});

test("a folder without an Electron is refused by its name", async () => {
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", folder);
  await expect(findElectron("test")).rejects.toThrow(folder);
});

test("a runtime that was handed on is taken without looking, but not for a start", async () => {
  const runtime = {
    path: join(unpacked("33.4.11"), electronProgram),
    version: "33.4.11",
    official: false,
    why: "handed on",
  };
  vi.stubEnv("ASSAY_ELECTRON_FOUND", handOn(runtime).ASSAY_ELECTRON_FOUND);
  expect(await findElectron("test")).toEqual(runtime);
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", unpacked(wantedVersion));
  expect(await findElectron("start")).toMatchObject({ official: true });
  vi.stubEnv("ASSAY_ELECTRON", "official");
  expect(await findElectron("test")).toMatchObject({ official: true });
});
