import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Connections } from "../../../main/connections/connections.ts";
import { probeChat } from "../../../main/foundry/chat/probe.ts";
import { listAccountDeployments } from "../../../main/foundry/deployments/arm.ts";
import type { Fetch } from "../../../main/foundry/http/send.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { startLocalServer } from "../../fakes/local-server.ts";
import { code, nobody, opening, plain } from "./opening.ts";

const { open, sandboxed, profile, stops } = opening();

const keyOf = async (connections: Connections, id: string) => {
  const { credential } = await connections.target(id);
  return credential.kind === "api_key" ? credential.secret : null;
};

describe("connecting", () => {
  it("saves after the test, with kind api_key, and lists at once", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const { connections, deployments, events, folder, keyring } = open();
    const made = await connections.connect(plain(` ${projectEndpoint}/ `, ` ${apiKey}\n`));
    expect(made).toMatchObject({ kind: "api_key", endpoint: projectEndpoint, sandbox: false, key: "stored" });
    expect(events).toEqual(["connections.changed"]);
    const list = await deployments.list(made.id, false);
    expect(list.deployments.map(({ name }) => name)).toContain("gpt-4.1-mini");
    const again = open(folder, keyring).connections;
    expect(again.list()).toEqual([made]);
    expect(await keyOf(again, made.id)).toBe(apiKey);
  });

  it("keeps the API that a pasted address is of, for deployments that nothing else is known of", async () => {
    const { url, apiKey } = await sandboxed();
    const { connections, deployments, folder, keyring } = open();
    const pasted = `${url}/openai/v1/openai/v1/responses`;
    const made = await connections.connect(plain(pasted, apiKey));
    expect(made).toMatchObject({ endpoint: url, dialect: "responses" });
    expect(deployments.ways(made.id, "somebody").dialect).toBe("responses");
    expect(deployments.ways(made.id, "gpt-4.1-mini").dialect).toBe("responses");
    expect(deployments.ways(made.id, "claude-sonnet-4-6").dialect).toBe("messages");
    const again = open(folder, keyring);
    expect(again.connections.list()).toEqual([made]);
    expect((await again.connections.target(made.id)).endpoint).toMatchObject({
      endpoint: url,
      dialect: "responses",
    });
    // The same resource stays one connection: an address that says nothing leaves what was known.
    expect(await connections.connect(plain(url, apiKey))).toMatchObject({
      id: made.id,
      dialect: "responses",
    });
    const other = { ...plain(url, apiKey), dialect: "messages" as const };
    expect(await connections.connect(other)).toMatchObject({ id: made.id, dialect: "messages" });
    expect(deployments.ways(made.id, "gpt-4.1-mini").dialect).toBe("chat");
    expect(deployments.ways(made.id, "somebody").dialect).toBe("messages");
  });

  it("saves nothing when the test fails", async () => {
    const { projectEndpoint } = await sandboxed();
    const { connections, events } = open();
    expect(await code(connections.connect(plain(projectEndpoint, "wrong")))).toBe("key_refused");
    expect(await code(connections.connect(plain("nonsense with spaces", "k")))).toBe("endpoint_invalid");
    expect(await code(connections.connect(plain("http://a.openai.azure.com", "k")))).toBe(
      "endpoint_not_https",
    );
    expect(await code(connections.connect(plain("https://evil.example", "k")))).toBe("endpoint_not_known");
    expect(connections.list()).toEqual([]);
    expect(events).toEqual([]);
  });

  it("keeps the connection of an endpoint that is connected again, with the new key", async () => {
    const sandbox = await sandboxed();
    const { connections } = open();
    const first = await connections.connect(plain(sandbox.projectEndpoint, sandbox.apiKey));
    const second = await connections.connect(plain(sandbox.projectEndpoint, sandbox.token));
    expect(second.id).toBe(first.id);
    expect(connections.list()).toHaveLength(1);
    expect(await keyOf(connections, first.id)).toBe(sandbox.token);
  });

  it("can be cancelled, and then saves nothing", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const { connections } = open(
      profile(),
      new FakeSafeStorage(),
      (_input, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
        }),
    );
    const pending = code(connections.connect(plain(projectEndpoint, apiKey)));
    connections.cancel();
    expect(await pending).toBe("cancelled");
    expect(connections.list()).toEqual([]);
  });

  it("forgets the key when it is cancelled while the keyring asks, and of two at once only the last counts", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const keyring = new FakeSafeStorage();
    const { connections } = open(profile(), keyring);
    const encrypt = keyring.encryptString.bind(keyring);
    keyring.encryptString = (text) => {
      connections.cancel();
      return encrypt(text);
    };
    expect(await code(connections.connect(plain(projectEndpoint, apiKey)))).toBe("cancelled");
    expect(connections.list()).toEqual([]);
    keyring.encryptString = encrypt;
    const both = [1, 2].map(() => code(connections.connect(plain(projectEndpoint, apiKey))));
    expect(await Promise.all(both)).toEqual(["cancelled", "succeeded"]);
    expect(connections.list()).toHaveLength(1);
  });

  it("does not send a key to an endpoint that was changed behind its back", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const { connections, database } = open();
    const { id } = await connections.connect(plain(projectEndpoint, apiKey));
    database.exec("update connections set endpoint = 'http://127.0.0.1:9'");
    expect(await code(connections.target(id))).toBe("key_missing");
  });

  it("asks for the key again after a restart when there is no keyring", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const weak = new FakeSafeStorage();
    weak.available = false;
    const { connections, folder } = open(profile(), weak);
    const made = await connections.connect(plain(projectEndpoint, apiKey));
    expect(made.key).toBe("session");
    const { deployments, ...again } = open(folder, weak);
    expect(again.connections.list()).toMatchObject([{ id: made.id, key: "missing" }]);
    expect(await code(again.connections.target(made.id))).toBe("key_missing");
    expect(await code(deployments.list(made.id, true))).toBe("key_missing");
  });

  it("reaches the sandbox's own Azure Resource Manager, and nobody's with a key", async () => {
    const { connections } = open();
    const { id } = await connections.connectSandbox();
    const managed = await connections.planned({ connectionId: id }).managed();
    if (!managed) throw new Error("It has to be there");
    const deployed = await listAccountDeployments(managed.asked, managed.resourceId);
    expect(deployed.map(({ name }) => name)).toContain("gpt-4.1-mini");

    const { projectEndpoint, apiKey } = await sandboxed();
    const other = await connections.connect(plain(projectEndpoint, apiKey));
    expect(await connections.planned({ connectionId: other.id }).managed()).toBeNull();
  });

  it("has one connection for the sandbox, whatever its port and key", async () => {
    const { connections, deployments } = open();
    const first = await connections.connectSandbox();
    expect(first).toMatchObject({ sandbox: true, kind: "api_key", name: "Sandbox" });
    expect(await connections.connectSandbox()).toEqual(first);
    expect((await deployments.list(first.id, true)).deployments.length).toBeGreaterThan(5);
  });
});

