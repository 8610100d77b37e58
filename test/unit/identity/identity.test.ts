import { join } from "node:path";
import type { SafeStorage } from "electron";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Fetch } from "../../../main/foundry/http/send.ts";
import { createIdentity } from "../../../main/identity/identity.ts";
import type { Browser } from "../../../main/identity/interactive.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

const authority = "https://login.contoso.example";
const foundry = "https://ai.azure.com";
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const unset = { value: null, from: null };
const registration = {
  clientId: { value: "client", from: "settings" as const },
  tenantId: unset,
  authority: { value: authority, from: "settings" as const },
  knownAuthorities: unset,
  resourceManager: unset,
  warning: null,
  refused: [],
};

/** An identity provider of a few lines; `requests` are the grants it was asked for. */
function provider() {
  const requests: URLSearchParams[] = [];
  const state = { expiresIn: 3600, refusal: null as object | null, tokens: 0 };
  const addresses: string[] = [];
  const fetch: Fetch = async (url, init) => {
    addresses.push(url);
    if (url.includes("openid-configuration"))
      return Response.json({
        issuer: authority,
        authorization_endpoint: `${authority}/auth`,
        token_endpoint: `${authority}/token`,
        end_session_endpoint: `${authority}/end`,
        jwks_uri: `${authority}/jwks`,
      });
    const body = new URLSearchParams(String(init.body));
    requests.push(body);
    if (state.refusal) return Response.json(state.refusal, { status: 400 });
    state.tokens += 1;
    const claims = { sub: "mara", preferred_username: "mara@contoso.example", iss: authority, aud: "client" };
    return Response.json({
      token_type: "Bearer",
      access_token: `token-${state.tokens}`,
      refresh_token: `refresh-${state.tokens}`,
      expires_in: state.expiresIn,
      scope: body.get("scope") ?? "",
      id_token: `${encoded({ alg: "none" })}.${encoded({ ...claims, exp: 9_999_999_999, iat: 1 })}.x`,
    });
  };
  return { fetch, requests, state, addresses };
}

/** A browser in which the person agrees at once. */
const agreeing: Browser = ({ url, answerTo, onAnswer }) => {
  const body = new URLSearchParams({ code: "code", state: new URL(url).searchParams.get("state") ?? "" });
  onAnswer();
  void fetch(answerTo, { method: "POST", body });
  return { focus: () => {}, close: () => {} };
};

function open(parts: { fetch: Fetch; folder?: string; browser?: Browser; keyring?: FakeSafeStorage }) {
  const { folder = profile(), keyring = new FakeSafeStorage(), browser = agreeing } = parts;
  const secrets = openSecrets(folder, systemKeyring(keyring as unknown as SafeStorage, "linux"));
  const identity = createIdentity({
    registration: () => registration,
    secrets,
    fetch: parts.fetch,
    browsers: { window: browser, browser },
    emit: () => {},
    patience: { waiting: 400, exchanging: 400 },
  });
  stops.push(() => identity.stop());
  return { identity, folder, keyring };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => error.diagnosis?.code ?? String(error),
  );

describe("a sign-in", () => {
  it("gives the account, and is there after a restart", async () => {
    const { fetch, requests } = provider();
    const { identity, folder, keyring } = open({ fetch });
    const account = await identity.signIn("window");
    expect(account).toMatchObject({ username: "mara@contoso.example" });
    expect(requests[0]?.get("code_verifier")).toBeTruthy();
    expect(requests[0]?.get("scope")).toContain(`${foundry}/.default`);
    const again = open({ fetch, folder, keyring }).identity;
    expect((await again.state()).accounts).toEqual([account]);
    expect(await again.credential(account.id).for(foundry)).toBe("token-1");
    await again.signOut(account.id);
    expect((await again.state()).accounts).toEqual([]);
    expect(await codeOf(again.credential(account.id).for(foundry))).toBe("sign_in_expired");
  });

  it("that nobody answers is given up, and so is one that is cancelled; a second click joins the first", async () => {
    let shown = 0;
    let opened = 0;
    const waiting: Browser = () => {
      opened += 1;
      return { focus: () => (shown += 1), close: () => {} };
    };
    const { identity } = open({ fetch: provider().fetch, browser: waiting });
    const first = codeOf(identity.signIn("window"));
    await vi.waitFor(() => expect(opened).toBe(1));
    const second = codeOf(identity.signIn("window"));
    expect(await Promise.all([first, second])).toEqual(["sign_in_cancelled", "sign_in_cancelled"]);
    expect([opened, shown]).toEqual([1, 1]);
    const third = codeOf(identity.signIn("window"));
    await vi.waitFor(async () => expect((await identity.state()).signingIn).toBe("waiting"));
    identity.cancel();
    expect(await third).toBe("sign_in_cancelled");
    expect((await identity.state()).signingIn).toBeNull();
  });

  it("without a client id says so", async () => {
    const identity = createIdentity({
      registration: () => ({ ...registration, clientId: unset }),
      secrets: openSecrets(
        profile(),
        systemKeyring(new FakeSafeStorage() as unknown as SafeStorage, "linux"),
      ),
      fetch: provider().fetch,
      browsers: { window: agreeing, browser: agreeing },
      emit: () => {},
    });
    stops.push(() => identity.stop());
    expect(await codeOf(identity.signIn("window"))).toBe("registration_missing");
    expect((await identity.state()).accounts).toEqual([]);
  });
});

