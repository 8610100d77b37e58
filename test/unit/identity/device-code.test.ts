import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Identity } from "../../../main/identity/identity.ts";
import type { Browser } from "../../../main/identity/interactive.ts";
import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { enterCode } from "../../fakes/code-entry.ts";
import { homeDirectory } from "../../fakes/directory.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { type FakeEntra, startEntra } from "../../fakes/entra.ts";
import { fetchTrusting } from "../../fakes/person.ts";
import { temporaryProfiles } from "../profile.ts";
import { openIdentity } from "./opened.ts";

const profile = temporaryProfiles();
const identities: Identity[] = [];
let entra: FakeEntra;
beforeAll(async () => {
  entra = await startEntra("token-of-the-sandbox");
});
afterAll(() => entra.stop());
afterEach(() => {
  for (const identity of identities.splice(0)) identity.stop();
  entra.refuse(null);
  entra.codesHold(600);
});

const noWindow: Browser = () => {
  throw new Error("No window is opened");
};

function open({ fetch = fetchTrusting(entra.ca), window = noWindow, at = entra } = {}): Identity {
  const parts = { fetch, browsers: { window, browser: window } };
  const { identity } = openIdentity(at, profile(), new FakeSafeStorage(), parts);
  identities.push(identity);
  return identity;
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error) => error.diagnosis,
  );

const codeShown = (identity: Identity) =>
  vi.waitFor(
    async () => {
      const { deviceCode } = await identity.state();
      if (!deviceCode) throw new Error("No code is shown yet");
      return deviceCode;
    },
    { timeout: 5000 },
  );

