import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { root } from "../source.ts";
import { ask, get, prompt } from "./running.ts";

const folder = mkdtempSync(join(tmpdir(), "assay-test-sandbox-"));
const bundle = join(folder, "process.cjs");
const children = new Set<ChildProcess>();

beforeAll(async () => {
  await build({
    configFile: false,
    root,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: "main/sandbox/process.ts",
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "[name].cjs" } },
    },
  });
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const child = spawn(process.execPath, [bundle, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  let output = "";
  let complaints = "";
  child.stdout.on("data", (part) => {
    output += part;
  });
  child.stderr.on("data", (part) => {
    complaints += part;
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on("close", (code, signal) => resolve(code ?? signal)),
  );
  return {
    child,
    ended,
    output: () => output,
    complaints: () => complaints,
    ready: async () => {
      await expect.poll(() => output, { timeout: 10_000 }).toContain("\n");
      return JSON.parse(output.split("\n")[0] ?? "") as Sandbox;
    },
  };
}

describe("the sandbox as a program", () => {
  it("says first where it is and what opens it, serves, and ends on SIGTERM in the middle of an answer", async () => {
    const { child, ended, ready, output, complaints } = run("--slow");
    const sandbox = await ready();
    expect(Object.keys(sandbox)).toEqual(["url", "projectEndpoint", "apiKey", "token", "resourceId"]);
    expect(sandbox.projectEndpoint).toBe(`${sandbox.url}/api/projects/sandbox`);
    const list = await get(sandbox, `${sandbox.projectEndpoint}/deployments?api-version=v1`);
    expect(list.status).toBe(200);
    const answer = await ask(sandbox, "gpt-4.1", prompt("hello there", { stream: true }));
    expect(answer.status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    await answer.text().catch(() => null);
    expect(output().trimEnd()).not.toContain("\n");
    expect(complaints()).toBe("");
  });

  it("takes a port, and says so when it is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const refused = run("--port", String(port));
    expect(await refused.ended).toBe(1);
    expect(refused.complaints()).toContain(`port ${port} is taken by another program`);
    await new Promise((resolve) => other.close(resolve));

    const { ready } = run("--port", String(port));
    expect((await ready()).url).toBe(`http://127.0.0.1:${port}`);
  });

  it("with --https leaves its certificate to be trusted while it runs, and takes it away on SIGINT", async () => {
    const { child, ended, ready } = run("--https");
    const { url, ca = "" } = await ready();
    expect(url).toMatch(/^https:/);
    expect(existsSync(ca)).toBe(true);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(existsSync(ca)).toBe(false);
  });

  it("tells its options where it is asked for them", async () => {
    const { ended, complaints, output } = run("--help");
    expect(await ended).toBe(0);
    expect(output()).toMatch(/^usage: sandbox .*--speed N/s);
    expect(complaints()).toBe("");
  });

  it.each([
    [["--fast"], "Unknown option '--fast'"],
    [["--port", "70000"], '--port takes a number from 0 to 65535, not "70000"'],
    [["--port"], "--port"],
    [["extra"], "extra"],
    [["--replay", "/nowhere/at/all"], "/nowhere/at/all"],
  ])("refuses %j, says why and how, and exits with 2", async (args, words) => {
    const { ended, complaints, output } = run(...args);
    expect(await ended).toBe(2);
    expect(complaints()).toContain(words);
    expect(output()).toBe("");
  });
});
