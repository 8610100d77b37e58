import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fileFor, isOwnPage, mayOpenAsked, mayOpenOutside, startPage } from "../../main/address.ts";
import { createDesk } from "../../main/answering.ts";
import { guardAll, guardContents, guardSession, mayUse } from "../../main/guards.ts";
import { type Handlers, isTrustedSender } from "../../main/ipc.ts";
import { answerPage, contentSecurityPolicy, declareScheme } from "../../main/pages.ts";
import { windowOptions } from "../../main/window.ts";
import { methodNames } from "../../preload/contract/names.ts";
import { app, BrowserWindow, calls, FakeContents, opened, protocol } from "../fakes/electron.ts";
import { read, root, sourcesIn } from "./source.ts";

/** Electron's own security checklist (docs/tutorial/security.md), point by point. Point 19 is in test/packaged. */

const preferences = windowOptions("/preload.cjs", null).webPreferences ?? {};
const ownSource = () => [
  ...sourcesIn("main"),
  ...sourcesIn("preload"),
  ...sourcesIn("renderer", /\.(ts|tsx|html|css)$/),
];
const filesWith = (pattern: RegExp) => ownSource().filter((file) => pattern.test(read(file)));
const policy = new Map(
  contentSecurityPolicy.split("; ").map((directive) => {
    const [name = "", ...values] = directive.split(" ");
    return [name, values.join(" ")];
  }),
);

let pages = "";
beforeAll(() => {
  pages = mkdtempSync(join(tmpdir(), "assay-test-pages-"));
  mkdirSync(join(pages, "root/assets"), { recursive: true });
  writeFileSync(join(pages, "root/index.html"), "<p>page</p>");
  writeFileSync(join(pages, "root/assets/main.js"), "1");
  writeFileSync(join(pages, "secret.html"), "secret");
});
afterAll(() => rmSync(pages, { recursive: true }));

const emitted = (contents: FakeContents, event: string, url: string) => {
  let prevented = false;
  contents.emit(event, {
    url,
    preventDefault: () => {
      prevented = true;
    },
  });
  return prevented;
};

const foreign = [
  "https://evil.example/",
  "http://localhost/",
  "app://assay.evil.example/index.html",
  "app://evil/index.html",
  "app://assay@evil/index.html",
  "app:assay/index.html",
  "file:///etc/passwd",
  "data:text/html,x",
  "javascript:alert(1)",
  "about:blank",
  "blob:app://assay/x",
  "",
];

