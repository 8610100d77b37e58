import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fallbackElectron, fallbackVersion } from "../../../build/fallback-electron.mjs";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "assay-test-cache-"));
  vi.stubEnv("XDG_CACHE_HOME", cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(cache, { recursive: true, force: true });
});

/** Linux on x64 is the one system it exists for. */
const on = (platform: NodeJS.Platform, arch: NodeJS.Architecture) => {
  vi.spyOn(process, "platform", "get").mockReturnValue(platform);
  vi.spyOn(process, "arch", "get").mockReturnValue(arch);
};

test("a program that is not the pinned one is refused, and stays where it is", async () => {
  on("linux", "x64");
  const place = join(cache, "assay", `electron-${fallbackVersion}-linux-x64`);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "electron"), "changed");
  await expect(fallbackElectron()).rejects.toThrow(/electron is not what is expected \(sha256 .* delete it/);
});

test("there is none for other systems", async () => {
  on("darwin", "arm64");
  expect(await fallbackElectron()).toBeNull();
  vi.restoreAllMocks();
  on("linux", "arm64");
  expect(await fallbackElectron()).toBeNull();
});