describe("a connection", () => {
  const made = async () => {
    const { projectEndpoint, apiKey, token } = await sandboxed();
    const opened = open();
    const connection = await opened.connections.connect(plain(projectEndpoint, apiKey));
    return { ...opened, connection, id: connection.id, projectEndpoint, apiKey, token };
  };

  it("is renamed, and keeps the name when its key is replaced", async () => {
    const { connections, id, projectEndpoint, token } = await made();
    expect(connections.rename(id, "Team")).toMatchObject({ id, name: "Team", key: "stored" });
    expect(await connections.connect(plain(projectEndpoint, token))).toMatchObject({
      id,
      name: "Team",
    });
    expect(await keyOf(connections, id)).toBe(token);
  });

  it("is disconnected: the key is forgotten, the endpoint stays", async () => {
    const { connections, id, projectEndpoint, apiKey } = await made();
    expect(await connections.disconnect(id)).toMatchObject({ id, endpoint: projectEndpoint, key: "missing" });
    expect(await code(connections.target(id))).toBe("key_missing");
    expect(await connections.connect(plain(projectEndpoint, apiKey))).toMatchObject({
      id,
      key: "stored",
    });
  });

  it("is the only default", async () => {
    const { connections, id } = await made();
    const other = await connections.connectSandbox();
    connections.makeDefault(id);
    expect(connections.makeDefault(other.id)).toMatchObject({ isDefault: true });
    expect(
      connections
        .list()
        .filter(({ isDefault }) => isDefault)
        .map((one) => one.id),
    ).toEqual([other.id]);
  });

  it("is removed and brought back whole, until the app ends", async () => {
    const { connections, folder, keyring, id, apiKey } = await made();
    connections.remove(id);
    expect(connections.list()).toEqual([]);
    expect(await code(connections.target(id))).toBe("not_found");
    expect(connections.restore(id)).toMatchObject({ id, key: "stored" });
    expect(await keyOf(connections, id)).toBe(apiKey);
    connections.remove(id);
    connections.purge();
    const again = open(folder, keyring);
    expect(await code(Promise.resolve().then(() => again.connections.restore(id)))).toBe("not_found");
    expect(readFileSync(join(folder, "secrets.json"), "utf8")).not.toContain("ciphertext");
  });

  it("that is not there cannot be changed", async () => {
    const { connections } = open();
    for (const change of [
      () => connections.rename("gone", "x"),
      () => connections.makeDefault("gone"),
      () => connections.remove("gone"),
      () => connections.restore("gone"),
    ])
      expect(change).toThrow("not_found");
    await expect(connections.disconnect("gone")).rejects.toThrow("not_found");
  });
});

