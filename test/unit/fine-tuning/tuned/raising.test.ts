import { afterEach, describe, expect, it } from "vitest";
import {
  openDeployments,
  type StoredDeployment,
} from "../../../../main/fine-tuning/tuned/deployments-store.ts";
import { createRaising } from "../../../../main/fine-tuning/tuned/raising.ts";
import type { Database } from "../../../../main/storage/database.ts";
import { FakeAzure, FakeClock, failure, refusal } from "./azure.ts";
import { memoryDatabase } from "./opened.ts";

const databases: Database[] = [];
afterEach(() => {
  for (const database of databases.splice(0)) database.close();
});

const plain = (more: Partial<StoredDeployment> = {}): StoredDeployment => ({
  ...{
    id: "d",
    connectionId: "a",
    deployment: "support",
    model: "gpt-4.1-mini.ft-1",
    jobId: "j",
    step: null,
  },
  ...{ format: "OpenAI", version: "1", sku: "DeveloperTier", capacity: 50, kind: "deployed", trialId: null },
  ...{ state: "creating", isAccepted: false, diagnosis: null, begunAt: null, calledAt: null, goneAt: null },
  ...{ warned: [], createdAt: 1_800_000_000_000 },
  ...more,
});

function open(more: Partial<StoredDeployment> = {}) {
  const database = memoryDatabase();
  databases.push(database);
  const store = openDeployments(database);
  const clock = new FakeClock();
  const azure = new FakeAzure(clock);
  const states: string[] = [];
  store.add(plain(more));
  const raising = createRaising({
    store,
    managed: async () => azure,
    probe: azure.probe,
    clock,
    changed: () => {
      const { state = "" } = store.get("d") ?? {};
      if (states.at(-1) !== state) states.push(state);
    },
  });
  const { signal } = new AbortController();
  const row = () => store.get("d");
  return { azure, clock, store, raising, states, signal, row };
}