describe("a token", () => {
  const signedIn = async (expiresIn: number) => {
    const made = provider();
    made.state.expiresIn = expiresIn;
    const opened = open(made);
    const { id } = await opened.identity.signIn("window");
    made.requests.length = 0;
    return { ...made, ...opened, credential: opened.identity.credential(id) };
  };

  it("with more than five minutes left is used, with less it is renewed", async () => {
    const long = await signedIn(303);
    expect(await long.credential.for(foundry)).toBe("token-1");
    expect(long.requests).toEqual([]);
    const short = await signedIn(298);
    expect(await short.credential.for(foundry)).toBe("token-2");
    expect(short.requests.map((body) => body.get("grant_type"))).toEqual(["refresh_token"]);
  });

  it("is asked for once, however many want it", async () => {
    const { credential, requests } = await signedIn(100);
    const all = await Promise.all(Array.from({ length: 12 }, () => credential.for(foundry)));
    expect(new Set(all).size).toBe(1);
    expect(requests).toHaveLength(1);
  });

  it("is asked for one after another where a refresh token may be used once only", async () => {
    const { credential, requests } = await signedIn(100);
    await Promise.all([credential.for(foundry), credential.for("https://management.azure.com")]);
    const used = requests.map((body) => body.get("refresh_token"));
    expect(used).toEqual(["refresh-1", "refresh-2"]);
  });

  it("that cannot be renewed leads to a new sign-in, offline does not", async () => {
    const { credential, state, identity } = await signedIn(100);
    state.refusal = { error: "temporarily_unavailable", error_description: "busy" };
    expect(await codeOf(credential.for(foundry))).toBe("sign_in_busy");
    state.refusal = { error: "invalid_grant", error_description: "AADSTS700082: inactive" };
    expect(await codeOf(credential.for(foundry))).toBe("sign_in_expired");
    expect((await identity.state()).accounts).toHaveLength(1);
    state.refusal = null;
    expect(await codeOf(identity.signIn("window"))).toBe("done");
    expect(await codeOf(credential.for(foundry))).toBe("done");
  });

  it("that has to prove more is asked for with the claims, once for all who want it", async () => {
    const { credential, requests } = await signedIn(3600);
    const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: "1604106651" } } });
    const all = await Promise.all([credential.for(foundry, claims), credential.for(foundry, claims)]);
    expect(all).toEqual(["token-2", "token-2"]);
    expect(requests).toHaveLength(1);
    expect(JSON.parse(requests[0]?.get("claims") ?? "")).toMatchObject(JSON.parse(claims));
    expect(await credential.for(foundry)).toBe("token-2");
  });

  it("that only the person can prove more for leads to a sign-in with these claims and their name", async () => {
    const opened: URLSearchParams[] = [];
    const browser: Browser = (address) => {
      opened.push(new URL(address.url).searchParams);
      return agreeing(address);
    };
    const made = provider();
    const { identity } = open({ ...made, browser });
    const { id } = await identity.signIn("window");
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    made.state.refusal = {
      error: "interaction_required",
      error_description: "A second factor is wanted",
      claims,
    };
    made.state.expiresIn = 3600;
    expect(await codeOf(identity.credential(id).for("https://cognitiveservices.azure.com"))).toBe(
      "proof_wanted",
    );
    expect(await codeOf(identity.credential(id).for(foundry, claims))).toBe("proof_wanted");
    made.state.refusal = null;
    await identity.signIn("window", { accountId: id });
    expect(opened[0]?.get("claims") ?? "").not.toContain("acrs");
    expect(opened[1]?.get("claims")).toContain("acrs");
    expect(opened[1]?.get("login_hint")).toBe("mara@contoso.example");
    await identity.signIn("window", { accountId: id, service: "management" });
    expect(opened[2]?.get("claims") ?? "").not.toContain("acrs");
    expect(opened[2]?.get("scope")).toContain("https://management.azure.com/.default");
  });
});

it.each([
  [undefined, "https://management.azure.com", "https://ai.azure.com"],
  ["https://login.microsoftonline.us/t", "https://management.usgovcloudapi.net", "https://ai.azure.us"],
  [
    "https://login.partner.microsoftonline.cn/t",
    "https://management.chinacloudapi.cn",
    "https://ai.azure.cn",
  ],
])("the cloud of %s is its own", (address, management, audience) => {
  const identity = createIdentity({
    registration: () => ({
      ...registration,
      authority: address ? { value: address, from: "settings" } : unset,
    }),
    secrets: openSecrets(profile(), systemKeyring(new FakeSafeStorage() as unknown as SafeStorage, "linux")),
    fetch: provider().fetch,
    browsers: { window: agreeing, browser: agreeing },
    emit: () => {},
  });
  stops.push(() => identity.stop());
  expect(identity.cloud()).toEqual({ management, foundry: audience });
});

it("what was kept and cannot be read is set aside, not deleted", async () => {
  const { fetch } = provider();
  const { identity, folder, keyring } = open({ fetch });
  await identity.signIn("window");
  const { readFileSync } = await import("node:fs");
  const file = join(folder, "secrets.json");
  const before = readFileSync(file, "utf8");
  const broken = new FakeSafeStorage();
  broken.decryptString = () => {
    throw new Error("The keyring is gone");
  };
  expect(keyring).toBeDefined();
  const again = open({ fetch, folder, keyring: broken }).identity;
  expect((await again.state()).accounts).toEqual([]);
  expect(readFileSync(file, "utf8")).toBe(before);
});
