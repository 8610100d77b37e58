import type { SafeStorage } from "electron";
import { expect, it } from "vitest";
import type { Fetch } from "../../../main/foundry/http/send.ts";
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
  const agreeing: Browser = ({ url, answerTo, onAnswer }) => {
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
