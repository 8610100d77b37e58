import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SafeStorage } from "electron";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Fetch } from "../../../main/foundry/http/send.ts";
import { createIdentity } from "../../../main/identity/identity.ts";
import type { Browser } from "../../../main/identity/interactive.ts";
import { networkOver } from "../../../main/identity/network.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import type { IdentityState } from "../../../preload/contract/identity.ts";
import { FakeAsyncSafeStorage, FakeSafeStorage } from "../../fakes/electron.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const authority = "https://login.contoso.example";
const foundry = "https://ai.azure.com";
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const unset = { value: null, from: null };

/** An identity provider of a few lines, whose token endpoint a test may hold back or let answer otherwise. */
function open(browser: Browser = agreeing, keyring: FakeSafeStorage = new FakeSafeStorage()) {
  const grants: URLSearchParams[] = [];
  const held: { until: Promise<unknown>; instead: (() => Response) | null; name: string } = {
    name: "mara",
    until: Promise.resolve(),
    instead: null,
  };
  /** Whose each refresh token is, until it has been used. */
  const owners = new Map<string, string>();
  const fetching: Fetch = async (url, init) => {
    if (url.includes("openid-configuration"))
      return Response.json({
        issuer: authority,
        authorization_endpoint: `${authority}/auth`,
        token_endpoint: `${authority}/token`,
        end_session_endpoint: `${authority}/end`,
        jwks_uri: `${authority}/jwks`,
      });
    const grant = new URLSearchParams(String(init.body));
    const count = grants.push(grant);
    await held.until;
    if (held.instead) return held.instead();
    const given = grant.get("refresh_token");
    const sub = given === null ? held.name : (owners.get(given) ?? "");
    // Others than Entra take each refresh token once.
    if (given !== null && !owners.delete(given))
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    owners.set(`refresh-${count}`, sub);
    const claims = { sub, preferred_username: `${sub}@contoso.example`, iss: authority, aud: "client" };
    return Response.json({
      token_type: "Bearer",
      access_token: `token-${count}`,
      refresh_token: `refresh-${count}`,
      expires_in: 100,
      scope: grant.get("scope") ?? "",
      id_token: `${encoded({ alg: "none" })}.${encoded({ ...claims, exp: 9_999_999_999, iat: 1 })}.x`,
    });
  };
  const told: number[] = [];
  const secrets = openSecrets(profile(), systemKeyring(keyring as unknown as SafeStorage, "linux"));
  const identity = createIdentity({
    registration: () => ({
      clientId: { value: "client", from: "settings" },
      tenantId: unset,
      authority: { value: authority, from: "settings" },
      knownAuthorities: unset,
      resourceManager: unset,
      warning: null,
      refused: [],
    }),
    secrets,
    fetch: fetching,
    browsers: { window: browser, browser },
    emit: (_name, state) => void told.push((state as IdentityState).accounts.length),
    patience: { waiting: 2000, exchanging: 300 },
  });
  stops.push(() => identity.stop());
  const kept = () => secrets.read("microsoft-sign-in", `client ${authority}`);
  return { identity, grants, held, told, kept };
}

/** A browser in which the person agrees at once. */
const agreeing: Browser = ({ url, answerTo, onAnswer }) => {
  const body = new URLSearchParams({ code: "code", state: new URL(url).searchParams.get("state") ?? "" });
  onAnswer();
  void fetch(answerTo, { method: "POST", body });
  return { focus: () => {}, close: () => {} };
};

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => error.diagnosis?.code ?? String(error),
  );

function latch() {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

describe("what a network says in the place of the sign-in service", () => {
  it("a redirect is not followed: what was sent, a refresh token too, goes nowhere else", async () => {
    const taken: string[] = [];
    const listen = async (answer: Parameters<typeof createServer>[1]) => {
      const server = createServer(answer);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      stops.push(() => server.close());
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    };
    const evil = await listen((request, response) => {
      request.on("data", (bytes) => taken.push(String(bytes)));
      request.on("end", () => response.end("{}"));
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const login = await listen((_request, response) =>
        response.writeHead(status, { location: evil }).end(),
      );
      const network = networkOver((url, init) => fetch(url, init));
      const asked = network.sendPostRequestAsync(login, { body: "refresh_token=secret" });
      await expect(asked).rejects.toThrow();
      await expect(network.sendGetRequestAsync(login)).rejects.toThrow();
    }
    expect(taken).toEqual([]);
  });

  it.each([200, 403, 502, 503])("a page with status %i is no end of the sign-in", async (status) => {
    const { identity, held } = open();
    const { id } = await identity.signIn("window");
    held.instead = () => new Response("<h1>Log in to this hotel's network</h1>", { status });
    expect(await codeOf(identity.credential(id).for(foundry))).toBe("sign_in_offline");
    expect((await identity.state()).accounts).toHaveLength(1);
  });
});

describe("a sign-in that was cancelled while it was exchanged", () => {
  it("keeps nothing of what still comes", async () => {
    const { identity, held, grants, kept } = open();
    const { until, release } = latch();
    held.until = until;
    const asked = codeOf(identity.signIn("window"));
    await vi.waitFor(() => expect(grants).toHaveLength(1));
    identity.cancel();
    expect(await asked).toBe("sign_in_cancelled");
    release();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await identity.state()).accounts).toEqual([]);
    expect(await kept()).not.toContain("refresh-");
  });

  it("leaves somebody who was signed in before as they were", async () => {
    const { identity, held, grants } = open();
    const { id } = await identity.signIn("window");
    const { until, release } = latch();
    held.until = until;
    const asked = codeOf(identity.signIn("window", { accountId: id, service: "management" }));
    await vi.waitFor(() => expect(grants).toHaveLength(2));
    identity.cancel();
    expect(await asked).toBe("sign_in_cancelled");
    release();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await identity.state()).accounts).toHaveLength(1);
    expect(await codeOf(identity.credential(id).for(foundry))).toBe("done");
  });

  it("that took too long connects all the same when it comes, and says so", async () => {
    const { identity, held, grants, told } = open();
    const { until, release } = latch();
    held.until = until;
    const asked = codeOf(identity.signIn("window"));
    await vi.waitFor(() => expect(grants).toHaveLength(1));
    expect(await asked).toBe("sign_in_cancelled");
    expect(told.every((count) => count === 0)).toBe(true);
    release();
    await vi.waitFor(() => expect(told.at(-1)).toBe(1));
  });
});

