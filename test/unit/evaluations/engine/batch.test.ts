import { describe, expect, it, vi } from "vitest";
import type { RemoteServices } from "../../../../main/evaluations/engine/ports.ts";
import { remoteServices } from "../../../../main/evaluations/engine/remote-services.ts";
import { FoundryError, problem } from "../../../../main/foundry/error.ts";
import type { Speaks } from "../../../../preload/contract/deployments.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { deployment } from "../before/world.ts";
import { model } from "../opened.ts";
import { inBatches, batchesWith as with_ } from "./batched.ts";
import { sandboxedEvaluations } from "./sandboxed.ts";

const start = sandboxedEvaluations();

const nobody = () => {
  throw new Error("Nobody is asked.");
};
const never = () => new Promise<never>(() => {});

describe("an evaluation in batches", () => {
  it("asks all rows and repeats in one batch, and grades what comes back", async () => {
    const { connectionId, services, open } = await start();
    const { started, ask, fileOf } = open();
    const done = await started(inBatches(connectionId, { repeats: 2 }));
    expect(done).toMatchObject({
      state: "done",
      problem: null,
      progress: { answers: { done: 12, failed: 0, of: 12 } },
    });
    const { answers } = await ask("row", { file: fileOf(done.id), row: 3 });
    expect(answers).toHaveLength(2);
    expect(answers[0]).toMatchObject({ end: "stop", tokens: { completion: expect.any(Number) } });
    expect(answers[0]?.grades).toMatchObject([{ graderId: "same", score: expect.any(Number) }]);
    const batches = await services.batches(connectionId);
    const { rows } = await batches.list(null);
    expect(rows).toHaveLength(1);
    expect(await ask("sent", { file: fileOf(done.id) })).toEqual([]);
  });

  it("asks models one by one that are on no batch deployment", async () => {
    const { connectionId, open } = await start();
    const { started } = open();
    const models = [
      model("nightly", { connectionId, deployment: "nightly-batch" }),
      model("mini", { connectionId, deployment: "gpt-4.1-mini" }),
    ];
    const done = await started(inBatches(connectionId, { models }));
    expect(done).toMatchObject({ state: "done", progress: { answers: { done: 12, failed: 0 } } });
  });

  it("tells no time that is left by the pace of those while the service works", async () => {
    const { connectionId, services, open } = await start();
    const seen: Evaluation["progress"][] = [];
    let look: () => Evaluation["progress"] | null = () => null;
    const watched: RemoteServices = {
      ...services,
      pause: async (signal) => {
        await vi.waitFor(() => {
          const progress = look();
          expect(progress?.answers.done).toBeGreaterThanOrEqual(6);
          if (progress) seen.push(progress);
        });
        await services.pause(signal);
      },
    };
    const { service, settled } = open(watched);
    const models = [
      model("nightly", { connectionId, deployment: "nightly-batch" }),
      model("mini", { connectionId, deployment: "gpt-4.1-mini" }),
    ];
    const { id } = service.create({ settings: inBatches(connectionId, { models }) });
    look = () => service.get(id).progress;
    await service.start(id);
    await settled(id);
    expect(seen[0]).toMatchObject({
      answers: { done: 6, of: 12 },
      remote: [{ kind: "batch" }],
      timeLeft: null,
    });
  });

  it("is sent in a batch, too, where a list doesn't say of which type deployments are", async () => {
    const isBatch = (sku: string | null, what: Speaks = "chat") => {
      const deployments = [deployment("nightly", { sku, speaks: { what, because: "name" } })];
      const list = { connectionId: "c", deployments, routes: [], diagnosis: null, readAt: 0 };
      const services = remoteServices({
        connections: { target: nobody },
        deployments: { ways: nobody, list: async () => list },
        region: async () => null,
      });
      return services.isBatch(model("nightly"));
    };
    expect(await isBatch("GlobalBatch")).toBe(true);
    expect(await isBatch("GlobalStandard")).toBe(false);
    expect(await isBatch(null)).toBe(true);
    expect(await isBatch(null, "messages")).toBe(false);
  });

  it("is neither lost nor sent twice when the app ends while it is under way", async () => {
    const { connectionId, services, open } = await start();
    let looked = () => {};
    const isLooking = new Promise<void>((resolve) => {
      looked = resolve;
    });
    const waits: RemoteServices = {
      ...services,
      pause: () => {
        looked();
        return never();
      },
    };
    const first = open(waits);
    const { id } = first.service.create({ settings: inBatches(connectionId) });
    await first.service.start(id);
    await isLooking;
    first.end();
    const second = open();
    second.service.recover();
    await second.service.resume(id, false);
    expect(await second.settled(id)).toMatchObject({
      state: "done",
      progress: { answers: { done: 6, failed: 0, of: 6 } },
    });
    expect((await (await services.batches(connectionId)).list(null)).rows).toHaveLength(1);
  });

  it("finds a batch again that it never heard had been taken", async () => {
    const { connectionId, services, open } = await start();
    let taken = () => {};
    const isTaken = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const deaf = with_(services, ({ create }) => ({
      create: async (...asked) => {
        await create(...asked);
        taken();
        return never();
      },
    }));
    const first = open(deaf);
    const { id } = first.service.create({ settings: inBatches(connectionId) });
    await first.service.start(id);
    await isTaken;
    first.end();
    const second = open();
    second.service.recover();
    await second.service.resume(id, false);
    expect(await second.settled(id)).toMatchObject({ state: "done", progress: { answers: { done: 6 } } });
    expect((await (await services.batches(connectionId)).list(null)).rows).toHaveLength(1);
  });

  it("sends again what the service never got", async () => {
    const { connectionId, services, open } = await start();
    let tried = () => {};
    const isTried = new Promise<void>((resolve) => {
      tried = resolve;
    });
    const mute = with_(services, () => ({
      create: () => {
        tried();
        return never();
      },
    }));
    const first = open(mute);
    const { id } = first.service.create({ settings: inBatches(connectionId) });
    await first.service.start(id);
    await isTried;
    first.end();
    const second = open();
    second.service.recover();
    await second.service.resume(id, false);
    expect(await second.settled(id)).toMatchObject({ state: "done", progress: { answers: { done: 6 } } });
  });

  it("keeps what an expired batch has answered, says so, and asks only the rest the next time", async () => {
    const { connectionId, services, open, set } = await start();
    await set("batches", "expires");
    const { started, service, settled } = open();
    const paused = await started(inBatches(connectionId));
    expect(paused).toMatchObject({
      state: "paused",
      problem: { diagnosis: { code: "batch_expired" }, modelId: "nightly" },
      progress: { answers: { done: 3, failed: 0, of: 6 } },
    });
    await set("batches", null);
    await service.resume(paused.id, false);
    expect(await settled(paused.id)).toMatchObject({ state: "done", progress: { answers: { done: 6 } } });
    const { rows } = await (await services.batches(connectionId)).list(null);
    expect(rows.map(({ counts }) => counts?.total)).toEqual([3, 6]);
  });

  it.each([
    ["has ended it", 60_000],
    ["is still ending it", 0],
  ])("is cancelled at the service by a pause, and goes on when the service %s", async (_when, passed) => {
    const { connectionId, services, open, sandbox } = await start();
    let looked = () => {};
    const isLooking = new Promise<void>((resolve) => {
      looked = resolve;
    });
    const waits: RemoteServices = {
      ...services,
      pause: (signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve());
          looked();
        }),
    };
    const first = open(waits);
    const { id } = first.service.create({ settings: inBatches(connectionId) });
    await first.service.start(id);
    await isLooking;
    first.service.pause(id);
    await first.service.settled();
    const batches = await services.batches(connectionId);
    expect((await batches.list(null)).rows[0]?.state).toBe("cancelling");
    sandbox.skip(passed);
    first.end();
    const second = open();
    second.service.recover();
    await second.service.resume(id, false);
    expect(await second.settled(id)).toMatchObject({
      state: "done",
      progress: { answers: { done: 6, failed: 0 } },
    });
  });

  it("says why the service takes no batch", async () => {
    const { connectionId, services, open } = await start();
    const full = with_(services, () => ({
      create: async () => {
        const { diagnosis } = problem("batch_limit_reached");
        throw new FoundryError({ ...diagnosis, raw: { status: 400, message: "" } });
      },
    }));
    const { started, ask, fileOf } = open(full);
    const paused = await started(inBatches(connectionId));
    expect(paused).toMatchObject({
      state: "paused",
      problem: { diagnosis: { code: "batch_limit_reached" } },
    });
    expect(await ask("sent", { file: fileOf(paused.id) })).toEqual([]);
  });

  it("tells how far the service is, until it is over", async () => {
    const { connectionId, services, open } = await start();
    const seen: Evaluation["progress"]["remote"] = [];
    let look = () => {};
    const watched: RemoteServices = {
      ...services,
      pause: async (signal) => {
        look();
        await services.pause(signal);
      },
    };
    const { service, settled } = open(watched);
    const { id } = service.create({ settings: inBatches(connectionId) });
    look = () => seen.push(...service.get(id).progress.remote);
    await service.start(id);
    const done = await settled(id);
    expect(seen[0]).toMatchObject({
      ...{ kind: "batch", modelId: "nightly", state: "validating" },
      counts: { of: 6, done: 0, failed: 0 },
    });
    expect(seen.every(({ since, until }) => since !== null && until !== null && until > since)).toBe(true);
    expect(seen.at(-1)?.counts).toMatchObject({ of: 6, failed: 0 });
    expect(done.progress.remote).toEqual([]);
  });

  it("says why lines failed, by model", async () => {
    const { connectionId, open } = await start();
    const { started, ask, fileOf } = open();
    const models = [
      model("nightly", {
        ...{ connectionId, deployment: "nightly-batch" },
        systemPrompt: "sandbox-line-fails",
      }),
    ];
    const done = await started(inBatches(connectionId, { models }));
    expect(done.progress.answers).toMatchObject({ done: 6, failed: 6 });
    const failures = await ask("failures", { file: fileOf(done.id) });
    expect(failures).toMatchObject([
      { modelId: "nightly", count: 6, diagnosis: { code: expect.any(String) } },
    ]);
  });

  it("goes on by itself where the connection breaks while a batch is made, and makes none twice", async () => {
    const { connectionId, services, open } = await start();
    let isBroken = true;
    const breaking = with_(services, ({ create }) => ({
      create: async (...asked) => {
        const made = await create(...asked);
        if (!isBroken) return made;
        isBroken = false;
        throw problem("connection_failed", { host: "there" });
      },
    }));
    const done = await open(breaking).started(inBatches(connectionId));
    expect(done).toMatchObject({ state: "done", problem: null, progress: { answers: { done: 6 } } });
    expect((await (await services.batches(connectionId)).list(null)).rows).toHaveLength(1);
  });

  it("tells a person once the connection keeps breaking", async () => {
    const { connectionId, services, open } = await start();
    let tries = 0;
    const dead = with_(services, () => ({
      create: () => {
        tries += 1;
        return Promise.reject(problem("connection_failed", { host: "there" }));
      },
    }));
    const { started, ask, fileOf } = open(dead);
    const paused = await started(inBatches(connectionId));
    expect(paused).toMatchObject({ state: "paused", problem: { diagnosis: { code: "connection_failed" } } });
    expect(tries).toBe(4);
    expect(await ask("sent", { file: fileOf(paused.id) })).toEqual([]);
  });
});
