import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../../../main/storage/database.ts";
import type { Trial } from "../../../../preload/contract/tuned-models.ts";
import { failure, refusal } from "./azure.ts";
import { memoryDatabase } from "./opened.ts";
import { asked, TrialWorld } from "./trial.ts";

let database: Database;
let world: TrialWorld;

beforeAll(() => {
  database = memoryDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  world = new TrialWorld(database);
  world.clear();
});

/** Starts a trial and waits for its end. */
async function ran(input = asked()): Promise<{ app: ReturnType<TrialWorld["start"]>; trial: Trial }> {
  const app = world.start();
  const { id } = await app.trials.start(input);
  await app.tasks.settled();
  return { app, trial: app.trials.list(null).find((one) => one.id === id) as Trial };
}

const states = (trial: Trial) => trial.candidates.map(({ state }) => state);
const hasOnce = (names: readonly string[]) => new Set(names).size === names.length;

describe("a trial", () => {
  it("deploys one after another, asks all the same rows, grades, and removes what it made", async () => {
    world.right = (model, number) =>
      model.includes("ckpt") ? true : model.includes("ft-") ? number > 1 : number > 3;
    const { app, trial } = await ran();
    expect(trial).toMatchObject({ state: "done", rows: 6, version: 3, left: [], diagnosis: null });
    expect(states(trial)).toEqual(["done", "done", "done"]);
    expect(trial.candidates.map(({ asked, graded, passed }) => [asked, graded, passed?.count])).toEqual([
      [6, 6, 2],
      [6, 6, 6],
      [6, 6, 4],
    ]);
    const [base, , final] = trial.candidates;
    expect(final?.mean?.value).toBeCloseTo(4 / 6, 12);
    expect(base?.mean?.low).toBeGreaterThan(0.05);
    expect(base?.mean?.high).toBeLessThan(0.75);
    expect(world.azure.there()).toEqual([]);
    expect(world.azure.births).toHaveLength(2);
    // Never two at the same time: the second is asked for when the first is gone.
    const calls = world.azure.calls
      .filter((call) => /^(put|remove)/.test(call))
      .map((call) => call.split(" ")[0]);
    expect(calls).toEqual(["put", "remove", "put", "remove"]);
    const { answers, total } = app.trials.answers({ id: trial.id, from: 2, count: 2 });
    expect(total).toBe(6);
    expect(answers[0]).toMatchObject({ key: 3, asked: "Say 2", reference: "2" });
    expect(answers[0]?.answers.map(({ text }) => text)).toEqual(["no", "2", "2"]);
    expect(world.notices).toEqual(["The trial of Tickets is done"]);
  });

  it("says how much the best is flattered once there are rows enough, of those that are chosen among only", async () => {
    world.right = (model, number) => (number + (model.includes("ckpt") ? 1 : 0)) % 2 === 0;
    const { trial } = await ran(asked({ rows: 40 }));
    // Each has half of them: neither is the best alone.
    expect(trial.flattery?.best).toEqual(trial.candidates.slice(1).map(({ model }) => model));
    expect(trial.flattery?.value).toBeGreaterThan(0);
    expect(trial.flattery?.corrected).toBeLessThanOrEqual(0.5);
    expect((await ran()).trial.flattery).toBeNull();
    world.right = (model, number) => model.includes("ckpt") || number % 2 === 0;
    const { flattery } = (await ran(asked({ rows: 40 }))).trial;
    expect(flattery).toMatchObject({ best: ["gpt-4.1-mini.ft-1:ckpt-step-10"], value: 0, corrected: 1 });
  });

  it("tells of a candidate where it is, with what it deployed and when that ends", async () => {
    world.isWatched = true;
    const { app } = await ran();
    const seen = app.told.flatMap(({ candidates }) => candidates.slice(1, 2));
    const order = seen.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]);
    expect(order).toEqual(["waiting", "deploying", "asking", "removing", "done"]);
    const asking = seen.find(({ state }) => state === "asking");
    expect(asking?.deployment).toMatch(/^trial-[0-9a-f]{8}-1$/);
    expect((asking?.endsAt ?? 0) - (asking ? 1_800_000_000_000 : 0)).toBe(24 * 3_600_000);
    expect(seen.at(-1)).toMatchObject({ deployment: null, endsAt: null });
  });

  it("asks the base alone without Azure", async () => {
    world.hasManagement = false;
    world.way = "portal";
    const base = asked().candidates.slice(0, 1);
    const { trial } = await ran(asked({ candidates: base }));
    expect(trial.state).toBe("done");
    expect(world.azure.calls).toEqual([]);
  });

  it("is not started with rows that were trained on, and leaves no trace of it", async () => {
    world.overlap = { ...world.overlap, same: 2, near: 1 };
    const app = world.start();
    const weight = await app.trials.weigh(asked());
    expect(weight).toMatchObject({ why: "overlaps", overlap: { same: 2, near: 1 } });
    await expect(app.trials.start(asked())).rejects.toMatchObject({
      diagnosis: { code: "trial_overlaps", parameters: { count: "3", dataset: "Tickets" } },
    });
    expect(app.trials.list(null)).toEqual([]);
    expect(world.uses.size).toBe(0);
    expect(world.azure.calls).toEqual([]);
  });

  it("says why it cannot be, and what the next best costs", async () => {
    const app = world.start();
    const why = async (more: object = {}) => (await app.trials.weigh(asked(more))).why;
    expect(await why()).toBeNull();
    world.hasManagement = false;
    expect(await why()).toBe("key_only");
    world.hasManagement = true;
    world.way = "portal";
    expect(await why()).toBe("portal_only");
    world.way = "unknown";
    expect(await why()).toBe("format_unknown");
    world.way = "here";
    world.types = ["GlobalStandard"];
    const weight = await app.trials.weigh(asked());
    expect(weight).toMatchObject({ why: "no_developer", sku: "GlobalStandard" });
    // Two deployments of a begun hour each, at two dollars an hour.
    expect(weight.cost.hosting).toBe(4);
    await expect(app.trials.start(asked())).rejects.toMatchObject({
      diagnosis: { code: "trial_not_possible" },
    });
    expect(await why({ sku: "GlobalStandard" })).toBeNull();
    world.rows = 0;
    expect(await why({ sku: "GlobalStandard" })).toBe("no_rows");
  });

  it("is weighed by its rows, tokens and prices", async () => {
    const app = world.start();
    const weight = await app.trials.weigh(asked());
    expect(weight).toMatchObject({ rows: 6, sku: "DeveloperTier", cost: { hosting: 0, currency: "USD" } });
    // "Say n" and "n" at four characters a token.
    expect(weight.candidates.map(({ tokens }) => tokens)).toEqual([10, 10, 10]);
    expect(weight.cost.total).toBeCloseTo((3 * (8 * 1 + 2 * 4)) / 1e6, 12);
    expect(weight.minutes).toBeGreaterThan(10);
    expect(weight.types).toEqual([
      { sku: "DeveloperTier", hosting: null, isFree: true },
      { sku: "GlobalStandard", hosting: expect.objectContaining({ amount: 2 }), isFree: false },
    ]);
    const judged = await app.trials.weigh(asked({ judge: { connectionId: "a", deployment: "judge" } }));
    expect(judged.cost).toMatchObject({ total: weight.cost.total, isWhole: false });
    world.tokenPrice = null;
    expect((await app.trials.weigh(asked({ sku: "GlobalStandard" }))).cost).toMatchObject({
      ...{ total: null, asking: null, hosting: 4, currency: "USD", pricedAs: "base-deployment" },
    });
  });

  it("goes on with the next where a candidate cannot be deployed, and removes what became of that", async () => {
    world.azure.fails = (call, name) =>
      call === "put" && name.endsWith("-1") ? failure("deploy_model_refused", 400) : null;
    const { trial } = await ran();
    expect(states(trial)).toEqual(["done", "failed", "done"]);
    expect(trial.candidates[1]?.diagnosis?.code).toBe("deploy_model_refused");
    expect(trial.state).toBe("done");
    world.clear();
    world.azure.fails = () => null;
    world.azure.outcome = "Failed";
    const other = await ran();
    expect(states(other.trial)).toEqual(["done", "failed", "failed"]);
    expect(world.azure.there()).toEqual([]);
  });

  it("does not try the others where none of them could be deployed", async () => {
    world.azure.fails = (call) => (call === "put" ? failure("deploy_role_missing", 403) : null);
    const { trial } = await ran();
    expect(states(trial)).toEqual(["done", "failed", "skipped"]);
    expect(trial).toMatchObject({ state: "stopped", diagnosis: { code: "deploy_role_missing" } });
    expect(world.azure.calls.filter((call) => call.startsWith("put"))).toHaveLength(1);
  });

  it("keeps what a candidate could not answer as not graded, and never as 0", async () => {
    world.failing = async (_deployed, question) =>
      question.messages.at(-1)?.content === "Say 3"
        ? { text: null, diagnosis: refusal("prompt_filtered", 400) }
        : (null as never);
    const { trial } = await ran();
    expect(trial.candidates.map(({ asked, graded }) => [asked, graded])).toEqual([
      [6, 5],
      [6, 5],
      [6, 5],
    ]);
    expect(trial.candidates[0]?.mean?.value).toBe(1);
  });

  it("ends a candidate that nobody can ask, removes it, and keeps what was answered", async () => {
    world.failing = async ({ deployment }) => {
      if (deployment.endsWith("-1") && world.asks.filter((one) => one.deployment === deployment).length > 2)
        throw failure("role_missing", 403);
      return null as never;
    };
    const { trial } = await ran();
    expect(states(trial)).toEqual(["done", "failed", "skipped"]);
    expect(trial.candidates[1]).toMatchObject({ diagnosis: { code: "role_missing" } });
    expect(trial.candidates[1]?.asked).toBeGreaterThan(0);
    expect(world.azure.there()).toEqual([]);
  });

  it("that is stopped removes what it has made, also where the request for it was just under way", async () => {
    for (const at of ["put", "get", "probe", "ask", "remove"]) {
      world.clear();
      const app = world.start();
      let id = "";
      const stopAt = (call: string) => {
        if (call === at && world.azure.births.length + Number(at === "put") > 0 && id !== "") {
          app.trials.stop(id);
          id = "";
        }
        return null;
      };
      world.azure.fails = stopAt;
      world.failing = async ({ deployment }) => {
        if (deployment.startsWith("trial")) stopAt("ask");
        return null as never;
      };
      const begun = await app.trials.start(asked());
      id = begun.id;
      await app.tasks.settled();
      const [trial] = app.trials.list(null);
      expect(trial, at).toMatchObject({ state: "stopped", left: [] });
      expect(id, at).toBe("");
      expect(world.azure.there(), at).toEqual([]);
      expect(trial?.candidates.at(-1)?.state, at).toBe("skipped");
      world.failing = null;
      world.azure.fails = () => null;
      // It can go on from there.
      app.trials.resume(begun.id);
      await app.tasks.settled();
      const [again] = app.trials.list(null);
      expect(again?.state, at).toBe("done");
      expect(again?.candidates.map(({ asked }) => asked)).toEqual([6, 6, 6]);
      expect(world.azure.there(), at).toEqual([]);
      expect(hasOnce(world.azure.births)).toBe(true);
    }
  });

  it("is deleted with all it keeps when the app ends, and comes back until then", async () => {
    const { trials, tasks, store } = world.start();
    const { id } = await trials.start(asked());
    expect(() => trials.remove(id)).toThrow("trial_busy");
    await tasks.settled();
    trials.remove(id);
    expect(trials.list(null)).toEqual([]);
    expect(trials.restore(id)).toMatchObject({ id, state: "done", rows: 6 });
    expect(trials.list("j")).toHaveLength(1);
    trials.remove(id);
    expect(world.uses).toEqual(new Set([id]));
    trials.purge();
    expect(() => trials.restore(id)).toThrow("not_found");
    expect([store.rowCount(id), store.answers(id), store.candidates(id)]).toEqual([0, [], []]);
    expect(world.uses).toEqual(new Set());
  });

  it("says what it could not remove and when that ends by itself; cleaning up tries again", async () => {
    world.azure.fails = (call) => (call === "remove" ? failure("azure_forbids", 409) : null);
    const { app, trial } = await ran(asked({ candidates: asked().candidates.slice(1, 2) }));
    expect(trial.state).toBe("done");
    expect(trial.left).toMatchObject([
      { deployment: expect.any(String), diagnosis: { code: "azure_forbids" } },
    ]);
    expect(trial.left[0]?.endsAt).toBeGreaterThan(world.clock.time);
    world.azure.fails = () => null;
    app.trials.clean(trial.id);
    await app.tasks.settled();
    expect(app.trials.list(null)[0]).toMatchObject({ state: "done", left: [] });
    expect(world.azure.there()).toEqual([]);
  });
});