describe("a deployment", () => {
  it("is asked for, followed, and counts as ready only when it answers", async () => {
    const { azure, raising, states, signal, row } = open();
    await raising.raise("d", signal);
    expect(states).toEqual(["creating", "starting", "ready"]);
    expect(azure.births).toEqual(["support"]);
    expect(azure.calls.filter((call) => call === "put support")).toHaveLength(1);
    expect(azure.calls.filter((call) => call.startsWith("probe")).length).toBeGreaterThan(1);
    expect(row()).toMatchObject({ state: "ready", isAccepted: true, diagnosis: null });
    expect(row()?.begunAt).toBe(1_800_000_000_000);
  });

  it("is tried under every spelling of its type, and the one that was taken is remembered", async () => {
    const { azure, raising, store, signal, row } = open();
    azure.skus = ["DeveloperTier"];
    await raising.raise("d", signal);
    expect(row()?.state).toBe("ready");
    expect(azure.calls.filter((call) => call.startsWith("put"))).toHaveLength(2);
    expect(store.fact("developer sku")).toBe("DeveloperTier");
    store.add(plain({ id: "e", deployment: "other" }));
    await raising.raise("e", signal);
    expect(azure.calls.filter((call) => call === "put other")).toHaveLength(1);
    azure.skus = [];
    store.add(plain({ id: "f", deployment: "third" }));
    await raising.raise("f", signal);
    expect(store.get("f")).toMatchObject({ state: "failed", diagnosis: { code: "deploy_type_refused" } });
  });

  it("never replaces one that serves another model, and takes one of the same model as its own", async () => {
    const { azure, raising, store, signal, row } = open();
    await azure.put("support", {
      model: "other",
      version: "1",
      format: "OpenAI",
      sku: "GlobalStandard",
      capacity: 1,
    });
    await raising.raise("d", signal);
    expect(row()).toMatchObject({ state: "failed", diagnosis: { code: "deployment_name_taken" } });
    expect(azure.births).toHaveLength(1);
    await raising.remove("d", signal);
    expect(azure.there()).toEqual(["support"]);
    store.add(plain({ id: "e", deployment: "mine" }));
    const asked = { version: "1", format: "OpenAI", sku: "GlobalStandard", capacity: 1 };
    await azure.put("mine", { model: "gpt-4.1-mini.ft-1", ...asked });
    await raising.raise("e", signal);
    expect(store.get("e")?.state).toBe("ready");
    expect(azure.births).toEqual(["support", "mine"]);
  });

  it("waits while Azure is busy and the way fails, and says why meanwhile", async () => {
    const { azure, raising, signal, row } = open();
    let left = 6;
    const seen = new Set<string>();
    azure.fails = (call) => {
      seen.add(row()?.diagnosis?.code ?? "");
      if (left === 0 || call !== "put") return null;
      left -= 1;
      return left % 2 === 0 ? failure("deploy_busy", 409) : failure("connection_failed");
    };
    await raising.raise("d", signal);
    expect(row()?.state).toBe("ready");
    expect([...seen]).toEqual(["", "connection_failed", "deploy_busy"]);
    expect(azure.births).toEqual(["support"]);
  });

  it("is not asked for twice where the answer to the request was lost", async () => {
    const { azure, raising, signal, row } = open();
    let hasFailed = false;
    azure.mishap = (call) => {
      if (call !== "put" || hasFailed) return null;
      hasFailed = true;
      return "after";
    };
    await raising.raise("d", signal);
    expect(row()?.state).toBe("ready");
    expect(azure.births).toEqual(["support"]);
  });

  it("fails with what Azure says: refusals at once, quotas after some tries, and a state without a reason", async () => {
    for (const [code, status, puts] of [
      ["deploy_format_wrong", 500, 1],
      ["deploy_role_missing", 403, 1],
      ["deploy_model_refused", 400, 1],
      ["deploy_quota_missing", 429, 4],
      ["deploy_busy", 409, 21],
    ] as const) {
      const { azure, raising, signal, row } = open();
      azure.fails = (call) => (call === "put" ? failure(code, status) : null);
      await raising.raise("d", signal);
      expect(row()).toMatchObject({ state: "failed", isAccepted: false, diagnosis: { code } });
      expect(azure.calls.filter((call) => call.startsWith("put"))).toHaveLength(puts);
    }
    const { azure, raising, signal, row } = open();
    azure.outcome = "Failed";
    await raising.raise("d", signal);
    expect(row()).toMatchObject({
      state: "failed",
      isAccepted: true,
      diagnosis: { code: "deployment_not_made", parameters: { status: "Failed" } },
    });
  });

  it("fails with the reason that Azure gives for it, also where the app ended meanwhile", async () => {
    const { azure, raising, signal, row, store } = open();
    azure.outcome = "Failed";
    azure.reason = refusal("deploy_capacity_missing", 409);
    await raising.raise("d", signal);
    expect(row()).toMatchObject({ state: "failed", diagnosis: { code: "deploy_capacity_missing" } });
    expect(azure.calls.at(-1)).toBe("why /operations/1 support");
    store.change("d", { state: "creating", diagnosis: null });
    await raising.raise("d", signal);
    expect(row()?.diagnosis?.code).toBe("deploy_capacity_missing");
    expect(azure.calls.at(-1)).toBe("why unknown support");
    azure.fails = (call) => (call.startsWith("why") ? failure("deploy_role_missing", 403) : null);
    store.change("d", { state: "creating", diagnosis: null });
    await raising.raise("d", signal);
    expect(row()?.diagnosis).toMatchObject({ code: "deployment_not_made", parameters: { status: "Failed" } });
  });

  it("counts as there where Azure no longer tells a state, and is asked whether it answers", async () => {
    const { azure, raising, signal, row, states } = open();
    azure.outcome = "";
    await raising.raise("d", signal);
    expect(row()?.state).toBe("ready");
    expect(states).toContain("starting");
  });

  it("takes the place of one that has failed or is being deleted under its name", async () => {
    for (const isDeleting of [false, true]) {
      const { azure, raising, signal, row, store } = open();
      azure.outcome = isDeleting ? "Succeeded" : "Failed";
      await raising.raise("d", signal);
      azure.outcome = "Succeeded";
      if (isDeleting) await azure.remove("support");
      const made = azure.made.get("support");
      if (made && !isDeleting) made.outcome = "Failed";
      store.add(plain({ id: "e" }));
      await raising.raise("e", signal);
      expect(store.get("e")).toMatchObject({ state: "ready", diagnosis: null });
      expect(azure.births).toEqual(["support", "support"]);
      expect(row()?.state).toBe(isDeleting ? "ready" : "failed");
    }
  });

  it("stays as it is where only a person can help, and goes on from there", async () => {
    const { azure, raising, signal, row } = open();
    azure.fails = (call) => (call === "get" ? failure("sign_in_expired") : null);
    await raising.raise("d", signal);
    expect(row()).toMatchObject({ state: "creating", diagnosis: { code: "sign_in_expired" } });
    azure.fails = () => null;
    await raising.raise("d", signal);
    expect(row()).toMatchObject({ state: "ready", diagnosis: null });
  });

  it("that does not answer for long says so, and still may later", async () => {
    const { azure, raising, signal, row, clock } = open();
    azure.slow.answer = 3_600_000;
    await raising.raise("d", signal);
    expect(row()).toMatchObject({ state: "starting", diagnosis: { code: "deployment_not_ready" } });
    clock.time += 3_600_000;
    await raising.raise("d", signal);
    expect(row()).toMatchObject({ state: "ready", diagnosis: null });
  });

  it("that may not be asked by this account says why, and is not asked again and again", async () => {
    const { raising, store, signal, azure } = open();
    const asked = createRaising({
      store,
      managed: async () => azure,
      probe: async () => refusal("role_missing", 403),
      clock: azure.clock,
      changed: () => {},
    });
    await asked.raise("d", signal);
    expect(store.get("d")).toMatchObject({ state: "starting", diagnosis: { code: "role_missing" } });
    await raising.raise("d", signal);
    expect(store.get("d")?.state).toBe("ready");
  });

  it("is gone when Azure has forgotten it, but not at the first look", async () => {
    const { azure, raising, signal, row } = open({ isAccepted: true });
    await raising.raise("d", signal);
    expect(row()).toMatchObject({ state: "gone" });
    expect(azure.calls.filter((call) => call.startsWith("get"))).toHaveLength(3);
    expect(azure.births).toEqual([]);
  });

  it("with a key only is for the portal", async () => {
    const { store, signal, clock } = open();
    const raising = createRaising({
      store,
      managed: async () => null,
      probe: async () => null,
      clock,
      changed: () => {},
    });
    await raising.raise("d", signal);
    expect(store.get("d")).toMatchObject({ state: "failed", diagnosis: { code: "deploy_in_portal" } });
  });
});

