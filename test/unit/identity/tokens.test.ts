import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Token } from "../../../main/foundry/endpoints/credentials.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { type FakeEntra, startEntra } from "../../fakes/entra.ts";
import { temporaryProfiles } from "../profile.ts";
import { openIdentity } from "./opened.ts";

const profile = temporaryProfiles();
const foundry = "https://ai.azure.com";
const minutes = 60_000;
let entra: FakeEntra;

beforeEach(async () => {
  let made = 0;
  const next = (name: string) => {
    made += 1;
    return `${name}-${made}`;
  };
  entra = await startEntra(next, "microsoft");
});
afterEach(async () => {
  vi.useRealTimers();
  await entra.stop();
});

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => error.diagnosis?.code ?? String(error),
  );

/** Signed in, with the clock standing still. */
async function signedIn(expiresIn = 3600, folder = profile(), keyring = new FakeSafeStorage()) {
  vi.useFakeTimers({ toFake: ["Date"] });
  entra.lifetime(expiresIn);
  const { identity, person } = openIdentity(entra, folder, keyring);
  const { id } = await identity.signIn("window");
  const credential = identity.credential(id) as Token;
  return { identity, person, id, credential, folder, keyring, at: Date.now() };
}

describe("a token", () => {
  it("with 301 seconds left is used, with 299 it is renewed", async () => {
    const { credential, identity, at } = await signedIn();
    vi.setSystemTime(at + (3600 - 301) * 1000);
    expect(await credential.for(foundry)).toBe("mara-1");
    expect(entra.asked).toHaveLength(1);
    vi.setSystemTime(at + (3600 - 299) * 1000);
    expect(await credential.for(foundry)).toBe("mara-2");
    expect(entra.asked.map((body) => body.get("grant_type"))).toEqual([
      "authorization_code",
      "refresh_token",
    ]);
    identity.stop();
  });

  it("is renewed with the newest refresh token each time, also after a restart", async () => {
    const { credential, identity, id, folder, keyring, at } = await signedIn();
    vi.setSystemTime(at + 60 * minutes);
    expect(await credential.for(foundry)).toBe("mara-2");
    identity.stop();
    const next = openIdentity(entra, folder, keyring).identity;
    vi.setSystemTime(at + 120 * minutes);
    expect(await next.credential(id).for(foundry)).toBe("mara-3");
    const used = entra.asked.slice(1).map((body) => body.get("refresh_token"));
    expect(used).toEqual(entra.given.slice(0, 2).map(({ refresh_token }) => refresh_token));
    expect(new Set(used).size).toBe(2);
    next.stop();
  });

  it("is renewed before it is used after a night's sleep, and after the clock was set back", async () => {
    const { credential, identity, at } = await signedIn();
    vi.setSystemTime(at + 9 * 60 * minutes);
    expect(await credential.for(foundry)).toBe("mara-2");
    vi.setSystemTime(at + 8 * 60 * minutes);
    expect(await credential.for(foundry)).toBe("mara-3");
    expect(await credential.for(foundry)).toBe("mara-3");
    identity.stop();
  });

  it("is renewed when the computer wakes, without anybody who wants it", async () => {
    const { credential, identity, at } = await signedIn();
    await credential.for(foundry);
    identity.renew();
    await vi.waitFor(() => expect(entra.requests()).toBe(1));
    vi.setSystemTime(at + 9 * 60 * minutes);
    identity.renew();
    await vi.waitFor(() => expect(entra.asked).toHaveLength(2));
    expect(await credential.for(foundry)).toBe("mara-2");
    expect(entra.asked).toHaveLength(2);
    identity.stop();
  });

  it.each([
    ["with a suberror", { suberror: "bad_token" }],
    ["without", {}],
  ])("that was revoked is not asked for on and on: %s", async (_, more) => {
    const { credential, identity, at, id } = await signedIn();
    await credential.for(foundry);
    entra.refuse({ error: "invalid_grant", error_description: "AADSTS50173: revoked", ...more });
    vi.setSystemTime(at + 60 * minutes);
    expect(await codeOf(credential.for(foundry))).toBe("sign_in_revoked");
    const settled = () => new Promise((resolve) => setTimeout(resolve, 200));
    identity.renew();
    await settled();
    const before = entra.requests();
    identity.renew();
    await settled();
    expect(entra.requests()).toBe(before);
    // The account is still there, so that the same person is asked for.
    expect((await identity.state()).accounts.map((account) => account.id)).toEqual([id]);
    entra.refuse(null);
    await identity.signIn("window", { accountId: id });
    expect(entra.opened.at(-1)?.get("login_hint")).toBe("mara@contoso.example");
    expect(await credential.for(foundry)).toMatch(/^mara-/);
    identity.stop();
  });

  it("that cannot be fetched now is asked for again by itself", async () => {
    const { credential, identity, at } = await signedIn();
    await credential.for(foundry);
    vi.setSystemTime(at + 60 * minutes);
    entra.refuse({ error: "temporarily_unavailable", error_description: "busy" }, 503);
    expect(await codeOf(credential.for(foundry))).toBe("sign_in_busy");
    entra.refuse(null);
    identity.renew();
    await vi.waitFor(() => expect(entra.asked).toHaveLength(2));
    identity.stop();
  });
});

