import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as bodyOf } from "node:stream/consumers";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { pack, unpack } from "../../../main/bundles/pack.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../main/sandbox/server.ts";
import { commandLine } from "../../../preload/strings/command-line.ts";
import { startLocalServer } from "../../fakes/local-server.ts";
import { sampleBundle } from "../bundles/sample.ts";
import { root } from "../source.ts";

const program = mkdtempSync(join(tmpdir(), "assay-test-cli-"));
let folder = "";
const children = new Set<ChildProcess>();
const sandboxes: Sandbox[] = [];

beforeAll(async () => {
  await build({
    configFile: false,
    root,
    logLevel: "error",
    define: { __APP_VERSION__: '"1.2.3"' },
    ssr: { noExternal: true },
    build: {
      ssr: "main/cli/compare.ts",
      outDir: program,
      emptyOutDir: false,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "[name].cjs" } },
    },
  });
}, 60_000);
afterAll(() => rmSync(program, { recursive: true, force: true }));
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.stop()));
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
  folder = "";
});

const at = (name: string) => {
  if (folder === "") folder = mkdtempSync(join(tmpdir(), "assay-test-cli-"));
  return join(folder, name);
};

async function startedSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ pace: "instant", ...options });
  sandboxes.push(sandbox);
  return sandbox;
}

const write = (name: string, value: unknown): string => {
  writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
  return name;
};

/** A config that asks two deployments one thing. */
const config = (sandbox: Sandbox, changes: object = {}) => ({
  connections: { here: { endpoint: sandbox.projectEndpoint, keyFrom: "TEST_KEY" } },
  columns: [
    { connection: "here", deployment: "gpt-4.1" },
    { connection: "here", deployment: "gpt-4.1-mini", parameters: { temperature: 0.5 } },
  ],
  prompts: ["Say exactly: one", "Say exactly: two"],
  ...changes,
});

function start(args: string[], variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(program, "compare.cjs"), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...variables },
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

const run = (args: string[], variables?: Record<string, string>) => start(args, variables).ended;

const bundleIn = (name: string) => unpack(readFileSync(at(name)));

