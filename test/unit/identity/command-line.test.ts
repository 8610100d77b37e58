import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { askAccount, askToken, isInstalled } from "../../../main/identity/command-line.ts";
import { findProgram } from "../../../main/identity/programs.ts";
import { environmentOf } from "../../../main/identity/run.ts";
import { unnamed } from "../../../preload/strings/diagnoses.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { computerWith, jwt, makeTool, objectId, signedInAz, tenantId } from "../../fakes/tools.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const foundry = "https://ai.azure.com";
const token = jwt({ oid: objectId, tid: tenantId, upn: "mara@contoso.example" });
const quoted = JSON.stringify(token);

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error) => error.diagnosis,
  );

const withTool = (name: "az" | "azd", body: string, env: NodeJS.ProcessEnv = {}) => {
  const folder = join(profile(), "bin");
  const tool = makeTool(folder, name, body);
  return { folder, computer: computerWith(folder, env), seen: tool.seen };
};

describe("the Azure CLI", () => {
  it("is asked who is signed in and for a token, with constants and the directory's id only", async () => {
    const { computer, seen, folder } = withTool("az", signedInAz(quoted));
    const account = await askAccount("azure_cli", foundry, computer);
    expect(account).toMatchObject({ username: "mara@contoso.example", tenantId, objectId, token });
    expect(account.expiresAt - Date.now()).toBeGreaterThan(3_500_000);
    expect(seen().map((run) => run.arguments)).toEqual([
      ["account", "show", "--output", "json"],
      ["account", "get-access-token", "--resource", foundry, "--tenant", tenantId, "--output", "json"],
    ]);
    expect(new Set(seen().map((run) => run.folder))).toEqual(new Set([realpathSync(folder)]));
  });

  it("sees little of the app's environment", async () => {
    const { computer, seen, folder } = withTool("az", signedInAz(quoted), {
      AZURE_CONFIG_DIR: "/home/mara/.azure",
      HTTPS_PROXY: "http://proxy.example:8080",
      ASSAY_CLIENT_ID: "client",
      AZURE_CLIENT_SECRET: "secret",
      NODE_OPTIONS: "--require /evil.js",
      LD_PRELOAD: "/evil.so",
      PYTHONPATH: "/evil",
      PYTHONSTARTUP: "/evil.py",
      BASH_ENV: "/evil.sh",
    });
    await askToken("azure_cli", tenantId, foundry, computer);
    const [run] = seen();
    expect(run?.environment).toMatchObject({
      AZURE_CONFIG_DIR: "/home/mara/.azure",
      HTTPS_PROXY: "http://proxy.example:8080",
      HOME: folder,
      AZURE_CORE_COLLECT_TELEMETRY: "false",
    });
    expect(run?.environment.PATH).toBe(`/usr/bin:/bin:/usr/sbin:/sbin:${realpathSync(folder)}`);
    expect(Object.keys(run?.environment ?? {})).not.toEqual(expect.arrayContaining(["ASSAY_CLIENT_ID"]));
    expect(JSON.stringify(run?.environment)).not.toMatch(/evil|"secret"/);
  });

  it("has nothing to read from", async () => {
    const { computer } = withTool(
      "az",
      `process.stdin.on("data", () => process.exit(3)).on("end", () => { ${signedInAz(quoted)} }).resume();`,
    );
    expect(await askToken("azure_cli", tenantId, foundry, computer)).toMatchObject({ token });
  });

  it.each([
    ["a name", "https://ai.azure.com", "contoso.example"],
    ["an option", "https://ai.azure.com", "--help"],
    ["a command", "https://ai.azure.com", `${tenantId}; rm -rf /`],
    ["another service", "https://vault.azure.net", tenantId],
    ["an option as service", "--debug", tenantId],
  ])("is not run with %s in an argument", async (_, audience, tenant) => {
    const { computer, seen } = withTool("az", signedInAz(quoted));
    expect((await failureOf(askToken("azure_cli", tenant, audience, computer))).code).toBe(
      "command_line_failed",
    );
    expect(seen()).toEqual([]);
  });
});

