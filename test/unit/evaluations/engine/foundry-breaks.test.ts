import { expect, it } from "vitest";
import type { RemoteServices } from "../../../../main/evaluations/engine/ports.ts";
import { problem } from "../../../../main/foundry/error.ts";
import { sandboxedEvaluations } from "./sandboxed.ts";
import { evalsWith, runsOf, there } from "./there.ts";

const start = sandboxedEvaluations();

it("is cancelled at the service by a pause, and goes on with what it had", async () => {
  const world = await start();
  const { connectionId, services, open, sandbox } = world;
  let looked = () => {};
  const isLooking = new Promise<void>((resolve) => {
    looked = resolve;
  });
  let looks = 0;
  const waits: RemoteServices = {
    ...services,
    pause: (signal) =>
      new Promise((resolve) => {
        looks += 1;
        // Some rows are there at the second look.
        if (looks === 1) sandbox.skip(7_600);
        if (looks < 2) return void setImmediate(resolve);
        signal.addEventListener("abort", () => resolve());
        looked();
      }),
  };
  const first = open(waits);
  const { id } = first.service.create({ settings: there(connectionId) });
  await first.service.start(id);
  await isLooking;
  expect(first.service.get(id).progress.remote).toMatchObject([
    { kind: "run", modelId: "mini", counts: { of: 6 } },
  ]);
  first.service.pause(id);
  await first.service.settled();
  const evals = await services.evals(connectionId);
  const [made] = (await evals.list(null)).rows;
  expect((await evals.runs(made?.id ?? "", null)).rows[0]?.state).toBe("canceled");
  expect(first.service.get(id)).toMatchObject({ state: "paused", problem: null, progress: { remote: [] } });
  first.end();
  const second = open();
  second.service.recover();
  await second.service.resume(id, false);
  expect(await second.settled(id)).toMatchObject({
    state: "done",
    progress: { answers: { done: 6, failed: 0 } },
  });
});

it("says that it could not be cancelled, since it goes on and is paid for", async () => {
  const { connectionId, services, open } = await start();
  let looked = () => {};
  const isLooking = new Promise<void>((resolve) => {
    looked = resolve;
  });
  const stubborn = evalsWith(
    {
      ...services,
      pause: (signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve());
          looked();
        }),
    },
    () => ({ cancel: () => Promise.reject(problem("connection_failed", { host: "there" })) }),
  );
  const { service } = open(stubborn);
  const { id } = service.create({ settings: there(connectionId) });
  await service.start(id);
  await isLooking;
  service.pause(id);
  await service.settled();
  expect(service.get(id)).toMatchObject({
    state: "paused",
    problem: { diagnosis: { code: "connection_failed" }, connectionId },
  });
});

it.each(["create", "start"] as const)(
  "goes on by itself where the connection breaks during %s, and runs nothing twice",
  async (name) => {
    const world = await start();
    const { connectionId, services, open } = world;
    let isBroken = true;
    const breaking = evalsWith(services, (evals) => ({
      [name]: async (...asked: never[]) => {
        const made = await (evals[name] as (...asked: never[]) => Promise<unknown>)(...asked);
        if (!isBroken) return made;
        isBroken = false;
        throw problem("connection_failed", { host: "there" });
      },
    }));
    const done = await open(breaking).started(there(connectionId));
    expect(done).toMatchObject({ state: "done", problem: null, progress: { answers: { done: 6 } } });
    expect(await runsOf(world)).toEqual({ evals: 1, runs: [6] });
  },
);

it("tells a person once the connection keeps breaking", async () => {
  const { connectionId, services, open } = await start();
  let tries = 0;
  const dead = evalsWith(services, () => ({
    start: () => {
      tries += 1;
      return Promise.reject(problem("connection_failed", { host: "there" }));
    },
  }));
  const paused = await open(dead).started(there(connectionId));
  expect(paused).toMatchObject({ state: "paused", problem: { diagnosis: { code: "connection_failed" } } });
  expect(tries).toBe(4);
});
