import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFollowing } from "../../../../main/fine-tuning/jobs/following.ts";
import { problem } from "../../../../main/foundry/error.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

function followed(paces: Record<string, number | null>) {
  const reads: { id: string; at: number }[] = [];
  const begun = Date.now();
  let work: (id: string) => Promise<void> = async () => {};
  const following = createFollowing({
    pace: (id) => paces[id] ?? null,
    read: async (id) => {
      reads.push({ id, at: Date.now() - begun });
      await work(id);
    },
  });
  const failing = (error: unknown) => {
    work = async () => {
      throw error;
    };
  };
  const fine = () => {
    work = async () => {};
  };
  const times = (id: string) => reads.filter((read) => read.id === id).map(({ at }) => at);
  return { following, times, paces, failing, fine };
}

describe("following jobs", () => {
  it("reads each by one timer at its own pace, however often it is looked at", async () => {
    const { following, times } = followed({ a: 15_000, b: 60_000 });
    for (const id of ["a", "b", "a", "a", "b"]) following.settle(id);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(times("a")).toEqual([0, 15_000, 30_000, 45_000, 60_000]);
    expect(times("b")).toEqual([0, 60_000]);
    expect(following.timers()).toBe(2);
  });

  it("has no timer at all where nothing is under way", async () => {
    const { following, times, paces } = followed({ a: 15_000 });
    following.settle("a");
    following.settle("over");
    await vi.advanceTimersByTimeAsync(15_000);
    paces.a = null;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(times("a")).toHaveLength(3);
    expect(following.timers()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is sooner when a job is opened, without another reading at once", async () => {
    const { following, times, paces } = followed({ a: 60_000 });
    following.settle("a");
    await vi.advanceTimersByTimeAsync(4_000);
    paces.a = 5_000;
    following.settle("a");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(times("a")).toEqual([0, 5_000, 10_000]);
  });

  it("waits longer after each failure, and as long as the service asks", async () => {
    const { following, times, failing, fine } = followed({ a: 15_000 });
    failing(problem("service_failed"));
    following.settle("a");
    await vi.advanceTimersByTimeAsync(210_000);
    expect(times("a")).toEqual([0, 30_000, 90_000, 210_000]);
    fine();
    await vi.advanceTimersByTimeAsync(255_000);
    expect(times("a").slice(4)).toEqual([450_000, 465_000]);
    failing(problem("rate_limited", { seconds: "500" }));
    await vi.advanceTimersByTimeAsync(515_000);
    expect(times("a").slice(6)).toEqual([480_000, 965_000]);
  });

  it("waits as long as the service asks also where no timer goes that far", async () => {
    const { following, times, failing } = followed({ a: 15_000 });
    const days = 30 * 86_400;
    failing(problem("rate_limited", { seconds: String(days) }));
    following.settle("a");
    await vi.advanceTimersByTimeAsync(29 * 86_400_000);
    expect(times("a")).toEqual([0]);
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(times("a")).toEqual([0, days * 1_000]);
  });

  it("holds what only a person can help until it may be tried again", async () => {
    const { following, times, failing, fine } = followed({ a: 15_000 });
    failing(problem("key_missing"));
    following.settle("a");
    await vi.advanceTimersByTimeAsync(600_000);
    following.settle("a");
    await vi.advanceTimersByTimeAsync(600_000);
    expect(times("a")).toEqual([0]);
    fine();
    following.release();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(times("a")).toEqual([0, 1_200_000, 1_215_000]);
  });

  it("reads all at once when the computer wakes, but not before the service allows", async () => {
    const { following, times, failing, fine } = followed({ a: 60_000, b: 60_000 });
    following.settle("a");
    await vi.advanceTimersByTimeAsync(10_000);
    failing(problem("rate_limited", { seconds: "100" }));
    following.settle("b");
    await vi.advanceTimersByTimeAsync(10_000);
    fine();
    following.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(times("a")).toEqual([0, 20_000]);
    expect(times("b")).toEqual([10_000]);
    await vi.advanceTimersByTimeAsync(90_000);
    expect(times("b")).toEqual([10_000, 110_000]);
  });

  it("ends with the app", async () => {
    const { following, times } = followed({ a: 15_000 });
    following.settle("a");
    await vi.advanceTimersByTimeAsync(0);
    following.close();
    following.settle("a");
    await vi.advanceTimersByTimeAsync(100_000);
    expect(times("a")).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
