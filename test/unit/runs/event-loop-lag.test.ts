import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { watchLateness } from "../../../main/runs/event-loop-lag.ts";
import { startTiming } from "../../../main/runs/timing.ts";

const block = (milliseconds: number) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

it("tells how long the process was too busy to notice anything, in each watch by itself", async () => {
  const early = watchLateness();
  await wait(30);
  block(120);
  await wait(30);
  const late = watchLateness();
  await wait(60);
  expect(early.longest()).toBeGreaterThan(80);
  expect(late.longest()).toBeLessThan(early.longest());
  early.end();
  late.end();
});

it("is part of what was measured", async () => {
  const timing = startTiming(performance.now());
  await wait(25);
  block(100);
  await wait(30);
  expect(timing.stop(performance.now(), null).late).toBeGreaterThan(60);
  timing.end();
});
