import { afterEach, describe, expect, it } from "vitest";
import type { Fetch } from "../../../main/foundry/http/send.ts";
import type { Input } from "../../../preload/contract/index.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { temporaryProfiles } from "../profile.ts";
import { openProfile } from "./opened.ts";

const profile = temporaryProfiles();
const stops: (() => unknown)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const unset = { value: null, from: null };
const registration = {
  clientId: unset,
  tenantId: unset,
  authority: unset,
  knownAuthorities: unset,
  resourceManager: unset,
  warning: null,
  refused: [],
};
const mara = { id: "mara", username: "mara@contoso.example", tenantId: "t", source: "microsoft" as const };
const token = "the-token-of-mara";
const gate = "https://gate.contoso.example";

/** A profile in which somebody is signed in, and everything that was sent. */
function open(signOut = async () => {}) {
  const sent: { url: string; authorization: string | null }[] = [];
  const fetching: Fetch = async (url, init) => {
    sent.push({ url, authorization: new Headers(init.headers).get("authorization") });
    return Response.json({ data: [{ id: "d", model: "gpt-4.1", status: "succeeded" }] });
  };
  const folder = profile();
  const opened = openProfile(folder, new FakeSafeStorage(), {
    sandbox: { ensure: () => Promise.reject(new Error("Nobody asked for it")), stop: () => {} },
    identity: {
      state: async () => ({
        accounts: [mara],
        signingIn: null,
        deviceCode: null,
        commandLines: [],
        registration,
      }),
      directory: async (name) => name,
      credential: () => ({ kind: "token", for: async () => token }),
      signOut,
      cloud: () => ({ foundry: "https://ai.azure.com", management: "https://management.azure.com" }),
      resourceManager: () => "https://management.azure.com",
    },
    fetch: fetching,
    emit: () => {},
  });
  stops.push(() => opened.database.close());
  return { ...opened, sent };
}

const account = (endpoint: string): Input<"connections.connectAccount"> => ({
  endpoint,
  accountId: mara.id,
  apiVersion: null,
  deployment: null,
  confirmedHost: null,
});

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "succeeded",
    (error) => error.diagnosis?.code ?? String(error),
  );

describe("disconnecting", () => {
  it("a sign-in twice, as two clicks do, leaves the keys of all other connections", async () => {
    const { connections } = open();
    const signedIn = await connections.connectAccount(account("https://r.openai.azure.com"));
    const withKey = await connections.connect({
      endpoint: "https://s.openai.azure.com",
      key: "k",
      apiVersion: null,
      keyHeader: null,
      deployment: null,
      confirmedHost: null,
    });
    await connections.disconnect(signedIn.id);
    await connections.disconnect(signedIn.id);
    expect(connections.list()).toMatchObject([{ key: "missing" }, { key: "stored" }]);
    expect(await code(connections.target(withKey.id))).toBe("succeeded");
  });
});

it("whose tokens could not be forgotten is told so", async () => {
  const { connections } = open(async () => Promise.reject(new Error("ENOSPC")));
  const { id } = await connections.connectAccount(account("https://r.openai.azure.com"));
  expect(await code(connections.disconnect(id))).toBe("storage_failed");
  expect(connections.list()).toMatchObject([{ id, account: null }]);
});

describe("a database that somebody has written into", () => {
  it("gives no consent for tokens that nobody has given", async () => {
    const { connections, database, sent } = open();
    const { id } = await connections.connect({
      endpoint: gate,
      key: "k",
      apiVersion: null,
      keyHeader: null,
      deployment: null,
      confirmedHost: "gate.contoso.example",
    });
    database.prepare("update connections set kind = 'oauth', gateway_tokens = 1 where id = ?").run(id);
    sent.length = 0;
    expect(await code(connections.connectAccount(account(gate)))).toBe("gateway_without_tokens");
    expect(sent.filter(({ authorization }) => authorization?.includes(token))).toEqual([]);
  });

  it("a gateway gets an account's tokens by a second consent only, also for one that is new", async () => {
    const { connections, sent } = open();
    const confirmed = { ...account(gate), confirmedHost: "gate.contoso.example" };
    expect(await code(connections.connectAccount({ ...account(gate), letTokens: true }))).toBe(
      "endpoint_not_known",
    );
    expect(await code(connections.connectAccount(confirmed))).toBe("gateway_without_tokens");
    expect(sent).toEqual([]);
    const { id, gateway } = await connections.connectAccount({ ...confirmed, letTokens: true });
    expect(gateway).toEqual({ origin: gate, tokens: true });
    expect(await code(connections.connectAccount(account(gate)))).toBe("succeeded");
    await connections.disconnect(id);
    expect(await code(connections.connectAccount(account(gate)))).toBe("gateway_without_tokens");
  });

  it("leads a token for Azure Resource Manager to no other host or path by a resource's id", async () => {
    const { connections, deployments, database, sent } = open();
    const { id } = await connections.connectAccount(account("https://r.openai.azure.com"));
    const ids = [
      ".evil.openai.azure.com/x",
      "-evil.openai.azure.com/x",
      "@r.openai.azure.com/x",
      ":8443/x",
      "/subscriptions/../../tenants",
      "/x?api-version=1&y=",
      "/x#",
    ];
    for (const resourceId of ids) {
      database.prepare("update connections set resource_id = ? where id = ?").run(resourceId, id);
      sent.length = 0;
      await deployments.list(id, true);
      expect(sent.map(({ url }) => new URL(url).host)).toEqual(["r.openai.azure.com"]);
    }
  });

  it("hides no other connection where one row is not as it was written", async () => {
    const { connections, database } = open();
    await connections.connectAccount(account("https://r.openai.azure.com"));
    const { id } = await connections.connectAccount(account("https://s.openai.azure.com"));
    database.prepare("update connections set extra_headers = '{' where id = ?").run(id);
    expect(connections.list()).toHaveLength(2);
  });
});
