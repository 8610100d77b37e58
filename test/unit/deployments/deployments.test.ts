import { describe, expect, it } from "vitest";
import { code, opening, plain } from "../connections/opening.ts";

const { open, sandboxed } = opening();

describe("what is known of a list", () => {
  it("is told whenever it was read or could not be, and forgotten with the key", async () => {
    const sandbox = await sandboxed();
    const { connections, deployments } = open();
    const { id } = await connections.connect(plain(sandbox.projectEndpoint, sandbox.apiKey));
    let told = 0;
    deployments.follow(() => {
      told += 1;
    });
    const first = deployments.reading(id).list?.readAt;
    expect(first).toBeGreaterThan(0);
    sandbox.faults.set("*", "unavailable");
    expect(await code(deployments.list(id, true))).toBe("service_failed");
    expect(told).toBe(1);
    expect(deployments.reading(id)).toMatchObject({
      list: { readAt: first },
      diagnosis: { code: "service_failed" },
    });
    sandbox.faults.set("*", null);
    await connections.disconnect(id);
    expect(deployments.reading(id)).toEqual({ list: null, diagnosis: null });
    await connections.connect(plain(sandbox.projectEndpoint, sandbox.apiKey));
    expect(deployments.reading(id).diagnosis).toBeNull();
  });

  it("is read once for two who ask while there is none", async () => {
    const sandbox = await sandboxed();
    const first = open();
    const { id } = await first.connections.connect(plain(sandbox.projectEndpoint, sandbox.apiKey));
    const { deployments } = open(first.folder, first.keyring);
    let told = 0;
    deployments.follow(() => {
      told += 1;
    });
    const [one, other] = await Promise.all([deployments.list(id, false), deployments.list(id, false)]);
    expect(one).toEqual(other);
    expect(told).toBe(1);
  });

  it("says when the model behind a deployment retires, and nothing where that cannot be read", async () => {
    const sandbox = await sandboxed();
    const { connections, deployments } = open();
    const { id } = await connections.connect(plain(sandbox.projectEndpoint, sandbox.apiKey));
    sandbox.faults.set("*", "unavailable");
    expect(await deployments.retirement(id, "gpt-4.1")).toBeNull();
    sandbox.faults.set("*", null);
    expect(await deployments.retirement(id, "gpt-4.1")).toBe(Date.UTC(2027, 3, 14));
    expect(await deployments.retirement(id, "nobody")).toBeNull();
  });
});

describe("what a deployment speaks", () => {
  it("is what a person chose or it has answered, everywhere and at once, until that is taken back", async () => {
    const sandbox = await sandboxed();
    const { connections, deployments, events, folder, keyring } = open();
    const { id } = await connections.connect(plain(sandbox.projectEndpoint, sandbox.apiKey));
    await deployments.list(id, false);
    const known = () => ({
      ...deployments.find(id, "gpt-5-codex")?.speaks,
      asked: deployments.ways(id, "gpt-5-codex").dialect,
    });
    const atFirst = known();
    expect(atFirst).toMatchObject({ what: "responses", asked: "responses" });
    let told = 0;
    deployments.follow(() => {
      told += 1;
    });
    const list = await deployments.setDialect(id, "gpt-5-codex", "chat");
    expect(list.deployments.find(({ name }) => name === "gpt-5-codex")?.speaks.because).toBe("person");
    expect(known()).toEqual({ what: "chat", because: "person", asked: "chat" });
    deployments.rememberNote(id, "gpt-5-codex", { kind: "dialect_switched", from: "chat", to: "responses" });
    expect(known()).toEqual({ what: "responses", because: "answer", asked: "responses" });
    deployments.rememberRoute(id, "gpt-5-codex", "v1");
    expect(
      deployments.reading(id).list?.deployments.find(({ name }) => name === "gpt-5-codex"),
    ).toMatchObject({
      route: "v1",
      speaks: { because: "answer" },
    });
    expect(told).toBe(3);
    expect(events.filter((name) => name === "deployments.changed")).toHaveLength(3);
    expect(open(folder, keyring).deployments.ways(id, "gpt-5-codex").dialect).toBe("responses");
    await deployments.setDialect(id, "gpt-5-codex", null);
    expect(known()).toEqual(atFirst);
  });

  it("makes one that lists take for other work usable by choice, and no failed one", async () => {
    const sandbox = await sandboxed();
    const { connections, deployments } = open();
    const { id } = await connections.connect(plain(sandbox.projectEndpoint, sandbox.apiKey));
    const usable = async (name: string) => {
      const { deployments: all } = await deployments.setDialect(id, name, "chat");
      return all.find((one) => one.name === name)?.chat;
    };
    expect(deployments.find(id, "embed-large")?.chat).toEqual({ usable: false, reason: "capability" });
    expect(await usable("embed-large")).toEqual({ usable: true });
    expect(await usable("phi-4-failed")).toEqual({ usable: false, reason: "status" });
  });
});