describe("a connection's own ways", () => {
  const gate = "https://gate.contoso.example";

  /** Connections whose gateway is the sandbox, which is asked below the path that it takes for its own. */
  const gated = async () => {
    const sandbox = await sandboxed();
    const sent: Headers[] = [];
    const opened = open(undefined, undefined, (input, init) => {
      sent.push(new Headers(init.headers));
      return fetch(input.replace(`${gate}/ai`, new URL(sandbox.projectEndpoint).origin), init);
    });
    const connect = (more: object = {}) =>
      opened.connections.connect({ ...plain(`${gate}/ai/openai/v1`, sandbox.apiKey), ...more });
    return { ...opened, sandbox, sent, connect };
  };

  it("a gateway is asked only after its name was confirmed, and its headers stay when the key is replaced", async () => {
    const { connections, sent, connect, sandbox } = await gated();
    expect(await code(connect())).toBe("endpoint_not_known");
    expect(await code(connect({ confirmedHost: "other.example" }))).toBe("endpoint_not_known");
    expect(sent).toEqual([]);
    const confirmedHost = "gate.contoso.example";
    const made = await connect({ confirmedHost, extraHeaders: { "x-team": "blue" } });
    expect(made).toMatchObject({ gateway: { origin: gate, tokens: false }, extraHeaders: ["x-team"] });
    expect(sent[0]?.get("x-team")).toBe("blue");
    const again = await connect({ key: ` ${sandbox.apiKey}\n` });
    expect(again).toMatchObject({ id: made.id, extraHeaders: ["x-team"] });
    const target = await connections.target(made.id);
    expect(target.credential).toMatchObject({ secret: sandbox.apiKey, extraHeaders: { "x-team": "blue" } });
    expect((await connections.allowTokens(made.id, true)).gateway).toEqual({ origin: gate, tokens: true });
    expect((await connections.target(made.id)).consent).toEqual({ origin: gate, tokens: true });
  });

  it("no value of a header comes back or is written in plain", async () => {
    const { connections, connect, folder } = await gated();
    const confirmedHost = "gate.contoso.example";
    await connect({ confirmedHost, extraHeaders: { "x-pass": "very-secret-value" } });
    expect(JSON.stringify(connections.list())).not.toContain("very-secret-value");
    for (const file of readdirSync(folder))
      expect(readFileSync(join(folder, file), "latin1")).not.toContain("very-secret-value");
  });

  it("the api-version is kept, and forgets which routes were served", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const { connections, deployments, folder, keyring } = open();
    const { id } = await connections.connect(plain(projectEndpoint, apiKey));
    deployments.rememberRoute(id, "gpt-4.1", "v1");
    expect(deployments.ways(id, "gpt-4.1").route).toBe("v1");
    const list = await deployments.list(id, false);
    expect(list.deployments.find(({ name }) => name === "gpt-4.1")?.route).toBe("v1");
    const again = open(folder, keyring);
    expect(again.deployments.ways(id, "gpt-4.1").route).toBe("v1");
    expect(
      again.connections.configure(id, { apiVersion: "2025-04-01-preview", keyHeader: null }),
    ).toMatchObject({
      apiVersion: "2025-04-01-preview",
    });
    expect(again.deployments.ways(id, "gpt-4.1").route).toBeUndefined();
    expect((await again.connections.target(id)).apiVersion).toBe("2025-04-01-preview");
  });

  it("a deployment that was named is proved where nothing is listed, and is in the list", async () => {
    const container: Fetch = async (input) =>
      /\/v1\/chat\/completions$/.test(input) && !input.includes("openai")
        ? Response.json({ detail: "no messages" }, { status: 422 })
        : Response.json({ error: { code: "404", message: "Resource not found" } }, { status: 404 });
    const { connections, deployments } = open(undefined, undefined, container);
    const endpoint = "https://n.eastus2.inference.ml.azure.com/score";
    expect(await code(connections.connect(plain(endpoint, "some-key")))).toBe("no_list");
    const made = await connections.connect({ ...plain(endpoint, "some-key"), deployment: "phi" });
    expect(made.deployment).toBe("phi");
    const list = await deployments.list(made.id, true);
    expect(list.deployments).toMatchObject([{ name: "phi", route: "container", chat: { usable: true } }]);
  });

  it("an address of chat that was given in full is proved, shown, and asked as it stands, also after a restart", async () => {
    const given = `${gate}/team/llm/v1/chat/completions?api-version=x`;
    const asked: string[] = [];
    const gateway: Fetch = async (input) => {
      asked.push(input);
      return input === given
        ? Response.json(
            { error: { code: "BadRequest", message: "messages is too short", param: "messages" } },
            { status: 400 },
          )
        : Response.json({ error: { code: "404", message: "Resource not found" } }, { status: 404 });
    };
    const { connections, folder, keyring } = open(undefined, undefined, gateway);
    const input = { ...plain(given, "some-key"), confirmedHost: "gate.contoso.example" };
    expect(await code(connections.connect(input))).toBe("no_list");
    const { id, endpoint } = await connections.connect({ ...input, deployment: "gold" });
    expect([endpoint, asked.at(-1)]).toEqual([given, given]);
    const again = open(folder, keyring, gateway);
    expect(again.deployments.ways(id, "gold").route).toBe("given");
    expect(again.connections.address(id).endpoint).toMatchObject({ chat: given, kind: "gateway" });
    expect((await probeChat(await again.connections.target(id), "gold", "chat")).route).toBe("given");
    expect(asked.at(-1)).toBe(given);
  });

  it.each([
    (origin: string, secret: string) => `AZURE_OPENAI_ENDPOINT=${origin}\nAZURE_OPENAI_API_KEY=${secret}`,
    (origin: string, secret: string) => `Endpoint=${origin}/;Key=${secret}`,
    (origin: string, secret: string) =>
      `${origin}/gate/openai/v1/chat/completions?subscription-key=${secret}&x=1`,
  ])("a key beside the endpoint is written nowhere", async (text) => {
    const { url } = await sandboxed();
    const secret = "7f-a-key-beside-the-endpoint";
    const answering: Fetch = async () => Response.json({ data: [] });
    const { connections, folder } = open(undefined, undefined, answering);
    const made = await connections.connect(plain(text(url, secret), "another-key"));
    expect(JSON.stringify([made, connections.address(made.id)])).not.toContain(secret);
    for (const file of readdirSync(folder))
      expect(readFileSync(join(folder, file), "latin1")).not.toContain(secret);
  });

  it("what is known of its secret: kind, keyring, when made, when used", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const { connections } = open();
    const begun = Date.now();
    const { id, name } = await connections.connect(plain(projectEndpoint, apiKey));
    const [before] = connections.secrets();
    expect(before).toMatchObject({ connectionId: id, connectionName: name, kind: "api_key", usedAt: null });
    expect(before?.state).toBe("stored");
    expect(before?.backend).toBeTruthy();
    expect(before?.madeAt).toBeGreaterThanOrEqual(begun);
    await connections.target(id);
    expect(connections.secrets()[0]?.usedAt).toBeGreaterThanOrEqual(begun);
    expect(JSON.stringify(connections.secrets())).not.toContain(apiKey);
    await connections.disconnect(id);
    expect(connections.secrets()).toEqual([]);
  });
});

