import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { drain, type Lane } from "../../../../main/evaluations/engine/pool.ts";
import { diagnosisOf } from "../../../../main/foundry/error.ts";
import { createPacing, passed } from "../../../../main/runs/pacing.ts";
import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { evaluationLimits } from "../../../../preload/contract/evaluation-settings.ts";
import { rateLimitTries } from "../../../../preload/limits.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const limited = diagnosisOf("rate_limited", { seconds: "5" });
const never = new AbortController().signal;

/** So many tasks; `said` gives what comes of the so-manieth try of all, from 0. */
function lane(tasks: number, said: (turn: number, task: number) => Diagnosis | null) {
  const left = Array.from({ length: tasks }, (_, task) => task);
  let turn = 0;
  const done: number[] = [];
  const told: (number | null)[] = [];
  const own: Lane<number, string> = {
    limit: "a",
    next: async () => left.shift() ?? null,
    attempt: async (task, signal) => {
      const diagnosis = said(turn++, task);
      await passed(10, signal);
      return { value: `answer ${task}`, diagnosis };
    },
    ended: async (task) => void done.push(task),
    waiting: (until) => void told.push(until),
  };
  return { own, done, told, turns: () => turn };
}

async function drained(one: ReturnType<typeof lane>, atOnce: number, signal = never) {
  const halt = drain(one.own, atOnce, createPacing(), signal);
  await vi.advanceTimersByTimeAsync(3_600_000);
  return halt;
}

it("takes requests that were refused together for one refusal, however many are asked at once", async () => {
  const atOnce = evaluationLimits.atOnce;
  const one = lane(2 * atOnce, (turn) => (turn < atOnce ? limited : null));
  expect(await drained(one, atOnce)).toBeNull();
  expect(one.done).toHaveLength(2 * atOnce);
  expect(one.turns()).toBe(3 * atOnce);
});

it("sets a lane aside that is refused ten times in a row, and asks it nothing more", async () => {
  const one = lane(20, () => limited);
  expect(await drained(one, 4)).toEqual(limited);
  expect(one.done).toEqual([]);
  expect(one.turns()).toBe(4 * (rateLimitTries + 1));
});

it("tells how long it waits, and that it goes on", async () => {
  const one = lane(1, (turn) => (turn === 0 ? limited : null));
  const begun = Date.now();
  await drained(one, 1);
  expect(one.told).toEqual([begun + 5010, null, null]);
});

it("keeps a task that failed, sets the lane aside after five in a row, and a task that went well ends the row", async () => {
  const busy = diagnosisOf("service_busy");
  const five = lane(8, () => busy);
  expect(await drained(five, 1)).toEqual(busy);
  expect(five.done).toEqual([0, 1, 2, 3, 4]);
  const some = lane(8, (_, task) => (task === 3 ? null : busy));
  expect(await drained(some, 1)).toBeNull();
  expect(some.done).toHaveLength(8);
});

it("tells nothing of what the signal has cut", async () => {
  const abort = new AbortController();
  const one = lane(4, () => {
    abort.abort();
    return null;
  });
  expect(await drained(one, 2, abort.signal)).toBeNull();
  expect(one.done).toEqual([]);
});
