import { afterAll, expect, it } from "vitest";
import { directoryClaims, homeDirectory } from "../../fakes/directory.ts";
import { type FakeEntra, startEntra } from "../../fakes/entra.ts";
import { temporaryProfiles } from "../profile.ts";
import { openIdentity } from "./opened.ts";

const profile = temporaryProfiles();
const running: FakeEntra[] = [];
afterAll(() => Promise.all(running.map((entra) => entra.stop())));

const start = async (protocol: "openid" | "microsoft") => {
  const entra = await startEntra((name) => `access token of ${name}`, protocol);
  running.push(entra);
  return entra;
};

it("at a directory MSAL speaks Entra's own protocol", async () => {
  const entra = await start("microsoft");
  const { identity } = openIdentity(entra, profile());
  const account = await identity.signIn("window");
  const { oid } = directoryClaims("mara");
  expect(account).toEqual({
    id: `${oid}.${homeDirectory}`,
    username: "mara@contoso.example",
    tenantId: homeDirectory,
    source: "microsoft",
  });
  expect(entra.opened[0]?.get("prompt")).toBe("select_account");
  expect(entra.opened[0]?.get("response_mode")).toBe("form_post");
  expect(await identity.credential(account.id).for("https://ai.azure.com")).toBe("access token of mara");
  identity.stop();
});

it("elsewhere it speaks OpenID Connect, and asks for no prompt that others do not know", async () => {
  const entra = await start("openid");
  const { identity } = openIdentity(entra, profile());
  const account = await identity.signIn("window");
  expect(account.username).toBe("mara@contoso.example");
  expect(account.id).not.toContain(homeDirectory);
  expect(entra.opened[0]?.has("prompt")).toBe(false);
  expect(await identity.credential(account.id).for("https://ai.azure.com")).toBe("access token of mara");
  identity.stop();
});