describe("a deployment that is removed", () => {
  it("is gone when Azure says so", async () => {
    const { azure, raising, states, signal, row } = open();
    await raising.raise("d", signal);
    const begun = azure.clock.time;
    await raising.remove("d", signal);
    expect(states.slice(-2)).toEqual(["deleting", "gone"]);
    // Once it was seen there is no request on its way that could make it later: nothing is waited for.
    expect(azure.clock.time - begun).toBeLessThan(25_000);
    expect(azure.there()).toEqual([]);
    expect(row()?.goneAt).toBe(azure.clock.time);
    await raising.remove("d", signal);
    expect(row()?.state).toBe("gone");
  });

  it("is looked for again where nobody saw whether it was made: its request may arrive late", async () => {
    const { azure, raising, signal, row } = open();
    azure.late = 15_000;
    azure.mishap = (call) => (call === "put" ? "after" : null);
    azure.fails = (call) => (call === "get" && azure.births.length > 0 ? failure("sign_in_expired") : null);
    await raising.raise("d", signal);
    expect(row()).toMatchObject({ state: "creating", isAccepted: false });
    azure.fails = () => null;
    await raising.remove("d", signal);
    expect(row()?.state).toBe("gone");
    expect(azure.births).toEqual(["support"]);
    expect(azure.there()).toEqual([]);
  });

  it("is tried again while Azure is busy, and says why it is still there where that does not pass", async () => {
    const { azure, raising, signal, row } = open();
    await raising.raise("d", signal);
    let busy = 5;
    azure.fails = (call) => (call === "remove" && busy-- > 0 ? failure("deploy_busy", 409) : null);
    await raising.remove("d", signal);
    expect(row()?.state).toBe("gone");

    const other = open();
    await other.raising.raise("d", other.signal);
    other.azure.fails = (call) => (call === "remove" ? failure("azure_forbids", 409) : null);
    await other.raising.remove("d", other.signal);
    expect(other.row()).toMatchObject({ state: "deleting", diagnosis: { code: "azure_forbids" } });
    other.azure.fails = () => null;
    await other.raising.remove("d", other.signal);
    expect(other.row()?.state).toBe("gone");
  });

  it("was never there where it was refused", async () => {
    const { azure, raising, signal, row } = open();
    azure.fails = (call) => (call === "put" ? failure("deploy_model_refused", 400) : null);
    await raising.raise("d", signal);
    await raising.remove("d", signal);
    expect(row()?.state).toBe("gone");
    expect(azure.calls.filter((call) => call.startsWith("remove"))).toEqual([]);
  });
});
