import type { SafeStorage } from "electron";
import { describe, expect, it } from "vitest";
import type { Fetch } from "../../../main/foundry/http/send.ts";
import { findDirectory } from "../../../main/identity/directories.ts";
import { createIdentity } from "../../../main/identity/identity.ts";
import type { Browser } from "../../../main/identity/interactive.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const home = "11111111-1111-4111-8111-111111111111";
const other = "22222222-2222-4222-8222-222222222222";
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

it("a token for a resource in another directory is asked for there, and one of the account's own at home", async () => {
  const asked: string[] = [];
  /** Microsoft's own hosts, as far as a sign-in needs them. Nothing leaves this computer. */
  const fetch: Fetch = async (address) => {
    const url = new URL(address);
    asked.push(url.pathname);
    const tenant = url.pathname.split("/")[1] ?? "";
    const claims = {
      oid: "mara",
      sub: "mara",
      tid: tenant === other ? other : home,
      preferred_username: "mara@contoso.example",
    };
    const times = { exp: 9_999_999_999, iat: 1, iss: `${url.origin}/${home}/v2.0`, aud: "client" };
    return Response.json({
      token_type: "Bearer",
      access_token: `token of ${tenant}`,
      refresh_token: "refresh",
      expires_in: 3600,
      scope: "https://ai.azure.com/.default",
      client_info: encoded({ uid: "mara", utid: home }),
      id_token: `${encoded({ alg: "none" })}.${encoded({ ...claims, ...times })}.x`,
    });
  };
  const opened: URL[] = [];
  const agreeing: Browser = ({ url, answerTo, onAnswer }) => {
    opened.push(new URL(url));
    const body = new URLSearchParams({ code: "code", state: new URL(url).searchParams.get("state") ?? "" });
    onAnswer();
    void globalThis.fetch(answerTo, { method: "POST", body });
    return { focus: () => {}, close: () => {} };
  };
  const unset = { value: null, from: null };
  const identity = createIdentity({
    registration: () => ({
      clientId: { value: "client", from: "settings" },
      tenantId: unset,
      authority: unset,
      knownAuthorities: unset,
      resourceManager: unset,
      warning: null,
      refused: [],
    }),
    secrets: openSecrets(profile(), systemKeyring(new FakeSafeStorage() as unknown as SafeStorage, "linux")),
    fetch,
    browsers: { window: agreeing, browser: agreeing },
    emit: () => {},
  });
  try {
    const { id, tenantId } = await identity.signIn("window");
    expect(tenantId).toBe(home);
    asked.length = 0;
    const foundry = "https://ai.azure.com";
    expect(await identity.credential(id, other).for(foundry)).toBe(`token of ${other}`);
    expect(asked).toContain(`/${other}/oauth2/v2.0/token`);
    expect(await identity.credential(id).for(foundry)).toBe("token of organizations");
    // Both are kept: neither is asked for again, and neither stands in the other's place.
    asked.length = 0;
    expect(await identity.credential(id, other).for(foundry)).toBe(`token of ${other}`);
    expect(asked.filter((path) => path.endsWith("/token"))).toEqual([]);
    expect((await identity.state()).accounts.map((account) => account.id)).toEqual([id]);
    expect((await identity.state()).accounts[0]?.tenantId).toBe(home);
    // What that directory wants proved, or agreed to, is asked of the person there; who they are does not change.
    asked.length = 0;
    opened.length = 0;
    expect((await identity.signIn("window", { accountId: id, tenantId: other })).id).toBe(id);
    expect(opened.map(({ pathname }) => pathname)).toEqual([`/${other}/oauth2/v2.0/authorize`]);
    expect(asked).toContain(`/${other}/oauth2/v2.0/token`);
    expect((await identity.state()).accounts.map((account) => account.tenantId)).toEqual([home]);
    await identity.signOut(id);
    expect((await identity.state()).accounts).toEqual([]);
    const gone = await identity
      .credential(id, other)
      .for(foundry)
      .catch((error) => error.diagnosis.code);
    expect(gone).toBe("sign_in_expired");
  } finally {
    identity.stop();
  }
});

describe("a directory that is named", () => {
  const client = {
    authorityOf: (tenantId: string | null) => `https://login.microsoftonline.com/${tenantId}`,
  };
  const asked: string[] = [];
  const fetch: Fetch = async (address) => {
    asked.push(address);
    const issuer = (of: string) => Response.json({ issuer: `https://login.microsoftonline.com/${of}/v2.0` });
    if (address.includes("/contoso.example/")) return issuer(other.toUpperCase());
    if (address.includes("/any.example/")) return issuer("{tenantid}");
    if (address.includes("/broken.example/")) return new Response("", { status: 503 });
    if (address.includes("/offline.example/")) throw new TypeError("fetch failed");
    return Response.json({ error: "invalid_tenant", error_description: "AADSTS90002: …" }, { status: 400 });
  };
  const found = (name: string) =>
    findDirectory(name, client, fetch).catch((error) => [error.diagnosis.code, error.diagnosis.parameters]);

  it("by its id is believed without asking anybody, by a domain is looked up", async () => {
    expect(await found(other.toUpperCase())).toBe(other);
    expect(asked).toEqual([]);
    expect(await found("contoso.example")).toBe(other);
    expect(asked).toEqual([
      "https://login.microsoftonline.com/contoso.example/v2.0/.well-known/openid-configuration",
    ]);
  });

  it("and is not there says so, and no word for any directory nor a path passes for a name", async () => {
    const missing = (directory: string) => ["directory_not_found", { directory }];
    expect(await found("nowhere.example")).toEqual(missing("nowhere.example"));
    expect(await found("any.example")).toEqual(missing("any.example"));
    asked.length = 0;
    for (const name of ["common", "organizations", "..", "a..b", "contoso.example/x"]) {
      expect(await found(name)).toEqual(missing(name));
    }
    expect(asked).toEqual([]);
    expect(await found("broken.example")).toEqual(["sign_in_offline", {}]);
    expect(await found("offline.example")).toEqual(["sign_in_offline", {}]);
    const none = await findDirectory("contoso.example", { authorityOf: () => null }, fetch).catch(
      (error) => error.diagnosis.code,
    );
    expect(none).toBe("directory_not_found");
  });
});
