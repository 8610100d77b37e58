import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ranksAsJson } from "../../../build/ranks-as-json.mjs";
import { wasmAsText } from "../../../build/wasm-as-text.mjs";
import { openReport } from "../../../main/evaluations/files/format/unpack.ts";
import { scriptHash } from "../../../main/graders/graders.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import { gathered } from "../evaluations/files/sample.ts";
import { root } from "../source.ts";

const program = mkdtempSync(join(tmpdir(), "assay-test-evaluate-"));
let folder = "";
let sandbox: Sandbox;
const children = new Set<ChildProcess>();

/** Bundles one program of the command as the app's build does. */
const bundle = (entry: string, outDir: string) =>
  build({
    configFile: false,
    root,
    logLevel: "error",
    plugins: [ranksAsJson(), wasmAsText()],
    define: { __APP_VERSION__: '"1.2.3"' },
    ssr: { noExternal: true, external: ["@photostructure/sqlite"] },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      rolldownOptions: {
        external: ["@photostructure/sqlite"],
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  });

beforeAll(async () => {
  await bundle("main/cli/evaluate.ts", join(program, "cli"));
  await bundle("main/graders/scripts/worker.ts", join(program, "graders"));
  sandbox = await startSandbox({ pace: "instant" });
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
  rmSync(program, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-test-evaluate-"));
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const write = (name: string, value: unknown): string => {
  writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
  return name;
};

/** Rows that ask to say their number; of the first `wrong` another one is expected. */
const rows = (count: number, wrong = 0) =>
  write(
    "rows.jsonl",
    Array.from({ length: count }, (_, number) =>
      JSON.stringify({
        messages: [
          { role: "user", content: `Say exactly: ${number}` },
          { role: "assistant", content: String(number < wrong ? -1 : number) },
        ],
      }),
    ).join("\n"),
  );

const config = (changes: object = {}) =>
  write("c.yaml", {
    name: "Numbers",
    connections: { here: { endpoint: sandbox.projectEndpoint, keyFrom: "TEST_KEY" } },
    data: "rows.jsonl",
    models: [{ id: "m", connection: "here", deployment: "gpt-4.1" }],
    graders: [{ id: "exact", kind: "text" }],
    atOnce: 12,
    clusterBy: "cluster",
    ...changes,
  });

function start(args: string[], variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(program, "cli/evaluate.cjs"), ...args], {
    cwd: folder,
    // What is not bundled is found where the project has it.
    env: { PATH: process.env.PATH, NODE_PATH: join(root, "node_modules"), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  const said = { output: "", complaints: "" };
  child.stdout.on("data", (part) => {
    said.output += part;
  });
  child.stderr.on("data", (part) => {
    said.complaints += part;
  });
  const ended = new Promise<{ code: number | NodeJS.Signals | null; output: string; complaints: string }>(
    (resolve) => child.on("close", (code, signal) => resolve({ code: code ?? signal, ...said })),
  );
  return { child, said, ended };
}

const run = (...args: string[]) => start(args, { TEST_KEY: sandbox.apiKey }).ended;
const offline = (...args: string[]) => start(args).ended;

const read = async (name: string) => {
  const { head, records } = await openReport({ path: at(name) });
  return { head, records: await gathered(records()) };
};

describe("a config", () => {
  it("is asked and graded, and everything is in a sealed report, the key in nothing", async () => {
    rows(12, 3);
    const { code, output, complaints } = await run(
      config({
        models: [
          { id: "base", connection: "here", deployment: "gpt-4.1" },
          { id: "tuned", connection: "here", deployment: "gpt-4.1-mini" },
        ],
        baseline: "base",
        repeats: 2,
        thresholds: ["score >= 0.7", "failed <= 0"],
      }),
      "--out",
      "o.assay-eval",
    );
    expect({ code, complaints }).toEqual({ code: 0, complaints: expect.stringContaining("o.assay-eval") });
    expect(complaints).not.toContain("MaxListeners");
    expect(output).toContain("# Numbers");
    expect(output).toContain(
      "exact, 12 rows: No difference found between gpt-4.1-mini and gpt-4.1: 75% against 75%",
    );
    const { head, records } = await read("o.assay-eval");
    expect(head).toMatchObject({
      app: { version: "1.2.3", electron: null },
      dataset: { name: "rows.jsonl", rows: 12 },
      thresholds: ["score >= 0.7", "failed <= 0"],
      deployments: [
        { deployment: "gpt-4.1", model: "gpt-4.1", kind: "local" },
        { deployment: "gpt-4.1-mini" },
      ],
    });
    const answers = records.filter((one) => one.kind === "answer");
    expect(answers).toHaveLength(48);
    expect(records.filter((one) => one.kind === "grade" && one.score === 1)).toHaveLength(36);
    expect(JSON.stringify(records) + output + complaints).not.toContain(sandbox.apiKey);
    expect(readdirSync(folder).sort()).toEqual(["c.yaml", "o.assay-eval", "rows.jsonl"]);
  });

  it("ends with 1 where a threshold is missed, and writes what was found all the same", async () => {
    rows(12, 3);
    const { code, output } = await run(
      config({ thresholds: ["score >= 0.9"] }),
      ...["--out", "o.xml", "--summary", "s.md"],
    );
    expect(code).toBe(1);
    expect(output).toMatch(/score \\>= 0\.9 .*measured: 0\.75.*\| Missed/);
    expect(readFileSync(at("o.xml"), "utf8")).toContain('tests="12" failures="3" errors="0"');
    expect(readFileSync(at("s.md"), "utf8")).toBe(output);
  });

  it.each([
    ["without its key", () => start([config(), "--out", "o.md"]).ended, /TEST_KEY/],
    ["without rows", () => run(config({ data: write("none.jsonl", "\n") }), "--out", "o.md"), /none\.jsonl/],
    ["with an ending that is not known", () => run(config(), "--out", "o.doc"), /\.assay-eval/],
    ["without an output", () => run(config()), /usage/],
    [
      "whose deployments are not there",
      () => run(config({ models: [{ connection: "here", deployment: "gone" }] }), "--out", "o.md"),
      /gone/,
    ],
    [
      "with a grader that cannot grade",
      () => run(config({ graders: [{ kind: "regex", pattern: "(" }] }), "--out", "o.md"),
      /can't grade/,
    ],
  ])("ends with 2 %s, and says why", async (_what, work, why) => {
    rows(3);
    const { code, complaints } = await work();
    expect({ code, complaints }).toEqual({ code: 2, complaints: expect.stringMatching(why) });
  });

  it("runs scripts only once a person has read them", async () => {
    rows(3);
    const source = "function grade({ answer, reference }) { return answer === reference; }";
    const graders = [{ id: "own", kind: "script", source }];
    const refused = await run(config({ graders }), "--out", "o.json");
    expect(refused.code).toBe(2);
    expect(refused.complaints).toContain(scriptHash(source));
    for (const [changes, ...flags] of [[{ allowScripts: [scriptHash(source)] }], [{}, "--allow-scripts"]] as [
      object,
      ...string[],
    ][]) {
      const { code, complaints } = await run(
        config({ graders, thresholds: ["score >= 1"], ...changes }),
        "--out",
        "o.json",
        ...flags,
      );
      expect({ code, complaints }).toEqual({ code: 0, complaints: expect.stringContaining("o.json") });
    }
  });
});

describe("rows that ask nothing", () => {
  it("are counted and told, with why", async () => {
    write("rows.jsonl", ['{"q":"Say exactly: 1","reference":"1"}', '{"reference":"2"}'].join("\n"));
    const { code, output, complaints } = await run(
      config({ prompt: "{{item.q}}", thresholds: ["score >= 1"] }),
      ...["--out", "o.assay-eval"],
    );
    expect({ code, complaints }).toEqual({
      code: 0,
      complaints: expect.stringContaining("1 of 2 rows couldn't be asked and are left out"),
    });
    expect(complaints).toContain("It has no field item.q");
    expect(output).toContain("1 of them couldn't be asked");
    const { head } = await read("o.assay-eval");
    expect(head.dataset).toMatchObject({ rows: 2, unasked: 1 });
  });
});

describe("a person who ends it", () => {
  it("has what was done so far, told as partial", async () => {
    rows(400);
    const { child, said, ended } = start([config(), "--out", "o.assay-eval"], { TEST_KEY: sandbox.apiKey });
    await expect.poll(() => said.complaints, { timeout: 20_000 }).toContain("400 rows");
    // One request leaves every 25 ms, so that not all have left by now.
    child.kill("SIGINT");
    const { code, complaints, output } = await ended;
    expect({ code, complaints }).toEqual({ code: 2, complaints: expect.stringContaining("Interrupted") });
    expect(output).toContain("Stopped before all rows were run.");
    const { records } = await read("o.assay-eval");
    expect(records.filter((one) => one.kind === "row")).toHaveLength(400);
    expect(records.filter((one) => one.kind === "answer").length).toBeLessThan(400);
  }, 40_000);
});

describe("a baseline", () => {
  const notWorse = "not worse than the baseline by more than 2 points, with 95%";

  it("is the earlier results that each model may not be worse than", async () => {
    rows(200);
    const thresholds = [notWorse];
    const alone = await run(config({ thresholds }), "--out", "before.assay-eval");
    expect(alone).toMatchObject({
      code: 1,
      output: expect.stringContaining("no comparison with the baseline"),
    });
    expect((await offline("before.assay-eval", "--out", "before.csv")).code).toBe(1);
    for (const baseline of ["before.assay-eval", "before.csv"]) {
      const same = await offline("before.assay-eval", "--out", "same.md", "--baseline", baseline);
      expect({ code: same.code, complaints: same.complaints }).toMatchObject({ code: 0 });
      expect(same.output).toMatch(/200 rows: No difference found between gpt-4\\?\.1 and gpt-4\\?\.1 in/);
    }
    // The same rows asked with other words are answered in a worse way.
    rows(30);
    const prompt = "Say exactly: {{item.messages}}";
    const worse = await run(
      config({ thresholds, prompt }),
      ...["--out", "worse.assay-eval", "--baseline", "before.assay-eval"],
    );
    expect(worse.code).toBe(1);
    expect(worse.output).toMatch(/30 rows: gpt-4\\?\.1 is worse: 0% against 100%, 100 points less/);
    const { head } = await read("worse.assay-eval");
    expect(head.thresholds).toEqual(thresholds);
    const replay = await offline("worse.assay-eval", "--out", "r.md", "--baseline", "before.assay-eval");
    expect(replay.code).toBe(1);
    expect(replay.output).toBe(worse.output);
  }, 60_000);

  it("is refused where nothing in it can be compared, or it was changed", async () => {
    rows(3);
    write("other.csv", "prompt,reference,answer,score\nWhat?,That,That,1\n");
    const { code, complaints } = await run(config(), "--out", "o.md", "--baseline", "other.csv");
    expect(code).toBe(2);
    expect(complaints).toContain("Nothing in other.csv can be compared");
    // What was asked is not lost by it.
    expect(readFileSync(at("o.md"), "utf8")).toContain("3 rows of rows.jsonl");
    write("broken.json", '{"results": ');
    const early = await run(config(), "--out", "early.md", "--baseline", "broken.json");
    expect(early).toMatchObject({ code: 2, output: "" });
    expect(early.complaints).toMatch(/^broken\.json: This file cannot be imported/);
  });
});

describe("a report", () => {
  it("is replayed offline, with the thresholds it was run with, into every format", async () => {
    rows(12, 3);
    await run(config({ thresholds: ["score >= 0.9"] }), "--out", "o.assay-eval");
    for (const out of ["r.html", "r.md", "r.csv", "r.json", "r.xml", "r.assay-eval"]) {
      const { code, output } = await offline("o.assay-eval", "--out", out);
      expect({ out, code }).toEqual({ out, code: 1 });
      expect(output).toContain("Missed");
    }
  });
});
