import { expect, it } from "vitest";
import { createJobs } from "../../../main/datasets/jobs.ts";
import { problem } from "../../../main/foundry/error.ts";

const never = () => new Promise<void>(() => {});
const busy = expect.objectContaining({ diagnosis: expect.objectContaining({ code: "dataset_busy" }) });

it("rows are not changed by work and at once in the same dataset", async () => {
  const jobs = createJobs(() => {});
  let end = () => {};
  const change = jobs.change("a", () => new Promise<void>((resolve) => (end = resolve)));
  expect(() => jobs.start("a", "fix", never)).toThrow(busy);
  jobs.start("b", "fix", never);
  end();
  await change;
  jobs.start("a", "fix", never);
  await expect(jobs.change("a", never)).rejects.toEqual(busy);
  expect(() => jobs.assertQuiet("a")).toThrow(busy);
});

it("work that is canceled is told as such until it has ended, and is no failure", async () => {
  const told: (string | null)[] = [];
  const jobs = createJobs(() => told.push(jobs.of("a")?.phase ?? null));
  jobs.start("a", "fix", async ({ signal, onProgress }) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    onProgress({ phase: "fixing", done: 1, total: 2 });
    throw problem("cancelled");
  });
  jobs.cancel("a");
  await new Promise(setImmediate);
  expect(told).toEqual(["waiting", "stopping", null]);
  expect(jobs.problemOf("a")).toBeNull();
  jobs.cancel("a");
  expect(told).toHaveLength(3);
});

it("work that only reads goes on beside changes, and work that failed leaves the reason", async () => {
  const jobs = createJobs(() => {});
  await jobs.change("a", async () =>
    jobs.start("a", "check", () => Promise.reject(problem("dataset_stopped"))),
  );
  expect(await jobs.change("a", async () => "changed")).toBe("changed");
  await new Promise(setImmediate);
  expect(jobs.problemOf("a")).toMatchObject({ code: "dataset_stopped" });
  expect(jobs.isBusy()).toBe(false);
  await expect(jobs.change("a", () => Promise.reject(new Error("x")))).rejects.toThrow("x");
  jobs.start("a", "split", never);
  expect(jobs.of("a")?.kind).toBe("split");
});