describe("a connection of an account", () => {
  const mara = {
    id: "mara",
    username: "mara@contoso.example",
    tenantId: "t",
    source: "microsoft" as const,
  };
  const signedIn = async () => {
    const sandbox = await sandboxed();
    const tokens: string[] = [];
    const identity = {
      ...nobody,
      state: async () => ({ ...(await nobody.state()), accounts: [mara] }),
      credential: () => ({
        kind: "token" as const,
        for: async (audience: string) => {
          tokens.push(audience);
          return sandbox.token;
        },
      }),
    };
    const opened = open(undefined, undefined, undefined, identity as never);
    const input = { accountId: "mara", apiVersion: null, deployment: null, confirmedHost: null };
    const made = await opened.connections.connectAccount({ ...input, endpoint: sandbox.projectEndpoint });
    return { ...opened, made, tokens, input };
  };

  it("is of kind oauth, lists, and asks for tokens of Foundry", async () => {
    const { connections, deployments, made, tokens } = await signedIn();
    expect(made).toMatchObject({
      kind: "oauth",
      key: "stored",
      account: { username: "mara@contoso.example" },
    });
    expect((await deployments.list(made.id, true)).deployments.length).toBeGreaterThan(5);
    expect(new Set(tokens)).toEqual(new Set(["https://ai.azure.com"]));
    expect(connections.secrets()).toMatchObject([{ kind: "oauth", state: "stored" }]);
  });

  it("gets no token for an endpoint, a consent or an account that was changed in the database", async () => {
    const { connections, made, database } = await signedIn();
    const changes = [
      "update connections set endpoint = 'https://other.openai.azure.com'",
      "update connections set endpoint = 'https://evil.example', gateway_origin = 'https://evil.example', gateway_tokens = 1",
      "update connections set account_id = 'somebody'",
    ];
    for (const change of changes) {
      database.exec(`begin; ${change}`);
      expect([change, await code(connections.target(made.id))]).toEqual([change, "sign_in_expired"]);
      database.exec("rollback");
    }
    expect(await code(connections.target(made.id))).toBe("succeeded");
  });

  it("forgets the account when it is disconnected, and keeps the endpoint", async () => {
    const { connections, made, input } = await signedIn();
    expect(await connections.disconnect(made.id)).toMatchObject({
      account: null,
      key: "missing",
      endpoint: made.endpoint,
    });
    expect(await code(connections.target(made.id))).toBe("sign_in_expired");
    expect(connections.secrets()).toEqual([]);
    const again = await connections.connectAccount({ ...input, endpoint: made.endpoint });
    expect(again).toMatchObject({ id: made.id, key: "stored" });
  });

  it("cannot be made for somebody who is not signed in", async () => {
    const { connections, made, input } = await signedIn();
    const other = { ...input, accountId: "nobody", endpoint: made.endpoint };
    expect(await code(connections.connectAccount(other))).toBe("sign_in_expired");
  });
});