describe("a config", () => {
  it("asks a server of models on this computer by its bare port, without a key or a price list", async () => {
    const server = await startLocalServer({ models: ["llama3.2:1b"] });
    try {
      write("l.json", {
        connections: { here: { endpoint: server.origin } },
        columns: [{ connection: "here", deployment: "llama3.2:1b" }],
        prompts: ["What tests gold?"],
      });
      const { code } = await run(["l.json", "--out", "l.assay-run"]);
      expect(code).toBe(0);
      const { runs, deployments } = await bundleIn("l.assay-run");
      expect(deployments).toMatchObject([{ alias: "llama3.2:1b", kind: "local", apiVersion: null }]);
      expect(runs).toMatchObject([{ end: "stop", route: "local_server", cost: null }]);
      expect(
        server.requests.flatMap(({ headers }) => headers.authorization ?? headers["api-key"] ?? []),
      ).toEqual([]);
    } finally {
      await server.stop();
    }
  });

  it("is asked of deployments of three APIs, each by its own, and not of one that makes images", async () => {
    const sandbox = await startedSandbox();
    const names = ["gpt-4.1", "gpt-5-codex", "claude-sonnet-4-6", "gpt-image-2"];
    const columns = names.map((deployment) => ({ connection: "here", deployment }));
    write("c.json", config(sandbox, { columns, prompts: ["Say exactly: one"] }));
    const { code, complaints } = await run(["c.json", "--out", "o.assay-run"], { TEST_KEY: sandbox.apiKey });
    expect(code).toBe(2);
    expect(complaints).toContain("gpt-image-2 cannot chat");
    const { runs } = await bundleIn("o.assay-run");
    expect(runs.map(({ columnId, dialect, end }) => `${columnId} ${dialect} ${end}`).sort()).toEqual([
      "c1 chat stop",
      "c2 responses stop",
      "c3 messages stop",
    ]);
  });

  it("is asked, and its answers with their times are in the bundle, the key in nothing", async () => {
    const sandbox = await startedSandbox();
    write("c.json", config(sandbox, { title: "Numbers", repeats: 2, warmUps: 1, seed: 5 }));
    const { code, output, complaints } = await run(["c.json", "--out", "o.assay-run"], {
      TEST_KEY: sandbox.apiKey,
    });
    expect({ code, complaints }).toEqual({ code: 0, complaints: expect.stringContaining("o.assay-run") });
    expect(output).toContain("gpt-4.1-mini");
    expect(output).toMatch(
      /First token, gpt-4\.1.* against gpt-4\.1.*: .*(No difference|too few)|First token: gpt-4\.1.* is /,
    );
    const bundle = await bundleIn("o.assay-run");
    expect(bundle.title).toBe("Numbers");
    expect(bundle.app).toEqual({
      version: "1.2.3",
      platform: process.platform,
      node: process.versions.node,
      electron: null,
    });
    expect(bundle.conditions).toEqual({ repeats: 2, warmUps: 1, order: "random", atOnce: 1, seed: 5 });
    expect(bundle.runs).toHaveLength(2 * (1 + 2 * 2));
    expect(bundle.runs.filter(({ isWarmUp }) => isWarmUp)).toHaveLength(2);
    expect(
      bundle.runs.every(({ end, measurement }) => end === "stop" && measurement.firstToken !== null),
    ).toBe(true);
    expect(
      bundle.deployments.map(({ alias, model, kind, endpoint }) => ({ alias, model, kind, endpoint })),
    ).toEqual([
      { alias: "gpt-4.1", model: "gpt-4.1", kind: "local", endpoint: null },
      { alias: "gpt-4.1-mini", model: "gpt-4.1-mini", kind: "local", endpoint: null },
    ]);
    expect(JSON.stringify(bundle) + output + complaints).not.toContain(sandbox.apiKey);
    const answer = bundle.runs[0]?.events.map((event) => ("text" in event ? event.text : "")).join("");
    expect(["one", "two"]).toContain(answer);
  });

  it("is written in every format by its ending, without the key", async () => {
    const sandbox = await startedSandbox();
    write("c.json", config(sandbox));
    for (const name of ["o.json", "o.csv", "o.md", "o.html", "o.yaml", "o.yml", "o.ASSAY-RUN"]) {
      const { code } = await run(["c.json", "--out", name], { TEST_KEY: sandbox.apiKey });
      expect({ name, code }).toEqual({ name, code: 0 });
      expect(readFileSync(at(name), "latin1")).not.toContain(sandbox.apiKey);
    }
    const text = (name: string) => readFileSync(at(name), "utf8");
    expect(JSON.parse(text("o.json")).runs).toHaveLength(4);
    expect(text("o.csv").split("\r\n")).toHaveLength(6);
    expect(text("o.md")).toContain("# c\n");
    expect(text("o.html")).toContain("default-src 'none'");
    expect(parse(text("o.yml")).tests).toHaveLength(2);
    expect((await bundleIn("o.ASSAY-RUN")).runs).toHaveLength(4);
  });

  it("takes prompts from a file beside it, filled into a template", async () => {
    const sandbox = await startedSandbox();
    write("words.csv", "word,language\none,English\nzwei,German\n");
    write("c.json", config(sandbox, { prompts: { file: "words.csv", template: "Say exactly: {{word}}" } }));
    expect((await run(["c.json", "--out", "o.assay-run"], { TEST_KEY: sandbox.apiKey })).code).toBe(0);
    expect((await bundleIn("o.assay-run")).prompts).toEqual([
      { id: "p1", text: "Say exactly: one", variables: { word: "one", language: "English" } },
      { id: "p2", text: "Say exactly: zwei", variables: { word: "zwei", language: "German" } },
    ]);
  });

  it("asks a server of models on this computer without a key", async () => {
    at("");
    const local = await startLocalServer();
    try {
      for (const endpoint of [local.origin, `${local.origin}/v1`]) {
        const connections = { here: { endpoint } };
        const columns = [{ connection: "here", deployment: "llama3.2:1b" }];
        write("c.json", { connections, columns, prompts: ["What is gold tested by?"] });
        expect((await run(["c.json", "--out", "o.assay-run"])).code).toBe(0);
        const { runs, deployments } = await bundleIn("o.assay-run");
        expect(deployments).toMatchObject([{ kind: "local", apiVersion: null }]);
        expect(runs).toMatchObject([{ end: "stop", route: "local_server", cost: null }]);
      }
      expect(local.requests.every(({ headers }) => !headers.authorization && !headers["api-key"])).toBe(true);
    } finally {
      await local.stop();
    }
  });

  it("takes a token, the headers of a gateway, and no key for a server on this computer", async () => {
    const sandbox = await startedSandbox();
    const { projectEndpoint } = sandbox;
    write(
      "c.json",
      config(sandbox, {
        connections: {
          here: { endpoint: projectEndpoint, tokenFrom: "T", headersFrom: { "x-subscription-key": "H" } },
        },
      }),
    );
    const given = { T: sandbox.token, H: "header-secret-1" };
    expect((await run(["c.json", "--out", "o.json"], given)).code).toBe(0);
    for (const secret of Object.values(given))
      expect(readFileSync(at("o.json"), "utf8")).not.toContain(secret);
    // The sandbox wants a key, so it says no: but it was asked.
    write("c.json", config(sandbox, { connections: { here: { endpoint: projectEndpoint } } }));
    const without = await run(["c.json", "--out", "o.json"]);
    expect(without.code).toBe(2);
    expect(without.complaints).toContain("Invalid credentials");
  });

  it("misses a threshold with 1, whatever else it does", async () => {
    const sandbox = await startedSandbox();
    write("c.json", config(sandbox, { thresholds: { maxMedianTotal: 0, maxFailures: 0 } }));
    const { code, output } = await run(["c.json", "--out", "o.json"], { TEST_KEY: sandbox.apiKey });
    expect(code).toBe(1);
    expect(output).toMatch(/gpt-4\.1 \(1\): median time in total .* ms, at most 0 ms: missed/);
    expect(output).toContain("gpt-4.1 (1): 0 failed, at most 0: passed");
    expect(JSON.parse(readFileSync(at("o.json"), "utf8")).runs).toHaveLength(4);
  });

  it("misses a threshold of speed with answers that came in lumps, and says why in all it writes", async () => {
    const sandbox = await startedSandbox({ pace: { firstTokenMs: 20, tokensPerSecond: 250 } });
    sandbox.faults.set("gpt-4.1", "one-lump");
    sandbox.faults.set("gpt-4.1-mini", "few-lumps");
    const prompts = ["What is brass? In 60 words"];
    write("c.json", config(sandbox, { prompts, thresholds: { minMedianTokensPerSecond: 0 } }));
    const given = { TEST_KEY: sandbox.apiKey };
    const { code, output } = await run(["c.json", "--out", "o.csv"], given);
    expect(code).toBe(1);
    expect(output).toMatch(
      /gpt-4\.1 \(1\): median of unknown tokens per second, at least 0: missed, since 1 of 1/,
    );
    expect(output).toContain("gpt-4.1-mini (2): 1 of 1 answers have no speed");
    expect(readFileSync(at("o.csv"), "utf8").match(/too_few_pieces/g)).toHaveLength(2);
    sandbox.faults.set("gpt-4.1", null);
    const other = await run(["c.json", "--out", "o.md"], given);
    expect(other.output).toMatch(/gpt-4\.1 \(1\): median of \d.* tokens per second, at least 0: passed/);
    const document = readFileSync(at("o.md"), "utf8");
    expect(document).not.toContain("gpt-4.1 (1): 1 of 1");
    expect(document).toContain("gpt-4.1-mini (2): 1 of 1 answers have no speed");
  });

  it("says what it waits for while it waits, also to a pipe, and no longer than the service means", async () => {
    const sandbox = await startedSandbox();
    sandbox.faults.set("gpt-4.1", "rate-limited-in-milliseconds");
    write("c.json", config(sandbox));
    const { said, ended } = start(["c.json", "--out", "o.json"], { TEST_KEY: sandbox.apiKey });
    await vi.waitFor(
      () => expect(said.complaints).toMatch(/gpt-4\.1 \(1\) waits for its rate limit, 1 s/),
      9000,
    );
    sandbox.faults.set("gpt-4.1", null);
    expect(await ended).toMatchObject({
      code: 0,
      complaints: expect.stringContaining("4 of 4 requests, 0 failed"),
    });
  });

  it("goes on where one column fails, and fails with 2 when all do", async () => {
    const sandbox = await startedSandbox();
    const given = { TEST_KEY: sandbox.apiKey };
    write("c.json", config(sandbox, { thresholds: { maxFailures: 9 } }));
    sandbox.faults.set("gpt-4.1", "content-filter");
    const some = await run(["c.json", "--out", "o.json"], given);
    expect(some.code).toBe(0);
    expect(some.complaints).toContain("4 of 4 requests, 2 failed");
    expect(some.complaints).toContain("2 failed like this:");
    sandbox.faults.set("gpt-4.1-mini", "content-filter");
    const all = await run(["c.json", "--out", "o.json"], given);
    expect(all.code).toBe(2);
    expect(all.complaints).toContain(commandLine.nothingAnswered);
    expect(JSON.parse(readFileSync(at("o.json"), "utf8")).runs).toHaveLength(4);
  });

  it("says of each column that it sets aside why, and asks the others", async () => {
    at("");
    const asked: string[] = [];
    const refusals = new Map([
      ["spent", { status: 429, body: { error: { code: "insufficient_quota", message: "Quota is gone" } } }],
      ["unpaid", { status: 402, body: { error: { message: "No money" } } }],
    ]);
    const server = createServer(async (request, response) => {
      const body = JSON.parse((await bodyOf(request)) || "{}");
      if (request.method === "POST") asked.push(body.model);
      const { status, body: said } = refusals.get(body.model) ?? {
        status: 200,
        body: { choices: [{ index: 0, message: { content: "Yes" }, finish_reason: "stop" }] },
      };
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const columns = ["spent", "unpaid", "fine"].map((deployment) => ({ connection: "here", deployment }));
      const connections = { here: { endpoint: `http://127.0.0.1:${port}/v1` } };
      write("c.json", { connections, columns, prompts: ["One", "Two"] });
      const { code, complaints } = await run(["c.json", "--out", "o.json"]);
      expect(code).toBe(2);
      expect(complaints).toMatch(/Quota is gone.*not asked of spent \(1\)\./s);
      expect(complaints).toMatch(/No money.*not asked of unpaid \(2\)\./s);
      expect(asked.toSorted()).toEqual(["fine", "fine", "spent", "unpaid"]);
    } finally {
      server.close();
    }
  });

  it("counts an answer without a word as failed, and says why it can be and what to do", async () => {
    at("");
    const server = await startLocalServer({ dialect: "llama.cpp", pieces: [" ", "\n"] });
    try {
      const connections = { here: { endpoint: server.origin } };
      const columns = [{ connection: "here", deployment: "llama3.2:1b" }];
      write("c.json", { connections, columns, prompts: ["One", "Two"], thresholds: { maxFailures: 1 } });
      const { code, output, complaints } = await run(["c.json", "--out", "o.json"]);
      expect(code).toBe(2);
      expect(complaints).toContain("2 of 2 requests, 2 failed");
      expect(complaints).toContain("The model ended its answer without a word");
      expect(complaints).toContain("What to do: Try again.");
      expect(output).toContain("2 failed, at most 1: missed");
      const { runs } = JSON.parse(readFileSync(at("o.json"), "utf8"));
      expect(runs).toMatchObject(Array(2).fill({ end: "failed", diagnosis: "empty_answer" }));
      expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
    } finally {
      await server.stop();
    }
  });

  it("says of which parameters nothing was sent, and which columns that makes the same", async () => {
    const sandbox = await startedSandbox();
    const o4 = (parameters: object) => ({ connection: "here", deployment: "o4-mini", parameters });
    const columns = [
      o4({ temperature: 0 }),
      o4({ temperature: 0.9, maxTokens: 500 }),
      o4({ temperature: 0.9 }),
    ];
    write("c.json", config(sandbox, { columns }));
    const { code, output } = await run(["c.json", "--out", "o.md"], { TEST_KEY: sandbox.apiKey });
    expect(code).toBe(0);
    expect(output).toContain("o4-mini (1): temperature not sent: the model doesn't support it");
    expect(output).toContain(
      "o4-mini (2): max_tokens sent as max_completion_tokens: the model doesn't support max_tokens",
    );
    expect(output).toContain("Columns 1 and 3 sent the same request");
    expect(readFileSync(at("o.md"), "utf8")).toContain("temperature: 0.9 (not sent)");
  });

  it("says which answers are not complete", async () => {
    const sandbox = await startedSandbox();
    const columns = [
      { connection: "here", deployment: "gpt-4.1", parameters: { maxTokens: 3 } },
      { connection: "here", deployment: "gpt-4.1-mini" },
    ];
    write("c.json", config(sandbox, { columns, prompts: ["Say something in 60 words"] }));
    const { code, output } = await run(["c.json", "--out", "o.json"], { TEST_KEY: sandbox.apiKey });
    expect(code).toBe(0);
    expect(output).toContain("gpt-4.1 (1): 1 not complete (Length limit)");
    expect(output).not.toContain("gpt-4.1-mini (2): 1 not complete");
  });

  it("fails with 2 when nothing was answered", async () => {
    const sandbox = await startedSandbox();
    write("c.json", config(sandbox));
    const { code, complaints } = await run(["c.json", "--out", "o.json"], { TEST_KEY: "f".repeat(32) });
    expect(code).toBe(2);
    expect(complaints).toContain("Invalid credentials");
    expect(complaints).not.toContain("ffffffff");
  });
});

describe("a config that is refused before anything is asked", () => {
  const cases: [name: string, change: (sandbox: Sandbox) => object, said: string[]][] = [
    [
      "a key in its own field",
      ({ projectEndpoint }) => ({ connections: { here: { endpoint: projectEndpoint, key: "short" } } }),
      ["holds what looks like a key", "connections, here, key"],
    ],
    [
      "a key in the place of a variable",
      ({ projectEndpoint, apiKey }) => ({
        connections: { here: { endpoint: projectEndpoint, keyFrom: apiKey } },
      }),
      ["looks like a key", "connections, here, keyFrom"],
    ],
    [
      "a token anywhere",
      ({ token }) => ({ columns: [{ connection: "here", deployment: token }] }),
      ["looks like a key", "columns #1, deployment"],
    ],
    [
      "a key in an address",
      ({ projectEndpoint, apiKey }) => ({
        connections: { here: { endpoint: `${projectEndpoint}?key=${apiKey}`, keyFrom: "TEST_KEY" } },
      }),
      ["looks like a key"],
    ],
    [
      "a variable that is not set",
      ({ projectEndpoint }) => ({ connections: { here: { endpoint: projectEndpoint, keyFrom: "NOT_SET" } } }),
      ["NOT_SET is not set"],
    ],
    [
      "no credential for a cloud",
      () => ({ connections: { here: { endpoint: "https://x.openai.azure.com" } } }),
      ["has no key and no token"],
    ],
    [
      "two credentials",
      ({ projectEndpoint }) => ({
        connections: { here: { endpoint: projectEndpoint, keyFrom: "TEST_KEY", tokenFrom: "TEST_KEY" } },
      }),
      ["has a key and a token"],
    ],
    [
      "a host that is not Microsoft's",
      () => ({ connections: { here: { endpoint: "https://example.com", keyFrom: "TEST_KEY" } } }),
      ["example.com is not a Microsoft Foundry address"],
    ],
    [
      "a gateway that is another",
      () => ({
        connections: {
          here: { endpoint: "https://example.com", keyFrom: "TEST_KEY", gateway: "example.org" },
        },
      }),
      ["is not example.org"],
    ],
    [
      "an address without encryption",
      () => ({ connections: { here: { endpoint: "http://x.openai.azure.com", keyFrom: "TEST_KEY" } } }),
      ["not encrypted"],
    ],
    [
      "a connection that is not there",
      () => ({ columns: [{ connection: "there", deployment: "x" }] }),
      ["No connection is called there"],
    ],
    ["a field it does not know", () => ({ repeat: 3 }), ["is not a config", "repeat"]],
    [
      "a threshold it does not know",
      () => ({ thresholds: { maxMean: 3 } }),
      ["is not a config", "thresholds"],
    ],
    ["prompts that are not there", () => ({ prompts: { file: "none.csv" } }), ["could not be read"]],
  ];
  for (const [name, change, said] of cases) {
    it(name, async () => {
      const sandbox = await startedSandbox();
      write("c.json", config(sandbox, change(sandbox)));
      const { code, output, complaints } = await run(["c.json", "--out", "o.json"], {
        TEST_KEY: sandbox.apiKey,
      });
      expect({ code, output }).toEqual({ code: 2, output: "" });
      for (const words of said) expect(complaints).toContain(words);
      expect(complaints).not.toContain(sandbox.apiKey);
      expect(complaints).not.toContain(sandbox.token);
      expect(readdirSync(folder)).toEqual(["c.json"]);
    });
  }

  it("also what is no JSON, has names of prototypes, is not there, or is called in another way", async () => {
    at("");
    write("broken.json", "{");
    write("names.json", '{"__proto__": {"x": 1}}');
    write("conversations.json", '[{"title": "Gold", "mapping": {}}]');
    const failing: [string[], string][] = [
      [["broken.json", "--out", "o.json"], "is not JSON"],
      [["names.json", "--out", "o.json"], "a name that no config has"],
      [["conversations.json", "--out", "o.json"], "it is a ChatGPT export"],
      [["none.json", "--out", "o.json"], "could not be read"],
      [["broken.json"], commandLine.usage],
      [["broken.json", "--out", "o.json", "--fast"], "--fast"],
      [["a", "b", "--out", "o.json"], commandLine.usage],
    ];
    for (const [args, words] of failing) {
      const { code, output, complaints } = await run(args);
      expect({ args, code, output }).toEqual({ args, code: 2, output: "" });
      expect(complaints).toContain(words);
    }
  });

  it("also where the result could not be written", async () => {
    const sandbox = await startedSandbox();
    write("c.json", config(sandbox));
    const given = { TEST_KEY: sandbox.apiKey };
    const format = await run(["c.json", "--out", "o.pdf"], given);
    expect(format.code).toBe(2);
    expect(format.complaints).toContain(".assay-run");
    const place = await run(["c.json", "--out", "none/o.json"], given);
    expect(place.code).toBe(2);
    expect(place.complaints).toContain("could not be written");
    mkdirSync(at("folder.json"));
    const folder = await run(["c.json", "--out", "folder.json"], given);
    expect(folder.code).toBe(2);
    expect(folder.complaints).toContain(commandLine.notAFile);
  });
});

describe("a bundle", () => {
  it("is asked again with connections of one's own, and the same columns", async () => {
    const sandbox = await startedSandbox();
    const given = { TEST_KEY: sandbox.apiKey };
    write("c.json", config(sandbox, { repeats: 2, seed: 9 }));
    expect((await run(["c.json", "--out", "one.assay-run"], given)).code).toBe(0);
    const here = { endpoint: sandbox.projectEndpoint, keyFrom: "TEST_KEY" };
    write("reach.json", {
      connections: { "gpt-4.1": here, "gpt-4.1-mini": { ...here, deployment: "deepseek-r1" } },
      thresholds: { maxFailures: 0 },
    });
    const again = await run(
      ["one.assay-run", "--connections", "reach.json", "--out", "two.assay-run"],
      given,
    );
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining("0 failed, at most 0: passed") });
    const [one, two] = [await bundleIn("one.assay-run"), await bundleIn("two.assay-run")];
    expect(two.columns).toEqual(one.columns);
    expect(two.prompts).toEqual(one.prompts);
    expect(two.conditions).toEqual(one.conditions);
    expect(two.runs).toHaveLength(one.runs.length);
    expect(two.deployments.map(({ model }) => model)).toEqual(["gpt-4.1", "DeepSeek-R1"]);
    expect(two.createdAt).toBeGreaterThan(one.createdAt);
  });

  it("is not asked without connections for its names, and a config not with others", async () => {
    const sandbox = await startedSandbox();
    at("");
    writeFileSync(at("one.assay-run"), await pack(sampleBundle(), { endpoints: true }));
    const { code, complaints } = await run(["one.assay-run", "--out", "o.json"]);
    expect(code).toBe(2);
    expect(complaints).toContain("Nothing says how to reach large");
    write("c.json", config(sandbox));
    write("reach.json", { connections: {} });
    const both = await run(["c.json", "--connections", "reach.json", "--out", "o.json"]);
    expect(both.code).toBe(2);
    expect(both.complaints).toContain("A config has its own connections");
  });

  it("from elsewhere is checked first, and nobody is asked with an address out of it", async () => {
    at("");
    const packed = await pack(sampleBundle(), { endpoints: true });
    writeFileSync(at("cut.assay-run"), packed.subarray(0, packed.length - 20));
    const { code, complaints } = await run(["cut.assay-run", "--out", "o.json"]);
    expect(code).toBe(2);
    expect(complaints).toContain("This file cannot be imported");
    expect(complaints).toContain("damaged");
  });
});

it("interrupted, it writes what there is and ends with 2", async () => {
  const sandbox = await startedSandbox({ pace: { firstTokenMs: 30, tokensPerSecond: 400 } });
  write("c.json", config(sandbox, { repeats: 200, order: "given" }));
  const { child, said, ended } = start(["c.json", "--out", "o.json"], { TEST_KEY: sandbox.apiKey });
  await expect.poll(() => said.complaints, { timeout: 10_000 }).toContain("requests");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill("SIGINT");
  const { code, complaints } = await ended;
  expect({ code, complaints }).toEqual({
    code: 2,
    complaints: expect.stringContaining(commandLine.interrupted),
  });
  const { runs } = JSON.parse(readFileSync(at("o.json"), "utf8"));
  expect(runs.length).toBeGreaterThan(2);
  expect(runs.length).toBeLessThan(800);
  expect(runs.every(({ end }: { end: string }) => end === "stop")).toBe(true);
});
