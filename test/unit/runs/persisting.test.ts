import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import { createPacing } from "../../../main/runs/pacing.ts";
import { persist } from "../../../main/runs/persisting.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { rateLimitTries } from "../../../preload/limits.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Gives one after the other, then the last again and again. */
const giving = (...results: ({ value: string } | { diagnosis: Diagnosis })[]) => {
  let turn = 0;
  return vi.fn(async () => results[Math.min(turn++, results.length - 1)] ?? { value: "" });
};
const limited = { diagnosis: diagnosisOf("rate_limited", { seconds: "7" }) };
const never = new AbortController().signal;

it("waits for a rate limit as long as it says, with all who share it", async () => {
  const pacing = createPacing();
  const attempt = giving(limited, { value: "yes" });
  const outcome = persist(pacing, "a", attempt, never);
  await vi.advanceTimersByTimeAsync(1000);
  expect(pacing.freeAt("a")).toBe(Date.now() + 6000);
  expect(attempt).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(6000);
  await expect(outcome).resolves.toEqual({ value: "yes" });
});

it("tries again while there is no network, and gives up in the end", async () => {
  const offline = { diagnosis: diagnosisOf("host_not_found", { host: "h" }) };
  const attempt = giving(offline);
  const outcome = persist(createPacing(), "a", attempt, never);
  await vi.advanceTimersByTimeAsync(3_600_000);
  await expect(outcome).resolves.toEqual({ ...offline, isForPerson: true });
  expect(attempt).toHaveBeenCalledTimes(9);
});

it("keeps what would be the same again, and says what only a person can put right", async () => {
  const refused = { diagnosis: diagnosisOf("prompt_filtered") };
  await expect(persist(createPacing(), "a", giving(refused), never)).resolves.toEqual({
    ...refused,
    isForPerson: false,
  });
  const wrongKey = { diagnosis: diagnosisOf("key_refused") };
  await expect(persist(createPacing(), "a", giving(wrongKey), never)).resolves.toMatchObject({
    isForPerson: true,
  });
});

it("ends with the signal, also while it waits", async () => {
  const abort = new AbortController();
  const pacing = createPacing();
  pacing.hold("a", 60_000);
  const attempt = giving({ value: "yes" });
  const outcome = persist(pacing, "a", attempt, abort.signal);
  await vi.advanceTimersByTimeAsync(10);
  abort.abort();
  await expect(outcome).resolves.toBeNull();
  expect(attempt).not.toHaveBeenCalled();
});

it("gives up after ten refusals in a row, also where others are refused at the same moments", async () => {
  const pacing = createPacing();
  const attempts = [giving(limited), giving(limited)];
  const outcomes = attempts.map((attempt) => persist(pacing, "a", attempt, never));
  await vi.advanceTimersByTimeAsync(3_600_000);
  for (const outcome of outcomes) await expect(outcome).resolves.toEqual({ ...limited, isForPerson: true });
  for (const attempt of attempts) expect(attempt).toHaveBeenCalledTimes(rateLimitTries + 1);
});
