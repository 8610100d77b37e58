import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { afterEach, describe, expect, it } from "vitest";
import { createConnections } from "../../../main/connections/connections.ts";
import { openConnections } from "../../../main/connections/store.ts";
import type { Fetch } from "../../../main/foundry/http.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const running: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.stop();
});
const sandboxed = async () => {
  const sandbox = await startSandbox({});
  running.push(sandbox);
  return sandbox;
};

const fetching: Fetch = (input, init) => fetch(input, init);

function open(folder = profile(), keyring = new FakeSafeStorage(), fetch = fetching) {
  const events: string[] = [];
  const database = openDatabase(join(folder, "assay.db"));
  const connections = createConnections({
    store: openConnections(database),
    secrets: openSecrets(folder, systemKeyring(keyring as unknown as SafeStorage, "linux")),
    sandbox: {
      ensure: async () => {
        const { projectEndpoint, apiKey } = running[0] ?? (await sandboxed());
        return { projectEndpoint, apiKey };
      },
      stop: () => {},
    },
    fetch,
    emit: (name) => void events.push(name),
  });
  return { connections, events, folder, keyring, database };
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "succeeded",
    (error) => error.diagnosis?.code ?? String(error),
  );

describe("connecting", () => {
  it("saves after the test, with kind api_key, and lists at once", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const { connections, events, folder, keyring } = open();
    const made = await connections.connect({ endpoint: ` ${projectEndpoint}/ `, key: ` ${apiKey}\n` });
    expect(made).toMatchObject({ kind: "api_key", endpoint: projectEndpoint, sandbox: false, key: "stored" });
    expect(events).toEqual(["connections.changed"]);
    const { deployments } = await connections.deployments(made.id, false);
    expect(deployments.map(({ name }) => name)).toContain("gpt-4.1-mini");
    const again = open(folder, keyring).connections;
    expect(again.list()).toEqual([made]);
    expect((await again.target(made.id)).credential.secret).toBe(apiKey);
  });

  it("saves nothing when the test fails", async () => {
    const { projectEndpoint } = await sandboxed();
    const { connections, events } = open();
    expect(await code(connections.connect({ endpoint: projectEndpoint, key: "wrong" }))).toBe("key_refused");
    expect(await code(connections.connect({ endpoint: "nonsense with spaces", key: "k" }))).toBe(
      "endpoint_invalid",
    );
    expect(await code(connections.connect({ endpoint: "http://a.openai.azure.com", key: "k" }))).toBe(
      "endpoint_not_https",
    );
    expect(await code(connections.connect({ endpoint: "https://evil.example", key: "k" }))).toBe(
      "endpoint_not_known",
    );
    expect(connections.list()).toEqual([]);
    expect(events).toEqual([]);
  });

  it("keeps the connection of an endpoint that is connected again, with the new key", async () => {
    const sandbox = await sandboxed();
    const { connections } = open();
    const first = await connections.connect({ endpoint: sandbox.projectEndpoint, key: sandbox.apiKey });
    const second = await connections.connect({ endpoint: sandbox.projectEndpoint, key: sandbox.token });
    expect(second.id).toBe(first.id);
    expect(connections.list()).toHaveLength(1);
    expect((await connections.target(first.id)).credential.secret).toBe(sandbox.token);
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
    const pending = code(connections.connect({ endpoint: projectEndpoint, key: apiKey }));
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
    expect(await code(connections.connect({ endpoint: projectEndpoint, key: apiKey }))).toBe("cancelled");
    expect(connections.list()).toEqual([]);
    keyring.encryptString = encrypt;
    const both = [1, 2].map(() => code(connections.connect({ endpoint: projectEndpoint, key: apiKey })));
    expect(await Promise.all(both)).toEqual(["cancelled", "succeeded"]);
    expect(connections.list()).toHaveLength(1);
  });

  it("does not send a key to an endpoint that was changed behind its back", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const { connections, database } = open();
    const { id } = await connections.connect({ endpoint: projectEndpoint, key: apiKey });
    database.exec("update connections set endpoint = 'http://127.0.0.1:9'");
    expect(await code(connections.target(id))).toBe("key_missing");
  });

  it("asks for the key again after a restart when there is no keyring", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const weak = new FakeSafeStorage();
    weak.available = false;
    const { connections, folder } = open(profile(), weak);
    const made = await connections.connect({ endpoint: projectEndpoint, key: apiKey });
    expect(made.key).toBe("session");
    const again = open(folder, weak).connections;
    expect(again.list()).toMatchObject([{ id: made.id, key: "missing" }]);
    expect(await code(again.target(made.id))).toBe("key_missing");
    expect(await code(again.deployments(made.id, true))).toBe("key_missing");
  });

  it("has one connection for the sandbox, whatever its port and key", async () => {
    const { connections } = open();
    const first = await connections.connectSandbox();
    expect(first).toMatchObject({ sandbox: true, kind: "api_key", name: "Sandbox" });
    expect(await connections.connectSandbox()).toEqual(first);
    expect((await connections.deployments(first.id, true)).deployments.length).toBeGreaterThan(5);
  });
});

describe("a connection", () => {
  const made = async () => {
    const { projectEndpoint, apiKey, token } = await sandboxed();
    const opened = open();
    const connection = await opened.connections.connect({ endpoint: projectEndpoint, key: apiKey });
    return { ...opened, connection, id: connection.id, projectEndpoint, apiKey, token };
  };

  it("is renamed, and keeps the name when its key is replaced", async () => {
    const { connections, id, projectEndpoint, token } = await made();
    expect(connections.rename(id, "Team")).toMatchObject({ id, name: "Team", key: "stored" });
    expect(await connections.connect({ endpoint: projectEndpoint, key: token })).toMatchObject({
      id,
      name: "Team",
    });
    expect((await connections.target(id)).credential.secret).toBe(token);
  });

  it("is disconnected: the key is forgotten, the endpoint stays", async () => {
    const { connections, id, projectEndpoint, apiKey } = await made();
    expect(connections.disconnect(id)).toMatchObject({ id, endpoint: projectEndpoint, key: "missing" });
    expect(await code(connections.target(id))).toBe("key_missing");
    expect(await connections.connect({ endpoint: projectEndpoint, key: apiKey })).toMatchObject({
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
    expect((await connections.target(id)).credential.secret).toBe(apiKey);
    connections.remove(id);
    connections.purge();
    const again = open(folder, keyring);
    expect(await code(Promise.resolve().then(() => again.connections.restore(id)))).toBe("not_found");
    expect(readFileSync(join(folder, "secrets.json"), "utf8")).not.toContain("ciphertext");
  });

  it("that is not there cannot be changed", () => {
    const { connections } = open();
    for (const change of [
      () => connections.rename("gone", "x"),
      () => connections.disconnect("gone"),
      () => connections.makeDefault("gone"),
      () => connections.remove("gone"),
      () => connections.restore("gone"),
    ])
      expect(change).toThrow("not_found");
  });
});