describe("the Azure Developer CLI", () => {
  const body = `console.log(JSON.stringify({ token: ${quoted}, expiresOn: new Date(Date.now() + 3600000).toISOString() }));`;

  it("is asked for a token, which says whose it is", async () => {
    const { computer, seen } = withTool("azd", body);
    expect(await askAccount("azure_developer_cli", foundry, computer)).toMatchObject({
      username: "mara@contoso.example",
      tenantId,
      objectId,
    });
    await askToken("azure_developer_cli", tenantId, foundry, computer);
    const scope = ["--scope", `${foundry}/.default`];
    expect(seen().map((run) => run.arguments)).toEqual([
      ["auth", "token", ...scope, "--output", "json", "--no-prompt"],
      ["auth", "token", ...scope, "--tenant-id", tenantId, "--output", "json", "--no-prompt"],
    ]);
  });

  it("whose token names nobody is not used", async () => {
    const { computer } = withTool("azd", body.replace(quoted, '"opaque"'));
    expect((await failureOf(askAccount("azure_developer_cli", foundry, computer))).code).toBe(
      "command_line_failed",
    );
  });
});

describe("a tool that gives no token says why", () => {
  const signIn = `az login --tenant ${tenantId}`;
  const azdSignIn = `azd auth login --tenant-id ${tenantId}`;
  const scope = `--scope ${foundry}/.default`;
  const complaints: ["az" | "azd", string, string, string?][] = [
    ["az", "ERROR: Please run 'az login' to setup account.", "command_line_signed_out", signIn],
    [
      "az",
      "ERROR: AADSTS700082: The refresh token has expired due to inactivity.\nInteractive authentication is needed. Please run:\naz login",
      "command_line_expired",
      `${signIn} ${scope}`,
    ],
    [
      "az",
      "ERROR: AADSTS50076: you must use multi-factor authentication.\nInteractive authentication is needed. Please run:\naz login --scope x",
      "command_line_expired",
      `${signIn} ${scope}`,
    ],
    ["az", "ERROR: AADSTS53003: Access has been blocked by Conditional Access policies.", "sign_in_blocked"],
    [
      "az",
      "ERROR: AADSTS530003: Your device is required to be managed.\nInteractive authentication is needed. Please run:\naz login",
      "sign_in_blocked",
    ],
    [
      "az",
      "ERROR: AADSTS500011: The resource principal was not found in the tenant.\nInteractive authentication is needed. Please run:\naz login",
      "command_line_refused",
    ],
    ["az", "ERROR: AADSTS90002: Tenant '1111' not found.", "directory_not_found"],
    ["az", "ERROR: unrecognized arguments: --tenant 1111", "command_line_too_old"],
    ["az", "ERROR: HTTPSConnectionPool: Max retries exceeded with url", "sign_in_offline"],
    [
      "az",
      "ERROR: HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded (Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 407 Proxy Authentication Required')))",
      "proxy_wants_sign_in",
    ],
    [
      "az",
      "ERROR: Max retries exceeded (Caused by ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden')))",
      "proxy_refused",
    ],
    [
      "azd",
      "ERROR: Post https://login.microsoftonline.com/: proxyconnect tcp: dial tcp: connection refused",
      "proxy_not_reached",
    ],
    ["az", "Traceback (most recent call last): something", "command_line_failed", `${signIn} ${scope}`],
    ["azd", "ERROR: not logged in, run `azd auth login` to login", "command_line_signed_out", azdSignIn],
    [
      "azd",
      "Suggestion: reauthentication required, run `azd auth login --scope x` to acquire a new token.",
      "command_line_expired",
      `${azdSignIn} ${scope}`,
    ],
    ["azd", "Error: unknown flag: --tenant-id", "command_line_too_old"],
  ];
  it.each(complaints)("%s: %s", async (name, words, code, command) => {
    const { computer } = withTool(name, `console.error(${JSON.stringify(words)}); process.exit(1);`);
    const tool = name === "az" ? "azure_cli" : "azure_developer_cli";
    const failure = await failureOf(askToken(tool, tenantId, foundry, computer));
    expect(failure.code).toBe(code);
    expect(failure.raw?.message ?? words).toBe(words);
    const { title, cause } = explain(failure);
    expect(`${title} ${cause}`).not.toContain(unnamed);
    if (!code.startsWith("command_line")) return;
    expect(title).toContain(name === "az" ? "Azure CLI" : "Azure Developer CLI");
    if (!command) return;
    expect(failure.parameters.command).toBe(command);
    expect(cause).toContain(command);
  });

  it("in lines of JSON as the Azure Developer CLI writes them", async () => {
    const line = (message: string) => JSON.stringify({ type: "consoleMessage", data: { message } });
    const lines = [
      line("\nERROR: fetching token: AADSTS700082: The refresh token has expired due to inactivity.\n"),
      line("Suggestion: reauthentication required, run `azd auth login` to acquire a new token.\n"),
    ];
    const { computer } = withTool(
      "azd",
      `console.error(${JSON.stringify(lines.join("\n"))}); process.exit(1);`,
    );
    const failure = await failureOf(askToken("azure_developer_cli", tenantId, foundry, computer));
    expect(failure.code).toBe("command_line_expired");
    expect(failure.raw.message).toBe(
      "ERROR: fetching token: AADSTS700082: The refresh token has expired due to inactivity.\nSuggestion: reauthentication required, run `azd auth login` to acquire a new token.",
    );
  });

  it("not there", async () => {
    const computer = computerWith(profile());
    expect(isInstalled("azure_cli", computer)).toBe(false);
    expect((await failureOf(askAccount("azure_cli", foundry, computer))).code).toBe("command_line_missing");
  });

  it("too old to tell when its token expires", async () => {
    const { computer } = withTool("az", signedInAz(quoted).replace("expires_on", "expires_at"));
    expect((await failureOf(askToken("azure_cli", tenantId, foundry, computer))).code).toBe(
      "command_line_too_old",
    );
  });

  it.each([
    ["nothing", ""],
    ["no JSON", 'console.log("Welcome to the Azure CLI")'],
    ["a list", "console.log('[]')"],
    ["a prototype", 'console.log(\'{"__proto__":{"accessToken":"a"}}\')'],
    ["a token with a line break", signedInAz('"a\\r\\nx-evil: 1"')],
    ["a token with a space", signedInAz('"a b"')],
    ["an endless token", signedInAz('"a".repeat(30000)')],
    [
      "another directory",
      signedInAz(quoted).replace(/tenant: args[^,]*,/, 'tenant: "22222222-2222-4333-8444-555555555555",'),
    ],
  ])("with something else than it should: %s", async (_, body) => {
    const { computer } = withTool("az", body);
    const failure = await failureOf(askToken("azure_cli", tenantId, foundry, computer));
    expect(failure.code).toBe("command_line_failed");
    expect(failure.raw).toBeUndefined();
  });

  it.each([
    ["tenant", 'tenantId: "; rm -rf /"'],
    ["name", `tenantId: "${tenantId}"`],
  ])("takes no odd %s for an account", async (what, tenant) => {
    const name = what === "name" ? "mara\\u0000\\u202e<script>" : "mara";
    const { computer } = withTool(
      "az",
      `console.log(JSON.stringify({ ${tenant}, user: { name: "${name}" } }));`,
    );
    expect((await failureOf(askAccount("azure_cli", foundry, computer))).code).toBe("command_line_failed");
  });

  it("hanging: it is ended, and so is what it has started", async () => {
    const marks = profile();
    const { computer } = withTool(
      "az",
      `const child = require("node:child_process").spawn("/bin/sleep", ["600"], { stdio: "inherit" });
       require("node:fs").writeFileSync(${JSON.stringify(join(marks, "pids"))}, process.pid + " " + child.pid);
       setInterval(() => {}, 1000);`,
    );
    const begun = Date.now();
    const failure = await failureOf(
      askToken("azure_cli", tenantId, foundry, computer, { milliseconds: 1500 }),
    );
    expect(failure.code).toBe("command_line_failed");
    expect(Date.now() - begun).toBeLessThan(4000);
    const pids = readFileSync(join(marks, "pids"), "utf8").split(" ").map(Number);
    expect(pids).toHaveLength(2);
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });

  it("cancelled at once", async () => {
    const { computer, seen } = withTool("az", "setInterval(() => {}, 1000);");
    const abort = new AbortController();
    const failure = failureOf(askAccount("azure_cli", foundry, computer, { signal: abort.signal }));
    await expect.poll(() => seen().length).toBe(1);
    const begun = Date.now();
    abort.abort();
    expect((await failure).code).toBe("sign_in_cancelled");
    expect(Date.now() - begun).toBeLessThan(500);
  });

  it("talking without end", async () => {
    const { computer } = withTool("az", 'setInterval(() => process.stdout.write("a".repeat(60000)), 1);');
    const failure = await failureOf(askToken("azure_cli", tenantId, foundry, computer));
    expect([failure.code, failure.raw.code]).toEqual(["command_line_failed", "said_too_much"]);
  });

  it("and shows no token it complains with", async () => {
    const { computer } = withTool("az", `console.error("bad token " + ${quoted}); process.exit(1);`);
    const failure = await failureOf(askToken("azure_cli", tenantId, foundry, computer));
    expect(failure.raw.message).toBe("bad token •••");
  });
});

