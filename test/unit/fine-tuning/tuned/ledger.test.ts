import { describe, expect, it } from "vitest";
import type { StoredDeployment } from "../../../../main/fine-tuning/tuned/deployments-store.ts";
import { accountOf, nextTurn, warningsOf } from "../../../../main/fine-tuning/tuned/ledger.ts";

const hour = 3_600_000;
const day = 24 * hour;
const begun = 1_800_000_000_000;
const price = { amount: 1.7, currency: "USD", at: 1, from: "typed" } as const;

const row = (more: Partial<StoredDeployment> = {}): StoredDeployment => ({
  ...{ id: "d", connectionId: "a", deployment: "support", model: "m.ft-1", jobId: "j", step: null },
  ...{ format: "OpenAI", version: "1", sku: "Standard", capacity: 50, kind: "deployed", trialId: null },
  ...{ state: "ready", isAccepted: true, diagnosis: null, begunAt: begun, calledAt: null, goneAt: null },
  ...{ warned: [], createdAt: begun },
  ...more,
});
const facts = { price, hasDeveloper: true, retiresAt: null, registeredAs: null, isConnected: true };
const account = (more: Partial<StoredDeployment>, now: number, also: object = {}) =>
  accountOf(row(more), { ...facts, ...also }, now);

describe("what a deployment costs", () => {
  it("is counted by the hour, whether it is called or not", () => {
    const { hosting, spent } = account({}, begun + 10 * hour);
    expect(spent).toBeCloseTo(17, 9);
    expect(hosting?.perDay).toBeCloseTo(40.8, 9);
    // Microsoft's example: $1.70 x 720 h = $1,224.
    expect(hosting?.perMonth).toBeCloseTo(1224, 9);
    expect(account({ goneAt: begun + 2 * hour, state: "gone" }, begun + day).spent).toBeCloseTo(3.4, 9);
  });

  it("is nothing for a Developer one, however it is spelled, and for one that was never made", () => {
    for (const sku of ["DeveloperTier", "developertier", "Developer"]) {
      expect(account({ sku }, begun + hour)).toMatchObject({
        spent: 0,
        hosting: { perDay: 0, perMonth: 0, price: null },
      });
    }
    expect(account({ state: "failed", isAccepted: false }, begun + day).spent).toBe(0);
  });

  it("is nothing for one that failed before it answered, and not known for one that failed later", () => {
    expect(account({ state: "failed" }, begun + 5 * hour).spent).toBe(0);
    expect(account({ state: "failed", calledAt: begun + hour }, begun + 5 * hour).spent).toBeNull();
  });

  it("is not known without a price, or without knowing since when it is there", () => {
    expect(account({}, begun + hour, { price: null })).toMatchObject({
      spent: null,
      hosting: { price: null, perDay: null, perMonth: null },
    });
    expect(account({ kind: "noticed", begunAt: null }, begun + hour).spent).toBeNull();
  });
});

describe("how long a deployment lasts", () => {
  it("is a day for a Developer one, and fifteen days after the last call for others", () => {
    expect(account({ sku: "DeveloperTier", calledAt: begun + hour }, begun)).toMatchObject({
      endsAt: begun + day,
      endsBy: "developer",
    });
    expect(account({}, begun)).toMatchObject({ endsAt: begun + 15 * day, endsBy: "idle" });
    expect(account({ calledAt: begun + 4 * day }, begun)).toMatchObject({ endsAt: begun + 19 * day });
  });

  it("is until the model retires, where that is sooner; nothing for what is not there", () => {
    expect(account({}, begun, { retiresAt: begun + day })).toMatchObject({
      endsAt: begun + day,
      endsBy: "retirement",
      retiresAt: begun + day,
    });
    expect(account({ state: "gone" }, begun)).toMatchObject({ endsAt: null, endsBy: null });
    expect(account({}, begun, { isConnected: false }).connectionId).toBeNull();
  });
});

describe("what is warned of", () => {
  it("comes in time", () => {
    const developer = row({ sku: "DeveloperTier" });
    expect(warningsOf(developer, null, begun + 22 * hour - 1)).toEqual([]);
    expect(warningsOf(developer, null, begun + 22 * hour)).toEqual(["developer_ends"]);
    expect(warningsOf(row(), null, begun + 12 * day - 1)).toEqual([]);
    expect(warningsOf(row(), null, begun + 12 * day)).toEqual(["idle_ends"]);
    expect(warningsOf(row({ calledAt: begun + 11 * day }), null, begun + 12 * day)).toEqual([]);
    const called = row({ calledAt: begun + 100 * day });
    expect(warningsOf(called, begun + 190 * day, begun + 100 * day)).toEqual(["retires_90"]);
    expect(warningsOf(called, begun + 130 * day, begun + 100 * day)).toEqual(["retires_30"]);
    expect(warningsOf(row({ state: "gone" }), begun, begun + 100 * day)).toEqual([]);
  });

  it("turns exactly when the next thing is due", () => {
    const developer = row({ sku: "DeveloperTier" });
    let [now, turns] = [begun, 0];
    const seen: string[][] = [];
    for (let next = nextTurn(developer, null, now); next !== null; next = nextTurn(developer, null, now)) {
      expect(warningsOf(developer, null, next - 1)).toEqual(warningsOf(developer, null, now));
      now = next;
      turns += 1;
      seen.push(warningsOf(developer, null, now));
    }
    expect(turns).toBe(2);
    expect(seen[0]).toEqual(["developer_ends"]);
    expect(nextTurn(row({ state: "failed" }), begun + day, begun)).toBeNull();
    expect(nextTurn(row(), begun + 100 * day, begun)).toBe(begun + 10 * day);
  });
});
