import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openConversations } from "../../../main/conversations/store.ts";
import { problem } from "../../../main/foundry/error.ts";
import { createModels } from "../../../main/models/models.ts";
import { openModels } from "../../../main/models/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { migrations } from "../../../main/storage/migrations/index.ts";
import type { Connection } from "../../../preload/contract/connections.ts";
import type { DeploymentList } from "../../../preload/contract/deployments.ts";
import type { RegisteredModel } from "../../../preload/contract/models.ts";
import { temporaryProfiles } from "../profile.ts";
import { connection, deployment, listOf } from "./model.ts";

const profile = temporaryProfiles();

/** Connections whose lists a test decides; nothing is asked of any network. */
function fakeConnections() {
  const all: Connection[] = [connection("a"), connection("b")];
  const lists = new Map<string, DeploymentList>();
  const listeners: (() => void)[] = [];
  const parts: Pick<Parameters<typeof createModels>[0], "connections" | "deployments" | "prices"> = {
    connections: { list: () => all, follow: () => {} },
    deployments: {
      reading: (id) => ({ list: lists.get(id) ?? null, diagnosis: null }),
      follow: (listener) => void listeners.push(listener),
      ways: () => ({
        dialect: "chat",
        route: undefined,
        adjustments: { renamed: {}, dropped: [] },
        model: null,
      }),
      list: async (id) => {
        const list = lists.get(id);
        if (!list) throw problem("connection_refused");
        return list;
      },
      retirement: async () => 1_800_000_000_000,
    },
    prices: {
      of: async (_id, _deployment, region) =>
        region === "eastus2" ? { currency: "USD", input: 2, cachedInput: 0.5, output: 8 } : null,
    },
  };
  const put = (list: DeploymentList) => {
    lists.set(list.connectionId, list);
    for (const listener of listeners) listener();
  };
  return { parts, all, put };
}

function open(file = join(profile(), "assay.db"), region: string | null = null) {
  const told: RegisteredModel[][] = [];
  const fake = fakeConnections();
  const database = openDatabase(file);
  const models = createModels({
    ...fake.parts,
    store: openModels(database),
    conversations: { region: () => region },
    emit: (_, list) => void told.push(list as RegisteredModel[]),
  });
  return { ...fake, models, told, file, database };
}

const helper = { name: "Helper", connectionId: "a", deployment: "d" };