describe("Electron's security checklist", () => {
  it("1 loads only secure content", () => {
    expect(startPage).toBe("app://assay/index.html");
    expect(
      filesWith(/http:\/\/(?!127\.0\.0\.1|localhost|www\.w3\.org)/).filter((file) =>
        file.startsWith("renderer/"),
      ),
    ).toEqual([]);
  });

  it("2 gives pages no Node", () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it("3 isolates the context", () => expect(preferences.contextIsolation).toBe(true));

  it("4 sandboxes every process, before the app is ready", async () => {
    expect(preferences.sandbox).toBe(true);
    calls.length = 0;
    process.env.ASSAY_TEST_PROFILE = join(pages, "profile");
    await import("../../main/index.ts");
    expect(calls.indexOf("enableSandbox")).toBe(0);
    expect(calls.indexOf("whenReady")).toBeGreaterThan(calls.indexOf("registerSchemesAsPrivileged"));
    // Chromium would ask a name server of its own choice over https.
    await vi.waitFor(() => expect(calls).toContain("secureDnsMode off"));
  });

  it("5 refuses every permission but writing to the clipboard, asked or looked up", () => {
    const types = readFileSync(join(root, "node_modules/electron/electron.d.ts"), "utf8");
    const lists = [...types.matchAll(/permission: ((?:'[\w-]+'(?: \| )?)+)/g)];
    const names = new Set(
      lists.flatMap(([, list = ""]) => [...list.matchAll(/'([\w-]+)'/g)].map(([, name = ""]) => name)),
    );
    expect(names.size).toBeGreaterThan(15);
    const session: Record<string, (...values: never[]) => unknown> = {};
    const record = (name: string) => (handler: (...values: never[]) => unknown) => {
      session[name] = handler;
    };
    guardSession({
      setPermissionRequestHandler: record("request"),
      setPermissionCheckHandler: record("check"),
      setDevicePermissionHandler: record("device"),
    } as never);
    for (const name of [...names, "something-new"]) {
      const expected = name === "clipboard-sanitized-write";
      let answered: boolean | null = null;
      session.request?.(
        null as never,
        name as never,
        ((given: boolean) => {
          answered = given;
        }) as never,
      );
      expect([name, answered]).toEqual([name, expected]);
      expect([name, session.check?.(null as never, name as never)]).toEqual([name, expected]);
      expect(mayUse(name)).toBe(expected);
    }
    expect(session.device?.()).toBe(false);
  });

  it("6 keeps web security on", () => {
    expect(preferences.webSecurity).toBe(true);
    expect(filesWith(/webSecurity:\s*false/)).toEqual([]);
  });

  it("7 sends a content security policy with every page that allows its own files only", () => {
    const reply = answerPage(join(pages, "root"), startPage, "GET");
    expect(reply.headers).toMatchObject({ "content-security-policy": contentSecurityPolicy });
    expect(Object.fromEntries(policy)).toMatchObject({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "connect-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
      "object-src": "'none'",
      "require-trusted-types-for": "'script'",
    });
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  });

  it("8 runs no insecure content", () => expect(preferences.allowRunningInsecureContent).toBe(false));

  it("9 turns no experimental features on", () => {
    expect(preferences.experimentalFeatures).toBe(false);
    expect(filesWith(/experimentalFeatures:\s*true/)).toEqual([]);
  });

  it("10 turns no blink features on", () => {
    expect(preferences.enableBlinkFeatures).toBeUndefined();
    expect(filesWith(/enableBlinkFeatures/)).toEqual([]);
  });

  it("11 has no webview", () => {
    expect(preferences.webviewTag).toBe(false);
    expect(filesWith(/<webview|allowpopups/i)).toEqual([]);
  });

  it("12 lets no webview attach", () => {
    const contents = new FakeContents();
    guardContents(contents as never);
    expect(emitted(contents, "will-attach-webview", "")).toBe(true);
  });

  it("13 navigates to its own pages only, whoever made the contents", () => {
    guardAll();
    const contents = new FakeContents();
    app.emit("web-contents-created", {}, contents);
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect"]) {
      for (const url of foreign)
        expect([event, url, emitted(contents, event, url)]).toEqual([event, url, true]);
      expect(emitted(contents, event, startPage)).toBe(false);
    }
  });

  it("14 opens no windows for pages", () => {
    const contents = new FakeContents();
    guardContents(contents as never);
    for (const url of [...foreign, startPage])
      expect(contents.openHandler?.({ url })).toEqual({ action: "deny" });
  });

  it("15 hands only https addresses to the system", () => {
    const refused = [
      "http://learn.microsoft.com/",
      "file:///C:/Windows/System32/calc.exe",
      "smb://server/share",
      "ms-msdt:/id",
      "\\\\server\\share",
      "vscode://x",
      "https://user:word@example.com/",
      "javascript:alert(1)",
      "mailto:a@example.com",
    ];
    for (const url of refused) expect([url, mayOpenOutside(url)]).toEqual([url, false]);
    const asked = refused.filter((url) => mayOpenAsked(url));
    expect(asked).toEqual([
      "http://learn.microsoft.com/",
      "https://user:word@example.com/",
      "mailto:a@example.com",
    ]);
    opened.length = 0;
    const contents = new FakeContents();
    guardContents(contents as never);
    for (const url of [...refused, "https://ai.azure.com/"]) contents.openHandler?.({ url });
    expect(opened).toEqual(["https://ai.azure.com/"]);
    const users = filesWith(/openExternal/);
    expect(users).toEqual(["main/guards.ts"]);
  });

  it("16 is made for one exact Electron, whose types it compiles against", () => {
    const wanted: string = JSON.parse(read("package.json")).devDependencies.electron;
    expect(wanted).toMatch(/^\d+\.\d+\.\d+$/);
    expect(JSON.parse(read("node_modules/electron/package.json")).version).toBe(wanted);
  });

  it("17 checks who calls: the main frame of its own page, alive", () => {
    const frame = (url: string, parent: unknown = null) => ({ url, parent });
    const alive = { isDestroyed: () => false };
    const trusted = (sender: unknown, senderFrame: unknown) =>
      isTrustedSender({ sender, senderFrame } as never);
    expect(trusted(alive, frame(startPage))).toBe(true);
    expect(trusted(alive, null)).toBe(false);
    expect(trusted(alive, frame(startPage, frame(startPage)))).toBe(false);
    expect(trusted({ isDestroyed: () => true }, frame(startPage))).toBe(false);
    for (const url of foreign) expect([url, trusted(alive, frame(url))]).toEqual([url, false]);
  });

  it("18 serves its pages from a scheme of its own, and nothing outside their folder", () => {
    protocol.privileged.length = 0;
    declareScheme();
    expect(protocol.privileged).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    const folder = join(pages, "root");
    expect(fileFor(folder, "app://assay/assets/main.js")).toBe(join(folder, "assets/main.js"));
    const ways = [
      "app://assay/../secret.html",
      "app://assay/%2e%2e/secret.html",
      "app://assay/%2e%2e%2fsecret.html",
      "app://assay/assets/..%2f..%2fsecret.html",
      "app://assay/..%5csecret.html",
      "app://assay/secret.html%00.js",
      "app://assay/%",
      "app://assay/",
      "app://evil/index.html",
    ];
    for (const way of ways) {
      const { path = "" } = answerPage(folder, way, "GET");
      expect([way, existsSync(path)]).toEqual([way, false]);
    }
    // ERR_FILE_NOT_FOUND and ERR_METHOD_NOT_SUPPORTED.
    expect(answerPage(folder, "app://evil/index.html", "GET")).toEqual({ error: -6 });
    expect(answerPage(folder, startPage, "POST")).toEqual({ error: -322 });
    expect(answerPage(folder, startPage, "GET").path).toBe(join(folder, "index.html"));
    expect(isOwnPage(startPage)).toBe(true);
    expect(filesWith(/loadFile|["'`]file:\/\//)).toEqual([]);
  });

  it("20 puts only named functions on the bridge, and no event objects", () => {
    const preload = read("preload/index.ts");
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(preload).not.toMatch(/ipcRenderer\.(send|sendSync|postMessage)\b/);
    expect(preload).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/);
    expect(methodNames.length).toBe(new Set(methodNames).size);
  });

  it("overrides no certificate check and sets no switch", () => {
    expect(
      filesWith(
        /certificate-error|setCertificateVerifyProc|ignore-certificate-errors|NODE_TLS_REJECT|NODE_EXTRA_CA|rejectUnauthorized|checkServerIdentity/,
      ),
    ).toEqual([]);
    expect(filesWith(/commandLine\.appendSwitch/)).toEqual([]);
  });
});

describe("the door", () => {
  it("does not hand on what a handler threw", async () => {
    const handlers = {
      "app.info": () => {
        throw new Error("key sk-very-secret");
      },
    } as unknown as Handlers;
    const desk = createDesk();
    desk.add(handlers);
    const given = JSON.stringify(await desk.answer(true, "app.info", undefined));
    expect(given).toContain('"code":"unexpected"');
    expect(given).not.toContain("secret");
  });

  it("opens one window at a time in this test", () =>
    expect(BrowserWindow.getAllWindows().length).toBeLessThanOrEqual(1));
});
