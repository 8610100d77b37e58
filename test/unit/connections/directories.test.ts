import { expect, it } from "vitest";
import { problem } from "../../../main/foundry/error.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { jwt } from "../../fakes/tools.ts";
import { diagnosisFrom, json, servers } from "../foundry/server.ts";
import { code, nobody, opening } from "./opening.ts";

const home = "11111111-1111-4111-8111-111111111111";
const right = "22222222-2222-4222-8222-222222222222";
const closed = "33333333-3333-4333-8333-333333333333";
const mara = { id: "mara", username: "mara@contoso.example", tenantId: home, source: "microsoft" as const };
const { open, profile } = opening();
const start = servers();

/** Mara is a guest in one other directory, and may not enter the third. */
const identity = {
  ...nobody,
  state: async () => ({ ...(await nobody.state()), accounts: [mara] }),
  directory: async (name: string) => {
    if (name === "nowhere.example") throw problem("directory_not_found", { directory: name });
    return name === "fabrikam.example" ? right : name;
  },
  credential: (_: string, tenantId: string | null = null) => ({
    kind: "token" as const,
    for: async () => {
      if (tenantId === closed) throw problem("account_elsewhere");
      return jwt({ tid: tenantId ?? home });
    },
  }),
};

/** A resource of the directory in which Mara is a guest. */
const resource = () =>
  start(({ headers }, response) => {
    const claims = String(headers.authorization).split(".")[1] ?? "";
    const { tid } = JSON.parse(Buffer.from(claims, "base64url").toString());
    if (tid === right)
      return json(response, 200, { value: [], data: [{ id: "d", model: "gpt-4.1", status: "succeeded" }] });
    json(response, 400, {
      error: { message: `Token tenant ${tid} does not match resource tenant ${right}.` },
    });
  });

const asking = (origin: string) => ({
  endpoint: `${origin}/api/projects/p`,
  accountId: mara.id,
  apiVersion: null,
  deployment: null,
  confirmedHost: null,
});

it("a connection that is being made is refused with both directories, and made with a token of the right one", async () => {
  const { origin } = await resource();
  const folder = profile();
  const keyring = new FakeSafeStorage();
  const { connections, deployments } = open(folder, keyring, undefined, identity);
  expect(await diagnosisFrom(connections.connectAccount(asking(origin)))).toMatchObject({
    code: "wrong_directory",
    parameters: { directory: right, tokenDirectory: home },
  });
  expect(connections.list()).toEqual([]);
  const made = await connections.connectAccount({ ...asking(origin), directory: "fabrikam.example" });
  expect(await code(deployments.list(made.id, true))).toBe("succeeded");
  // It is kept with the connection, also for the next time the endpoint is connected without naming one.
  const again = open(folder, keyring, undefined, identity);
  expect(await code(again.deployments.list(made.id, true))).toBe("succeeded");
  expect((await again.connections.connectAccount(asking(origin))).id).toBe(made.id);
});

it("a connection that is there keeps its directory until another one works", async () => {
  const { origin } = await resource();
  const { connections, deployments } = open(profile(), new FakeSafeStorage(), undefined, identity);
  const { id } = await connections.connectAccount({ ...asking(origin), directory: right });
  for (const [directory, why] of [
    [home, "wrong_directory"],
    [closed, "account_elsewhere"],
    ["nowhere.example", "directory_not_found"],
  ] as const) {
    expect(await code(connections.connectAccount({ ...asking(origin), directory }))).toBe(why);
    expect(await code(deployments.list(id, true))).toBe("succeeded");
  }
  expect(connections.list()).toHaveLength(1);
});