describe("a program is found", () => {
  const find = (path: string) => findProgram("azure_cli", { platform: "linux", env: { PATH: path } });

  it("in an absolute folder of PATH, through links, never in the current one", () => {
    const folder = join(profile(), "bin");
    makeTool(folder, "az", "");
    expect(find(folder)?.file).toBe(realpathSync(join(folder, "az")));
    const links = join(profile(), "links");
    mkdirSync(links, { mode: 0o755 });
    symlinkSync(join(folder, "az"), join(links, "az"));
    expect(find(links)?.file).toBe(realpathSync(join(folder, "az")));
    const before = process.cwd();
    try {
      process.chdir(folder);
      for (const path of [".", "", "bin", ":", "./", ":."]) expect([path, find(path)]).toEqual([path, null]);
    } finally {
      process.chdir(before);
    }
  });

  it("only where nobody else can write: the file, its folder, and those above", () => {
    const top = profile();
    const folder = join(top, "open", "bin");
    makeTool(folder, "az", "");
    expect(find(folder)).not.toBeNull();
    const states: [string, number][] = [
      [join(folder, "az"), 0o757],
      [folder, 0o757],
      [folder, 0o1777],
      [join(top, "open"), 0o757],
    ];
    for (const [path, mode] of states) {
      chmodSync(path, mode);
      expect([path, mode, find(folder)]).toEqual([path, mode, null]);
      chmodSync(path, 0o755);
    }
    expect(find(folder)).not.toBeNull();
    const links = join(top, "open", "links");
    mkdirSync(links);
    symlinkSync(join(folder, "az"), join(links, "az"));
    chmodSync(links, 0o777);
    expect(find(links)).toBeNull();
  });

  it.runIf(process.getuid?.() === 0)("not where it belongs to somebody else", () => {
    const folder = join(profile(), "bin");
    makeTool(folder, "az", "");
    chownSync(join(folder, "az"), 4321, 4321);
    expect(find(folder)).toBeNull();
    chownSync(join(folder, "az"), 0, 4321);
    chmodSync(join(folder, "az"), 0o775);
    expect(find(folder)).toBeNull();
  });

  it("only where it is a program", () => {
    const folder = join(profile(), "bin");
    mkdirSync(join(folder, "az"), { recursive: true });
    expect(find(folder)).toBeNull();
    const other = profile();
    writeFileSync(join(other, "az"), "text", { mode: 0o644 });
    expect(find(other)).toBeNull();
  });

  it("on Windows without a shell: the Azure CLI's own Python, in the installers' folders only", () => {
    const root = "C:\\Program Files";
    const env = { ProgramFiles: root, PATH: "C:\\evil", SystemRoot: "C:\\Windows" };
    const files = ["Microsoft SDKs\\Azure\\CLI2\\python.exe", "Azure Dev CLI\\azd.exe", "C:\\evil\\az.cmd"];
    const before = process.cwd();
    try {
      // Here such a path is one odd name in the current folder.
      process.chdir(profile());
      expect(findProgram("azure_cli", { platform: "win32", env })).toBeNull();
      for (const file of files) writeFileSync(file.startsWith("C:") ? file : `${root}\\${file}`, "");
      expect(findProgram("azure_cli", { platform: "win32", env })).toEqual({
        file: `${root}\\${files[0]}`,
        first: ["-IBm", "azure.cli"],
        folder: `${root}\\Microsoft SDKs\\Azure\\CLI2`,
      });
      const developer = findProgram("azure_developer_cli", { platform: "win32", env });
      expect(developer).toMatchObject({ file: `${root}\\${files[1]}`, first: [] });
    } finally {
      process.chdir(before);
    }
    expect(environmentOf({ platform: "win32", env }, "C:\\CLI2").PATH).toBe("C:\\CLI2;C:\\Windows\\System32");
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // What has ended but is not waited for yet is no longer running.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