describe("a sign-in by code", () => {
  it("shows a code, and connects once a person has typed it elsewhere; the tokens are kept and renewed", async () => {
    const identity = open();
    const signedIn = identity.signIn("device_code");
    const { code, address, expiresAt } = await codeShown(identity);
    expect(address).toBe(`${entra.authority}/device`);
    expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(expiresAt - Date.now()).toBeGreaterThan(590_000);
    expect((await identity.state()).signingIn).toBe("waiting");
    await vi.waitFor(() => expect(entra.requests()).toBeGreaterThan(0), { timeout: 3000 });
    expect(await enterCode(entra.ca, address, code, "mara")).toContain("Sign-in Success");
    const account = await signedIn;
    expect(account).toMatchObject({ username: "mara@contoso.example", source: "microsoft" });
    const { deviceCode, signingIn, accounts } = await identity.state();
    expect([deviceCode, signingIn, accounts]).toEqual([null, null, [account]]);
    const credential = identity.credential(account.id);
    expect(await credential.for("https://ai.azure.com")).toBe("token-of-the-sandbox");
    await credential.for("https://ai.azure.com", '{"access_token":{"nbf":{"essential":true}}}');
    expect(entra.asked.at(-1)?.get("grant_type")).toBe("refresh_token");
  }, 20_000);

  it("is cancelled within a second, and nothing is asked any more", async () => {
    const identity = open();
    const failure = failureOf(identity.signIn("device_code"));
    await codeShown(identity);
    const begun = Date.now();
    identity.cancel();
    expect((await failure).code).toBe("sign_in_cancelled");
    expect(Date.now() - begun).toBeLessThan(1000);
    expect(await identity.state()).toMatchObject({ deviceCode: null, signingIn: null });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const asked = entra.requests();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(entra.requests()).toBe(asked);
  }, 15_000);

  it("follows at once on a sign-in in a window that is cancelled for it", async () => {
    let opened = 0;
    const waiting: Browser = () => {
      opened += 1;
      return { focus: () => {}, close: () => {} };
    };
    const identity = open({ window: waiting });
    const first = failureOf(identity.signIn("window"));
    await vi.waitFor(() => expect(opened).toBe(1));
    identity.cancel();
    const second = failureOf(identity.signIn("device_code"));
    await codeShown(identity);
    expect((await first).code).toBe("sign_in_cancelled");
    expect((await identity.state()).deviceCode).not.toBeNull();
    identity.cancel();
    expect((await second).code).toBe("sign_in_cancelled");
  });

  it("ends with its code", async () => {
    entra.codesHold(2);
    const identity = open();
    const begun = Date.now();
    const failure = failureOf(identity.signIn("device_code"));
    expect((await codeShown(identity)).expiresAt - begun).toBeLessThan(3000);
    expect((await failure).code).toBe("code_expired");
    expect(Date.now() - begun).toBeLessThan(4000);
  }, 10_000);

  const refusals: [string, { error: string; error_description?: string }, DiagnosisCode][] = [
    ["expired, by RFC 8628", { error: "expired_token" }, "code_expired"],
    [
      "expired, by Entra",
      { error: "invalid_grant", error_description: "AADSTS70019: Verification code expired." },
      "code_expired",
    ],
    [
      "not known",
      { error: "bad_verification_code", error_description: "AADSTS70018: Invalid verification code" },
      "code_wrong",
    ],
    ["declined", { error: "authorization_declined" }, "sign_in_cancelled"],
    ["declined, by RFC 8628", { error: "access_denied" }, "sign_in_cancelled"],
    [
      "no public client",
      { error: "invalid_client", error_description: "AADSTS7000218: client_secret is needed" },
      "secret_wanted",
    ],
    [
      "Conditional Access",
      { error: "invalid_grant", error_description: "AADSTS53003: Blocked by Conditional Access" },
      "device_code_blocked",
    ],
    [
      "security defaults",
      { error: "access_denied", error_description: "AADSTS530035: Blocked by security defaults" },
      "security_defaults",
    ],
    [
      "no consent",
      { error: "invalid_grant", error_description: "AADSTS65001: no consent" },
      "admin_approval",
    ],
    [
      "another directory",
      { error: "unauthorized_client", error_description: "AADSTS700016: no such app" },
      "app_unknown",
    ],
    ["something new", { error: "surprise", error_description: "AADSTS999999: x" }, "sign_in_failed"],
  ];
  it.each(refusals)("that is refused says why: %s", async (_, body, code) => {
    entra.refuse(body);
    const failure = await failureOf(open().signIn("device_code"));
    expect(failure.code).toBe(code);
    expect(failure.raw?.code ?? body.error).toBe(body.error);
  });

  it("goes on where the answer is to wait, by the number as by the word", async () => {
    entra.refuse({ error: "authorization_pending", error_description: "AADSTS70016: pending" });
    const identity = open();
    const signedIn = identity.signIn("device_code");
    const { code, address } = await codeShown(identity);
    await enterCode(entra.ca, address, code, "ines");
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect((await identity.state()).signingIn).toBe("waiting");
    entra.refuse(null);
    expect((await signedIn).username).toBe("ines@contoso.example");
  }, 15_000);

  it("outlasts a network that fails for a moment", async () => {
    const real = fetchTrusting(entra.ca);
    let failing = true;
    const identity = open({
      fetch: (url, init) =>
        failing && url.endsWith("/token") ? Promise.reject(new TypeError("fetch failed")) : real(url, init),
    });
    const signedIn = identity.signIn("device_code");
    const { code, address } = await codeShown(identity);
    await enterCode(entra.ca, address, code, "mara");
    failing = false;
    expect((await signedIn).username).toBe("mara@contoso.example");
  }, 15_000);

  it.each([
    ["http", { verification_uri: "http://evil.example/device" }],
    ["a program", { verification_uri: "file:///etc/passwd" }],
    ["a name in it", { verification_uri: "https://microsoft.com@evil.example/" }],
    ["no code", { user_code: "" }],
  ])("takes no page that is not https, and no empty code: %s", async (_, odd) => {
    const real = fetchTrusting(entra.ca);
    const identity = open({
      fetch: async (url, init) => {
        const answer = await real(url, init);
        if (!url.endsWith("/devicecode")) return answer;
        return Response.json({ ...((await answer.json()) as object), ...odd });
      },
    });
    const failure = failureOf(identity.signIn("device_code"));
    expect((await failure).code).toBe("sign_in_failed");
    expect((await identity.state()).deviceCode).toBeNull();
  });

  it("that cannot begin says that nothing was reached, or why it was refused", async () => {
    const real = fetchTrusting(entra.ca);
    const answering = (answer: () => Response) =>
      open({ fetch: async (url, init) => (url.endsWith("/devicecode") ? answer() : real(url, init)) });
    const offline = answering(() => {
      throw new TypeError("fetch failed");
    });
    expect((await failureOf(offline.signIn("device_code"))).code).toBe("sign_in_offline");
    const words = { error: "invalid_client", error_description: "AADSTS7000218: secret" };
    const refusing = answering(() => Response.json(words, { status: 401 }));
    expect((await failureOf(refusing.signIn("device_code"))).code).toBe("secret_wanted");
  });

  it("works in Entra's own protocol", async () => {
    const directory = await startEntra("token-of-the-directory", "microsoft");
    try {
      const identity = open({ fetch: fetchTrusting(directory.ca), at: directory });
      const signedIn = identity.signIn("device_code");
      const { code, address } = await codeShown(identity);
      expect(address).toBe(`${directory.authority}/oauth2/deviceauth`);
      await enterCode(directory.ca, address, code, "mara");
      const account = await signedIn;
      expect(account).toMatchObject({ username: "mara@contoso.example", tenantId: homeDirectory });
      expect(await identity.credential(account.id).for("https://ai.azure.com")).toBe(
        "token-of-the-directory",
      );
    } finally {
      await directory.stop();
    }
  }, 15_000);
});
