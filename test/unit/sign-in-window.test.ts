import { beforeEach, describe, expect, it } from "vitest";
import { guardCertificates } from "../../main/client-certificates.ts";
import { guardContents, guardSession, guardSignIn, isAnswer, maySignInAt } from "../../main/guards.ts";
import { hostShown } from "../../main/identity/window.ts";
import { emit } from "../../main/ipc.ts";
import { app, BrowserWindow, dialog, FakeContents } from "../fakes/electron.ts";

const answerTo = "http://localhost:5123";
/** A session that takes every rule. */
const silent = {
  setPermissionRequestHandler: () => {},
  setPermissionCheckHandler: () => {},
  setDevicePermissionHandler: () => {},
  on: () => {},
  webRequest: { onBeforeRequest: () => {} },
};

describe("where a sign-in may go", () => {
  it.each([
    "http://localhost:51234/",
    "http://127.0.0.1:5123/",
    "http://user@localhost:5123/",
    "ws://localhost:5123/",
    "blob:http://localhost:5123/x",
    "filesystem:http://localhost:5123/x",
    "http://login.contoso.example/",
    "https://user:word@login.contoso.example/",
    "app://assay/index.html",
    "file:///etc/passwd",
    "data:text/html,x",
    "about:blank",
    "mailto:a@example.com",
    "",
  ])("not to %s", (address) => expect(maySignInAt(address, answerTo)).toBe(false));

  it("to https pages, and to its own answer, which no other port is taken for", () => {
    expect(maySignInAt("https://login.contoso.example/", answerTo)).toBe(true);
    expect(maySignInAt("http://localhost:5123/", answerTo)).toBe(true);
    expect(isAnswer("http://localhost:5123/?x", answerTo)).toBe(true);
    expect(isAnswer("http://localhost:51234/", answerTo)).toBe(false);
    expect(isAnswer("http://localhost:5123.evil.example/", answerTo)).toBe(false);
  });
});

it("a host is shown by its end, so that a long one cannot pass for another", () => {
  expect(hostShown("https://login.microsoftonline.com/common")).toBe("login.microsoftonline.com");
  const long = hostShown(`https://login.microsoftonline.com.${"a".repeat(60)}.evil.example/`);
  expect(long).toMatch(/^….*\.evil\.example$/);
  expect(long).not.toContain("microsoftonline");
  expect([hostShown("about:blank"), hostShown("")]).toEqual(["", ""]);
});

describe("a sign-in's window", () => {
  beforeEach(() => BrowserWindow.all.splice(0));

  it("hears nothing of what the app tells its own pages", () => {
    const [ours, foreign] = [new BrowserWindow({}), new BrowserWindow({})];
    foreign.webContents.url = "https://login.contoso.example/";
    emit("settings.changed", { theme: "dark", signInMinutes: 5, welcomed: true });
    expect(ours.webContents.sent).toHaveLength(1);
    expect(foreign.webContents.sent).toEqual([]);
  });

  it("has no permission at all, also none of our own pages'", () => {
    const handlers: Record<string, (...values: unknown[]) => unknown> = {};
    const record = (name: string) => (handler: (...values: unknown[]) => unknown) => {
      handlers[name] = handler;
    };
    const session = {
      ...silent,
      setPermissionRequestHandler: record("request"),
      setPermissionCheckHandler: record("check"),
      setDevicePermissionHandler: record("device"),
    };
    guardSession(session as never);
    expect(handlers.check?.(null, "clipboard-sanitized-write")).toBe(true);
    guardSignIn(session as never, answerTo);
    for (const name of ["clipboard-sanitized-write", "geolocation", "openExternal", "something-new"]) {
      expect(handlers.check?.(null, name)).toBe(false);
      let answered: unknown;
      handlers.request?.(null, name, (given: unknown) => {
        answered = given;
      });
      expect(answered).toBe(false);
    }
  });

  it("is given no Bluetooth device, which Electron itself would choose", () => {
    const contents = new FakeContents();
    guardContents(contents as never);
    const chosen: string[] = [];
    let prevented = false;
    const event = {
      preventDefault: () => {
        prevented = true;
      },
    };
    contents.emit("select-bluetooth-device", event, [{ deviceId: "a" }], (id: string) => chosen.push(id));
    expect([prevented, chosen]).toEqual([true, [""]]);
  });

  describe("and where a server asks for a certificate of this computer", () => {
    const inDays = (days: number) => Date.now() / 1000 + days * 86_400;
    const all = [
      { subjectName: "Old", issuerName: "Contoso", validExpiry: inDays(-1) },
      { subjectName: "Mara", issuerName: "Contoso", validExpiry: inDays(9) },
      { subjectName: "Work", issuerName: "Fabrikam", validExpiry: inDays(9) },
    ];
    const sentTo = (contents: FakeContents | null, certificates = all) =>
      new Promise((sent) => {
        const event = { preventDefault: () => {} };
        app.emit("select-client-certificate", event, contents, "sts.contoso.example:443", certificates, sent);
      });
    guardCertificates();
    const signIn = () => {
      const { webContents } = new BrowserWindow({});
      Object.assign(webContents.session, silent);
      guardSignIn(webContents.session as never, answerTo);
      return webContents;
    };
    beforeEach(() => dialog.asked.splice(0));

    it("sends none to anybody but a page of a sign-in, and asks nothing", async () => {
      expect(await sentTo(null)).toBeUndefined();
      expect(await sentTo(new BrowserWindow({}).webContents)).toBeUndefined();
      expect(dialog.asked).toEqual([]);
    });

    it("lets the person choose there, among those that are still good, or none", async () => {
      dialog.press = 1;
      expect(await sentTo(signIn())).toBe(all[2]);
      expect(dialog.asked).toEqual([
        expect.objectContaining({
          message: "sts.contoso.example:443 asks for a certificate",
          buttons: ["Mara, issued by Contoso", "Work, issued by Fabrikam", "Send none"],
          defaultId: 2,
          cancelId: 2,
        }),
      ]);
      dialog.press = 2;
      expect(await sentTo(signIn())).toBeUndefined();
      dialog.asked.splice(0);
      expect(await sentTo(signIn(), all.slice(0, 1))).toBeUndefined();
      expect(dialog.asked).toEqual([]);
    });
  });
});
