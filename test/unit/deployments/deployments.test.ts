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
