import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createClock } from "../../../main/sandbox/clock.ts";
import { get, sandboxes } from "./running.ts";

const start = sandboxes({ speed: 1 });
const noon = Date.UTC(2026, 10, 30, 12);
const { signal } = new AbortController();

beforeEach(() => {
  vi.useFakeTimers({ now: noon, toFake: ["Date", "performance", "setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What has come so far, by names. */
function follow(coming: Record<string, Promise<number>>) {
  const come: string[] = [];
  for (const [name, one] of Object.entries(coming))
    void one.then((time) => come.push(`${name} ${time - noon}`));
  return come;
}

it("runs as fast as it is told, and changes its speed on the way", async () => {
  const clock = createClock(60);
  const come = follow({
    hour: clock.until(noon + 3_600_000, signal),
    day: clock.until(noon + 86_400_000, signal),
  });
  await vi.advanceTimersByTimeAsync(59_000);
  expect(come).toEqual([]);
  expect(clock.now() - noon).toBe(59 * 60_000);
  await vi.advanceTimersByTimeAsync(1_001);
  expect(come).toEqual(["hour 3600000"]);
  clock.setSpeed(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Math.round((clock.now() - noon) / 1000)).toBe(3_660);
  clock.setSpeed(100_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(come).toEqual(["hour 3600000", "day 86400000"]);
});

it("lets what came meanwhile come in its order, at its own time", async () => {
  const clock = createClock();
  const come = follow({
    second: clock.until(noon + 2_000, signal),
    first: clock.until(noon + 1_000, signal),
    later: clock.until(noon + 60_000, signal),
  });
  clock.skip(10_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(come).toEqual(["first 1000", "second 2000"]);
});

it("gives up what is no longer wanted, and tells nothing when it has stopped", async () => {
  const clock = createClock();
  const unwanted = new AbortController();
  const waiting = clock.until(noon + 1_000, unwanted.signal);
  unwanted.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await expect(clock.until(noon, unwanted.signal)).rejects.toThrow("enough");
  const come = follow({ never: clock.until(noon + 1_000, signal) });
  clock.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(come).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it("is set from outside", async () => {
  vi.useRealTimers();
  const sandbox = await start();
  const set = async (body: object, headers: Record<string, string> = { "api-key": sandbox.apiKey }) => {
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return fetch(`${sandbox.url}/sandbox/clock`, init);
  };
  const { now } = (await (await set({ skip: 86_400_000 })).json()) as { now: number };
  expect(now - Date.now()).toBeGreaterThan(86_300_000);
  expect((await set({ speed: 60 })).status).toBe(200);
  expect((await set({ speed: 0 })).status).toBe(400);
  expect((await set({ skip: -1 })).status).toBe(400);
  expect((await set({ speed: 60 }, {})).status).toBe(401);
  expect((await get(sandbox, "/sandbox/clock")).status).toBe(404);
});
