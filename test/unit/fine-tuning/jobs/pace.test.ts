import { expect, it } from "vitest";
import type { StoredJob } from "../../../../main/fine-tuning/jobs/job-store.ts";
import { paceOf } from "../../../../main/fine-tuning/jobs/pace.ts";

const job = (status: string, more: Partial<StoredJob> = {}) =>
  ({
    remote: { status, trainingType: null },
    sent: null,
    seen: [{ said: status, at: 100 }],
    detailedAt: 100,
    ...more,
  }) as StoredJob;

it("a job is read more often while it is looked at, and no more once it is over", () => {
  expect([paceOf(job("running"), true), paceOf(job("running"), false)]).toEqual([5_000, 15_000]);
  expect([paceOf(job("queued"), true), paceOf(job("odd"), false)]).toEqual([15_000, 60_000]);
  expect([paceOf(job("paused"), true), paceOf(job("paused"), false)]).toEqual([60_000, null]);
  expect([paceOf(job("succeeded"), true), paceOf(job("failed"), false)]).toEqual([null, null]);
});

it("one whose end was seen in a list only is read once more, but none that nobody follows", () => {
  expect(paceOf(job("succeeded", { detailedAt: 99 }), true)).toBe(5_000);
  expect(paceOf(job("succeeded", { detailedAt: 99 }), false)).toBe(15_000);
  expect(paceOf(job("succeeded", { detailedAt: null }), false)).toBeNull();
  expect(paceOf(job("succeeded", { detailedAt: null, sent: {} as StoredJob["sent"] }), false)).toBe(15_000);
});
