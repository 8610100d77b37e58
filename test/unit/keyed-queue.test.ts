import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { keyedQueue } from "../../main/keyed-queue.ts";

/** What was begun and ended, in order, by works that each take a while. */
function watched() {
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name}+`);
    await setTimeout(5);
    log.push(`${name}-`);
    return name;
  };
  return { log, work };
}

it("runs one at a time for each key, in order, and the keys beside each other", async () => {
  const { log, work } = watched();
  const inTurn = keyedQueue();
  const all = [
    inTurn("a", work("1")),
    inTurn("b", work("2")),
    inTurn("a", work("3")),
    inTurn("a", work("4")),
  ];
  expect(await Promise.all(all)).toEqual(["1", "2", "3", "4"]);
  expect(log.filter((entry) => !entry.startsWith("2"))).toEqual(["1+", "1-", "3+", "3-", "4+", "4-"]);
  expect(log.indexOf("2+")).toBeLessThan(log.indexOf("1-"));
});

it("runs as many at the same time as it is told, the others in their order", async () => {
  const { log, work } = watched();
  const inTurn = keyedQueue(2);
  await Promise.all(["1", "2", "3", "4", "5"].map((name) => inTurn("a", work(name))));
  const begun = log.filter((entry) => entry.endsWith("+")).map((entry) => entry[0]);
  expect(begun).toEqual(["1", "2", "3", "4", "5"]);
  let running = 0;
  const most = Math.max(...log.map((entry) => (running += entry.endsWith("+") ? 1 : -1)));
  expect(most).toBe(2);
});

it("lets a failure hold up nobody", async () => {
  const { work } = watched();
  const inTurn = keyedQueue();
  const failing = inTurn("a", () => Promise.reject(new Error("no")));
  const throwing = inTurn("a", () => {
    throw new Error("at once");
  });
  const after = inTurn("a", work("1"));
  await expect(failing).rejects.toThrow("no");
  await expect(throwing).rejects.toThrow("at once");
  expect(await after).toBe("1");
});
