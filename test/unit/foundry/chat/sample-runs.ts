import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach } from "vitest";
import { keyVariable } from "../../../../main/foundry/http/source-text.ts";
import { key } from "../server.ts";

const run = promisify(execFile);

/** Whether a program is installed here. */
export const has = (program: string) => spawnSync(program, ["--version"]).status === 0;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "assay-samples-"));
  folders.push(path);
  return path;
}

/** The environment of a sample: with the key of the tests. */
export const environment = (more: Record<string, string> = {}) => ({
  ...process.env,
  NO_PROXY: "*",
  [keyVariable]: key,
  ...more,
});

/** Runs a sample and gives what it prints. */
export type Runner = (source: string, environment: NodeJS.ProcessEnv) => Promise<string>;

/** From a file, since a long one would not fit into an argument. */
export const runCurl: Runner = async (source, env) => {
  const place = folder();
  writeFileSync(join(place, "sample.sh"), source);
  return (await run("sh", ["sample.sh"], { cwd: place, env })).stdout;
};

/** The samples use nothing that only TypeScript has, so that Node runs them as they are. */
export const runTypeScript: Runner = async (source, env) => {
  const place = folder();
  symlinkSync(resolve("node_modules"), join(place, "node_modules"), "junction");
  writeFileSync(join(place, "sample.mjs"), source);
  return (await run(process.execPath, ["sample.mjs"], { cwd: place, env })).stdout;
};

/** With stand-ins for packages, by the names of their files. */
export async function runPython(
  packages: Record<string, string>,
  source: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const place = folder();
  for (const [name, text] of Object.entries({ ...packages, "sample.py": source }))
    writeFileSync(join(place, name), text);
  const own = { ...env, PYTHONPATH: place, PYTHONIOENCODING: "utf-8" };
  return (await run("python3", ["sample.py"], { cwd: place, env: own })).stdout;
}