describe("registered models", () => {
  it("keep what was set and what is known across a restart", () => {
    const first = open();
    first.put(listOf("a", [deployment("d")]));
    const made = first.models.create({
      ...helper,
      systemPrompt: "Be brief.",
      parameters: { temperature: 0.2, stop: ["END"] },
      notes: "For tests",
      tags: ["fast"],
      datasets: ["file"],
    });
    expect(made).toMatchObject({
      connection: { name: "Connection a", endpoint: "https://a.openai.azure.com" },
      known: { model: "gpt-4.1", version: "2025-04-14", contextTokens: 1000, readAt: 10 },
      state: "ready",
    });
    expect(first.told.at(-1)).toEqual([made]);
    first.database.close();
    expect(open(first.file).models.list()).toEqual([{ ...made, state: "unread" }]);
  });

  it("are listed by name, in any case, and change where they are told to", () => {
    const { models } = open();
    const { id } = models.create({ ...helper, name: "beta" });
    models.create({ ...helper, name: "Alpha" });
    models.create({ ...helper, name: "gamma" });
    expect(models.list().map(({ name }) => name)).toEqual(["Alpha", "beta", "gamma"]);
    const changed = models.change({ id, notes: "Changed", parameters: { seed: 7 } });
    expect(changed).toMatchObject({
      name: "beta",
      notes: "Changed",
      parameters: { seed: 7 },
      deployment: "d",
    });
  });

  it("follow the lists: ready, gone, moved, and back", () => {
    const { models, put, told } = open();
    put(listOf("a", [deployment("d")]));
    models.create(helper);
    const state = () => told.at(-1)?.map(({ state }) => state);
    put(listOf("a", [], { readAt: 20 }));
    expect(state()).toEqual(["gone"]);
    put(listOf("b", [deployment("d")], { readAt: 30 }));
    expect(state()).toEqual(["moved"]);
    expect(told.at(-1)?.[0]?.foundAt).toBe("b");
    put(listOf("a", [deployment("d", { version: "2026-01-01" })], { readAt: 40 }));
    expect(told.at(-1)).toMatchObject([{ state: "ready", known: { version: "2026-01-01", readAt: 40 } }]);
  });

  it("are pointed elsewhere and know the other place; pointed at the same, they take over what is there", () => {
    const { models, put } = open();
    put(listOf("a", [deployment("d")]));
    put(listOf("b", [deployment("e", { model: "o3" })]));
    const { id } = models.create(helper);
    const pointed = models.change({ id, connectionId: "b", deployment: "e" });
    expect(pointed).toMatchObject({ id, connectionId: "b", deployment: "e", known: { model: "o3" } });
    put(listOf("b", [deployment("e", { model: "o4" })], { readAt: 20 }));
    expect(models.get(id)).toMatchObject({ state: "moved", known: { model: "o3" } });
    expect(models.change({ id, connectionId: "b", deployment: "e" })).toMatchObject({
      state: "ready",
      known: { model: "o4" },
    });
    expect(() => models.change({ id, connectionId: "nobody", deployment: "e" })).toThrow("not_found");
    expect(models.get(id).connectionId).toBe("b");
  });

  it("find their endpoint again under another connection, and say when there is none", () => {
    const { models, all, put } = open();
    const { id } = models.create(helper);
    all.splice(0, 1);
    expect(models.get(id)).toMatchObject({ connectionId: null, state: "unreachable" });
    all.push(connection("c", { endpoint: "https://a.openai.azure.com" }));
    put(listOf("c", [deployment("d")]));
    expect(models.get(id)).toMatchObject({ connectionId: "c", state: "ready" });
  });

  it("are removed, restored until the end, and duplicated", () => {
    const { models } = open();
    const { id } = models.create({ ...helper, tags: ["x"] });
    const copy = models.duplicate(id);
    expect(copy).toMatchObject({ name: "Helper (copy)", tags: ["x"], deployment: "d" });
    expect(copy.id).not.toBe(id);
    models.remove(id);
    expect(models.list().map((one) => one.id)).toEqual([copy.id]);
    expect(() => models.change({ id, name: "x" })).toThrow("not_found");
    expect(models.restore(id).id).toBe(id);
    models.remove(id);
    models.purge();
    expect(() => models.restore(id)).toThrow("not_found");
    expect(() => models.remove("nobody")).toThrow("not_found");
    expect(() => models.create({ ...helper, connectionId: "nobody" })).toThrow("not_found");
  });

  it("learn when they retire, and what they cost where a region has answered", async () => {
    const { models, put } = open(undefined, "eastus2");
    put(listOf("a", [deployment("d")]));
    const { id } = models.create(helper);
    expect((await models.refresh(id)).known).toMatchObject({
      retiresAt: 1_800_000_000_000,
      price: { currency: "USD", region: "eastus2", input: 2, cachedInput: 0.5, output: 8 },
    });
    const without = open();
    const other = without.models.create({ ...helper, connectionId: "b" });
    expect((await without.models.refresh(other.id)).known.retiresAt).toBeNull();
    await expect(without.models.refresh("nobody")).rejects.toThrow("not_found");
  });

  it("have a table in a database of each earlier version, and conversations have none of them", () => {
    for (let version = 1; version < migrations.length; version++) {
      const file = join(profile(), "assay.db");
      const earlier = openDatabase(file, migrations.slice(0, version));
      earlier.exec(`insert into conversations (id, title, connection_id, deployment, created_at, updated_at)
        values ('c', 't', 'a', 'd', 1, 1)`);
      earlier.close();
      const { models, database } = open(file);
      expect(models.list()).toEqual([]);
      const conversations = openConversations(database);
      expect(conversations.summary("c")?.modelId).toBeNull();
      const { id } = models.create(helper);
      conversations.setModel("c", id);
      models.remove(id);
      models.purge();
      expect(conversations.summary("c")?.modelId).toBe(id);
      database.close();
    }
  });

  it("survive JSON in their row that is not what was written", () => {
    const { models, database } = open();
    const { id } = models.create({ ...helper, parameters: { seed: 1 }, tags: ["x"] });
    database.exec("update models set parameters = '{\"temperature\":9}', tags = 'no json', known = '[1]'");
    expect(models.get(id)).toMatchObject({ parameters: {}, tags: [], known: { model: null, readAt: null } });
  });
});