describe("the app dies in the middle of a trial", () => {
  const input = asked({ rows: 2 });
  beforeEach(() => {
    world.azure.slow = { succeed: 2000, answer: 8000, remove: 2000 };
  });

  it("at any step: the next start removes what is left, nothing is made twice, and it can go on", async () => {
    const whole = world.start();
    await whole.trials.start(input);
    await whole.tasks.settled();
    const steps = whole.life.steps;
    expect(steps).toBeGreaterThan(40);
    for (let at = 1; at <= steps; at += 1) {
      for (const diesAfter of [false, true]) {
        world.clear();
        // Azure may take in a request only after the app has died.
        world.azure.late = diesAfter && at % 2 === 0 ? 10_000 : 0;
        const dying = world.start();
        Object.assign(dying.life, { diesAt: at, diesAfter });
        const { id } = await dying.trials.start(input);
        while (!dying.life.isDead) await new Promise((resolve) => setImmediate(resolve));
        await new Promise((resolve) => setImmediate(resolve));
        const name = `${diesAfter ? "after" : "before"} step ${at}`;
        const wasThere = dying.deployments.list().filter(({ state }) => state !== "gone").length;

        const next = world.start();
        next.trials.recover();
        const [cut] = next.trials.list(null);
        expect([cut?.state, cut?.isCleaning], name).toEqual(["interrupted", wasThere > 0]);
        const states = cut?.candidates.map(({ state }) => state) ?? [];
        expect(["waiting", "done"], name).toEqual(expect.arrayContaining(states));
        await next.tasks.settled();
        expect(world.azure.there(), name).toEqual([]);
        expect(next.trials.list(null)[0], name).toMatchObject({ state: "interrupted", left: [] });
        expect(world.notices.length, name).toBe(wasThere > 0 ? 1 : 0);

        const before = world.asks.length;
        next.trials.resume(id);
        await next.tasks.settled();
        const [trial] = next.trials.list(null);
        expect(trial?.state, name).toBe("done");
        expect(
          trial?.candidates.map(({ asked, state }) => [asked, state]),
          name,
        ).toEqual([
          [2, "done"],
          [2, "done"],
          [2, "done"],
        ]);
        expect(world.azure.there(), name).toEqual([]);
        expect(hasOnce(world.azure.births), name).toBe(true);
        // What was answered is not asked again; only what was under way.
        expect(world.asks.length, name).toBeLessThanOrEqual(6 + 2);
        expect(before, name).toBeLessThanOrEqual(world.asks.length);
      }
    }
  }, 120_000);

  it("and again while it cleans up", async () => {
    for (let at = 1; at <= 12; at += 1) {
      world.clear();
      const dying = world.start();
      await dying.trials.start(input);
      while (world.azure.births.length === 0) await new Promise((resolve) => setImmediate(resolve));
      dying.life.isDead = true;
      const cleaning = world.start();
      cleaning.life.diesAt = at;
      cleaning.trials.recover();
      await Promise.race([
        cleaning.tasks.settled(),
        (async () => {
          while (!cleaning.life.isDead) await new Promise((resolve) => setImmediate(resolve));
        })(),
      ]);
      cleaning.life.isDead = true;
      const last = world.start();
      last.trials.recover();
      await last.tasks.settled();
      expect(world.azure.there(), `step ${at}`).toEqual([]);
      expect(last.trials.list(null)[0]).toMatchObject({ state: "interrupted", left: [] });
    }
  });

  it("with failures in any order beside it: nothing is left, and nothing is made twice", async () => {
    const { seededRandom } = await import("../../../../main/statistics/random.ts");
    for (let seed = 0; seed < 40; seed += 1) {
      world.clear();
      const random = seededRandom(seed);
      world.azure.mishap = () => (random() < 0.15 ? (random() < 0.5 ? "before" : "after") : null);
      world.azure.fails = () => {
        const drawn = random();
        if (drawn < 0.1) return failure("deploy_busy", 409);
        return drawn < 0.15 ? failure("service_failed", 503) : null;
      };
      world.azure.late = Math.floor(random() * 15_000);
      const app = world.start();
      app.life.diesAt = 1 + Math.floor(random() * 120);
      app.life.diesAfter = random() < 0.5;
      await app.trials.start(input);
      await Promise.race([
        app.tasks.settled(),
        (async () => {
          while (!app.life.isDead) await new Promise((resolve) => setImmediate(resolve));
        })(),
      ]);
      const next = world.start();
      if (app.life.isDead) {
        next.trials.recover();
        await next.tasks.settled();
      }
      expect(world.azure.there(), `seed ${seed}`).toEqual([]);
      expect(hasOnce(world.azure.births), `seed ${seed}`).toBe(true);
      expect(next.trials.list(null)[0]?.left).toEqual([]);
    }
  }, 60_000);
});