it("signing out while a token is renewed leaves nothing behind", async () => {
  const { identity, held, grants, kept } = open();
  const { id } = await identity.signIn("window");
  const { until, release } = latch();
  held.until = until;
  const renewing = codeOf(identity.credential(id).for(foundry));
  await vi.waitFor(() => expect(grants).toHaveLength(2));
  const leaving = identity.signOut(id);
  setTimeout(release, 100);
  await Promise.all([renewing, leaving]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await identity.state()).accounts).toEqual([]);
  expect(await kept()).not.toMatch(/refresh-|token-/);
});

describe("claims that a server made up", () => {
  it.each([
    '{"access_token":[]}',
    '{"access_token":{"xms_cc":1}}',
    '{"__proto__":{"polluted":true}}',
    '{"access_token":{"__proto__":{"polluted":true}}}',
  ])("%s neither fail oddly nor stay", async (claims) => {
    const { identity } = open();
    const { id } = await identity.signIn("window");
    expect(["done", "sign_in_expired", "proof_wanted"]).toContain(
      await codeOf(identity.credential(id).for(foundry, claims)),
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await codeOf(identity.signIn("window", { accountId: id }))).toBe("done");
  });

  it("do not stand in the way of the next sign-in when the service refuses them", async () => {
    const addresses: URLSearchParams[] = [];
    const { identity, held } = open((address) => {
      addresses.push(new URL(address.url).searchParams);
      return agreeing(address);
    });
    const { id } = await identity.signIn("window");
    const claims = '{"access_token":{"made_up":{"essential":true}}}';
    held.instead = () => Response.json({ error: "invalid_grant" }, { status: 400 });
    expect(await codeOf(identity.credential(id).for(foundry, claims))).toBe("proof_wanted");
    expect(await codeOf(identity.signIn("window", { accountId: id }))).not.toBe("done");
    expect(addresses.at(-1)?.get("claims")).toContain("made_up");
    held.instead = null;
    expect(await codeOf(identity.signIn("window", { accountId: id }))).toBe("done");
    expect(addresses.at(-1)?.get("claims") ?? "").not.toContain("made_up");
  });
});

it("a sign-in that is cancelled tells its own listener only, whoever else is at localhost, and ends it", async () => {
  let at = "";
  const { identity } = open(({ answerTo }) => {
    at = answerTo;
    return { focus: () => {}, close: () => {} };
  });
  const asking = vi.spyOn(globalThis, "fetch");
  stops.push(() => asking.mockRestore());
  const asked = codeOf(identity.signIn("window"));
  await vi.waitFor(() => expect(at).not.toBe(""));
  identity.cancel();
  expect(await asked).toBe("sign_in_cancelled");
  const { port } = new URL(at);
  expect(asking.mock.calls.map(([url]) => String(url))).toEqual([`http://127.0.0.1:${port}/`]);
  await vi.waitFor(() => expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow());
});

it("two clicks at once open one window", async () => {
  let opened = 0;
  const { identity } = open((address) => {
    opened += 1;
    return agreeing(address);
  });
  const both = await Promise.all([identity.signIn("window"), identity.signIn("window")]);
  expect(opened).toBe(1);
  expect(both[0]).toEqual(both[1]);
  expect((await identity.state()).signingIn).toBeNull();
});

/** A keyring that takes its time, as one behind D-Bus does. */
class SlowSafeStorage extends FakeAsyncSafeStorage {
  override async encryptStringAsync(text: string) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return super.encryptStringAsync(text);
  }
  override async decryptStringAsync(ciphertext: Buffer) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return super.decryptStringAsync(ciphertext);
  }
}

it("what is renewed or signed in at the same moment is all kept", async () => {
  const { identity, held, grants } = open(agreeing, new SlowSafeStorage());
  const mara = await identity.signIn("window");
  held.name = "theo";
  const theo = await identity.signIn("window");
  held.name = "ida";
  const renew = ({ id }: { id: string }) => codeOf(identity.credential(id).for(foundry));
  for (const round of [1, 2, 3]) {
    const { until, release } = latch();
    held.until = until;
    const before = grants.length;
    const all = [renew(mara), renew(theo), ...(round === 1 ? [codeOf(identity.signIn("window"))] : [])];
    await vi.waitFor(() => expect(grants.length).toBe(before + all.length));
    release();
    expect([round, new Set(await Promise.all(all))]).toEqual([round, new Set(["done"])]);
  }
  expect((await identity.state()).accounts.map(({ id }) => id).sort()).toEqual(["ida", "mara", "theo"]);
});
