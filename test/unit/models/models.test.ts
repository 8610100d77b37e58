import { join } from "node:path";
import type { SafeStorage } from "electron";
import { afterEach, describe, expect, it } from "vitest";
import { createConnections } from "../../../main/connections/connections.ts";
import { openConnections } from "../../../main/connections/store.ts";
import { createModels } from "../../../main/models/models.ts";
import { openModels } from "../../../main/models/store.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import type { Connection } from "../../../preload/contract/connections.ts";
import type { RegisteredModel } from "../../../preload/contract/models.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const running: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.stop();
});

const unset = { value: null, from: null };
const identity = {
  state: async () => ({
    accounts: [],
    signingIn: null,
    registration: {
      clientId: unset,
      tenantId: unset,
      authority: unset,
      knownAuthorities: unset,
      warning: null,
    },
  }),
  credential: () => ({ kind: "token" as const, for: async () => "" }),
  signOut: async () => {},
  cloud: () => {
    throw new Error("not asked for");
  },
};

function open(folder = profile(), keyring = new FakeSafeStorage()) {
  const told: RegisteredModel[][] = [];
  const database = openDatabase(join(folder, "assay.db"));
  const connections = createConnections({
    store: openConnections(database),
    secrets: openSecrets(folder, systemKeyring(keyring as unknown as SafeStorage, "linux")),
    sandbox: { ensure: () => Promise.reject(new Error("not asked for")), stop: () => {} },
    identity,
    fetch: (input, init) => fetch(input, init),
    emit: () => {},
  });
  const models = createModels(openModels(database), connections, { region: () => null }, (name, payload) => {
    if (name === "models.changed") told.push(payload as RegisteredModel[]);
  });
  return { models, connections, told, folder, keyring, database };
}

const connect = async (parts: ReturnType<typeof open>): Promise<[Connection, Sandbox]> => {
  const sandbox = await startSandbox({ pace: "instant" });
  running.push(sandbox);
  const connection = await parts.connections.connect({
    endpoint: sandbox.projectEndpoint,
    key: sandbox.apiKey,
    apiVersion: null,
    keyHeader: null,
    deployment: null,
    confirmedHost: null,
  });
  return [connection, sandbox];
};

describe("a registered model", () => {
  it("knows what the list says, and keeps it across a restart", async () => {
    const first = open();
    const [{ id: connectionId, endpoint, name }] = await connect(first);
    const made = first.models.create({
      name: "Helper",
      connectionId,
      deployment: "gpt-4.1-mini",
      systemPrompt: "Be brief.",
      parameters: { temperature: 0.2 },
      tags: ["fast"],
    });
    expect(made).toMatchObject({
      name: "Helper",
      connectionId,
      connection: { name, endpoint },
      systemPrompt: "Be brief.",
      parameters: { temperature: 0.2 },
      notes: "",
      tags: ["fast"],
      datasets: [],
      state: "ready",
      diagnosis: null,
    });
    expect(made.known).toMatchObject({
      model: "gpt-4.1-mini",
      version: "2025-04-14",
      publisher: "OpenAI",
      contextTokens: 1_047_576,
      outputTokens: 32_768,
    });
    expect(first.told.at(-1)).toEqual([made]);
    const again = open(first.folder, first.keyring).models;
    expect(again.list()).toEqual([{ ...made, state: "unread" }]);
  });

  it("is refused where its connection is not there", () => {
    const { models } = open();
    expect(() => models.create({ name: "a", connectionId: "nobody", deployment: "d" })).toThrow("not_found");
    expect(models.list()).toEqual([]);
  });
});