describe("what is wanted besides", () => {
  it.each([
    ["a number", "AADSTS50076: a second factor is wanted"],
    ["no number", "More has to be proved."],
  ])("leads to a sign-in of this account that asks for it: %s", async (_, error_description) => {
    const { credential, identity, id } = await signedIn(100);
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    entra.refuse({ error: "interaction_required", error_description, suberror: "basic_action", claims });
    expect(await codeOf(credential.for(foundry))).toMatch(/second_factor_wanted|proof_wanted/);
    entra.refuse(null);
    await identity.signIn("window", { accountId: id });
    expect(entra.opened.at(-1)?.get("login_hint")).toBe("mara@contoso.example");
    expect(JSON.parse(entra.opened.at(-1)?.get("claims") ?? "{}")).toMatchObject(JSON.parse(claims));
    identity.stop();
  });
});

describe("two accounts", () => {
  it("have tokens of their own, and signing one out leaves the other", async () => {
    const { identity, person, id: mara, folder, keyring } = await signedIn();
    person.name = "theo";
    const { id: theo } = await identity.signIn("window");
    expect((await identity.state()).accounts.map(({ username }) => username)).toEqual([
      "mara@contoso.example",
      "theo@contoso.example",
    ]);
    expect(await identity.credential(mara).for(foundry)).toBe("mara-1");
    expect(await identity.credential(theo).for(foundry)).toBe("theo-2");
    await identity.signOut(mara);
    expect(await codeOf(identity.credential(mara).for(foundry))).toBe("sign_in_expired");
    expect(await identity.credential(theo).for(foundry)).toBe("theo-2");
    identity.stop();
    const next = openIdentity(entra, folder, keyring).identity;
    expect((await next.state()).accounts.map(({ id }) => id)).toEqual([theo]);
    const kept = keyring.decryptString(
      Buffer.from(
        JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8"))["microsoft-sign-in"].ciphertext,
        "base64",
      ),
    );
    expect(kept).toContain("theo-2");
    expect(kept).not.toContain("mara");
    next.stop();
  });
});

describe("what is kept", () => {
  it("is nothing on disk where there is no keyring, and lasts for the session", async () => {
    const keyring = new FakeSafeStorage();
    keyring.available = false;
    const { identity, credential, folder } = await signedIn(3600, profile(), keyring);
    expect(await credential.for(foundry)).toBe("mara-1");
    expect(existsSync(join(folder, "secrets.json"))).toBe(false);
    identity.stop();
    const next = openIdentity(entra, folder, keyring).identity;
    expect((await next.state()).accounts).toEqual([]);
    next.stop();
  });

  it.each([
    [
      "ciphertext that is none",
      (text: string) => text.replace(/"ciphertext": *"[^"]*"/, '"ciphertext":"AAAA"'),
    ],
    [
      "a cache that is none",
      (text: string) =>
        text.replace(
          /"ciphertext": *"[^"]*"/,
          `"ciphertext":"${new FakeSafeStorage().encryptString(JSON.stringify([`${entra.clientId} ${entra.authority}`, "{"])).toString("base64")}"`,
        ),
    ],
  ])("and is damaged signs nobody in, and does not keep anybody from signing in: %s", async (_, damage) => {
    const { identity, folder, keyring } = await signedIn();
    identity.stop();
    const file = join(folder, "secrets.json");
    const damaged = damage(readFileSync(file, "utf8"));
    expect(damaged).not.toBe(readFileSync(file, "utf8"));
    writeFileSync(file, damaged);
    const next = openIdentity(entra, folder, keyring).identity;
    expect((await next.state()).accounts).toEqual([]);
    const { id } = await next.signIn("window");
    // It is set aside, not deleted.
    const [ciphertext = ""] = /"ciphertext":"[^"]*"/.exec(damaged) ?? [];
    expect(readFileSync(file, "utf8").replaceAll('": "', '":"')).toContain(ciphertext);
    expect(await next.credential(id).for(foundry)).toMatch(/^mara-/);
    next.stop();
  });
});