describe("a server of models on this computer", () => {
  const serving = async (given: Parameters<typeof startLocalServer>[0] = {}) => {
    const server = await startLocalServer(given);
    stops.push(server.stop);
    return server;
  };
  const keyless = (endpoint: string) => ({ ...plain(endpoint, "-"), key: null });

  it("is connected by its bare port without a key, and is there after a restart", async () => {
    const { origin, requests } = await serving();
    const { connections, folder, keyring } = open();
    const made = await connections.connect(keyless(origin));
    expect(made).toMatchObject({ kind: "none", key: "none", isLocal: true, endpoint: `${origin}/v1` });
    expect(connections.secrets()).toEqual([]);
    expect(requests.flatMap(({ headers }) => headers.authorization ?? headers["api-key"] ?? [])).toEqual([]);
    const again = open(folder, keyring);
    expect(again.connections.list()).toMatchObject([
      { id: made.id, kind: "none", key: "none", isLocal: true },
    ]);
    const target = await again.connections.target(made.id);
    expect(target).toMatchObject({ credential: { kind: "none" }, endpoint: { kind: "local_server" } });
    const { deployments } = await again.deployments.list(made.id, true);
    expect(deployments.map(({ name }) => name)).toEqual(["llama3.2:1b"]);
    expect(again.connections.address(made.id)).toMatchObject({ hasKey: false });
  });

  it("takes a key later and gives it up again, on the same connection", async () => {
    const { origin } = await serving({ dialect: "vllm", key: "sesame" });
    const { connections } = open();
    expect(await code(connections.connect(keyless(origin)))).toBe("local_server_wants_key");
    expect(connections.list()).toEqual([]);
    const made = await connections.connect(plain(origin, "sesame"));
    expect(made).toMatchObject({ kind: "api_key", endpoint: `${origin}/v1`, isLocal: true });
    expect(await keyOf(connections, made.id)).toBe("sesame");
    const other = await serving();
    const first = await connections.connect(keyless(other.origin));
    const second = await connections.connect(plain(`${other.origin}/v1`, "sesame"));
    expect(second).toMatchObject({ id: first.id, kind: "api_key", key: "stored" });
    const third = await connections.connect(keyless(`${other.origin}/v1`));
    expect(third).toMatchObject({ id: first.id, kind: "none" });
    expect(connections.secrets().map(({ connectionId }) => connectionId)).toEqual([made.id]);
  });

  it("nothing else is connected without a key, or asked at all where it is not on this computer", async () => {
    const { projectEndpoint } = await sandboxed();
    const sent: string[] = [];
    const { connections } = open(undefined, undefined, (input, init) => {
      sent.push(input);
      return fetch(input, init);
    });
    const { origin } = new URL(projectEndpoint);
    expect(await code(connections.connect(keyless(origin)))).toBe("local_server_unknown");
    expect(await code(connections.connect(keyless(projectEndpoint)))).toBe("key_missing");
    expect(sent).toEqual([`${origin}/v1/models`]);
    expect(await code(connections.connect(keyless("https://a.openai.azure.com")))).toBe("key_missing");
    expect(await code(connections.connect(keyless("https://models.example/v1")))).toBe("key_missing");
    expect(sent).toHaveLength(1);
    expect(connections.list()).toEqual([]);
  });

  it("is not asked with a redirect's other address, and a list that goes on for ever is no list", async () => {
    const { origin } = await serving();
    const { connections } = open(undefined, undefined, async () =>
      Response.redirect("https://elsewhere.example/v1/models", 302),
    );
    expect(await code(connections.connect(keyless(`${origin}/v1`)))).toBe("redirect_refused");
    const endless = open(undefined, undefined, async () => new Response("[".repeat(17 * 1024 * 1024)));
    expect(await code(endless.connections.connect(keyless(`${origin}/v1`)))).toBe("reply_not_understood");
  });

  it("is gone through by the doctor without a fault, and one that is down fails with its own words", async () => {
    const server = await serving();
    const { connections, doctor } = open();
    const { id: connectionId } = await connections.connect(keyless(server.origin));
    const well = await doctor.examine({ connectionId });
    expect(well.results.filter(({ state }) => state === "failed")).toEqual([]);
    const codes = well.results.map(({ finding }) => finding?.code);
    for (const code of ["endpoint_local_server", "key_not_needed", "role_not_needed", "token_streamed"])
      expect(codes).toContain(code);
    await server.stop();
    const ill = await doctor.examine({ connectionId });
    expect(ill.results.flatMap(({ diagnosis }) => diagnosis?.code ?? [])).toContain(
      "local_server_not_running",
    );
  });

  it("a typed price counts before the public list's, needs no region, and goes with its connection", async () => {
    const { origin } = await serving();
    const { connections, prices, folder, keyring, events } = open();
    const { id: connectionId } = await connections.connect(keyless(origin));
    const deployment = "llama3.2:1b";
    expect(await prices.of(connectionId, deployment, null)).toBeNull();
    const price = { connectionId, deployment, currency: "EUR", input: 0.15, cachedInput: null, output: 0 };
    prices.set(price);
    expect(events).toContain("prices.changed");
    expect(prices.list()).toEqual([price]);
    const again = open(folder, keyring);
    expect(await again.prices.of(connectionId, deployment, null)).toEqual({
      currency: "EUR",
      input: 0.15,
      cachedInput: null,
      output: 0,
      isTyped: true,
    });
    expect(await again.prices.of(connectionId, "another", null)).toBeNull();
    expect(() => again.prices.set({ ...price, connectionId: "gone" })).toThrow("not_found");
    again.prices.set({ ...price, input: 1 });
    expect(again.prices.list()).toEqual([{ ...price, input: 1 }]);
    again.prices.forget({ connectionId, deployment });
    expect(again.prices.list()).toEqual([]);
    again.prices.set(price);
    again.connections.remove(connectionId);
    again.connections.purge();
    expect(again.prices.list()).toEqual([]);
  });
});
