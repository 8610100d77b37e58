import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { compiled } from "../child.ts";
import { root } from "../source.ts";

const folder = mkdtempSync(join(tmpdir(), "assay-test-dataset-process-"));
const temporary = join(folder, "temporary");
let program = "";
let child: ChildProcess | null = null;

beforeAll(async () => {
  mkdirSync(temporary);
  program = await compiled(
    new URL("../../../main/cli/dataset.ts", import.meta.url),
    join(folder, "program"),
    {
      isWhole: true,
    },
  );
}, 60_000);
afterEach(() => child?.kill("SIGKILL"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(args: string[]) {
  const started = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_PATH: join(root, "node_modules"),
      TMPDIR: temporary,
      TEMP: temporary,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child = started;
  let output = "";
  started.stdout.on("data", (piece) => {
    output += piece;
  });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    started.on("close", (code) => resolve({ code, output })),
  );
  return { started, ended };
}

it("reads a pipe, writes a pipe, ends with its code and leaves nothing behind", async () => {
  const { started, ended } = start(["check", "-", "--method", "supervised", "--json"]);
  started.stdin.end('{"messages":[]}\n');
  const { code, output } = await ended;
  expect(code).toBe(1);
  expect(JSON.parse(output).findings).toMatchObject([{ rule: "messages_empty", line: 1 }]);
  expect(readdirSync(temporary)).toEqual([]);
});

it("ends with 2 on Ctrl+C and leaves nothing behind", async () => {
  const { started, ended } = start(["convert", "-"]);
  started.stdin.write('{"messages":[]}\n');
  await vi.waitFor(() => expect(readdirSync(temporary)).toHaveLength(1), { timeout: 10_000 });
  started.kill("SIGINT");
  expect(await ended).toEqual({ code: 2, output: "" });
  expect(readdirSync(temporary)).toEqual([]);
});
