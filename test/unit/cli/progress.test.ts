import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startProgress } from "../../../main/cli/progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  const stages = (done: number, failed: number, graded = 0) => ({
    requests: { done, failed, of: 6 },
    grades: { done: graded, failed: 0, of: graded },
  });
  const words = { requests: "{done} of {of} requests, {failed} failed", grades: "{done} of {of} grades" };
  const progress = startProgress(words, stages(0, 0), { isTTY, write });
  const ended = (...of: Parameters<typeof stages>) => progress.done(stages(...of));
  return { progress, ended, written, line: () => written.at(-1)?.replace("\r\u001b[K", "") };
}

const limited = (name: string, seconds: number) => ({
  name,
  until: Date.now() + seconds * 1000,
  isLimited: true,
});

it("a file is told each wait once, what for and how long, and what it came to", () => {
  const { progress, ended, written } = watched(false);
  ended(1, 0);
  const wait = limited("gpt-4o (1)", 45);
  progress.waiting([wait]);
  vi.advanceTimersByTime(5000);
  progress.waiting([wait, { ...limited("o4-mini (2)", 4), isLimited: false }]);
  vi.advanceTimersByTime(40_000);
  progress.waiting([]);
  progress.waiting([limited("gpt-4o (1)", 30)]);
  // Nobody notices half a second.
  progress.waiting([limited("gpt-4.1 (3)", 0.5)]);
  ended(2, 1);
  progress.stop();
  expect(written).toEqual([
    "gpt-4o (1) waits for its rate limit, 45 s\n",
    "o4-mini (2) is asked again in 4 s\n",
    "gpt-4o (1) waits for its rate limit, 30 s\n",
    "2 of 6 requests, 1 failed, in 45 s\n",
  ]);
});

it("a file is told at most once a minute how far it is, in answers and in grades", () => {
  const { progress, ended, written } = watched(false);
  for (let second = 0; second < 150; second += 1) {
    vi.advanceTimersByTime(1000);
    ended(Math.floor(second / 30), 0, Math.floor(second / 50));
  }
  progress.stop();
  expect(written).toEqual([
    "1 of 6 requests, 0 failed; 1 of 1 grades, 3 min left\n",
    "3 of 6 requests, 0 failed; 2 of 2 grades, 72 s left\n",
    "4 of 6 requests, 0 failed; 2 of 2 grades, in 3 min\n",
  ]);
});

it("a terminal sees a wait at once, however soon after the last request, and how it passes", () => {
  const { progress, ended: done, line } = watched(true);
  vi.advanceTimersByTime(10_400);
  done(1, 0);
  expect(line()).toBe("1 of 6 requests, 0 failed, 52 s left");
  progress.waiting([limited("gpt-4o (1)", 45), limited("gpt-4.1 (2)", 30)]);
  expect(line()).toBe(
    "1 of 6 requests, 0 failed, 52 s left; gpt-4.1 (2) waits for its rate limit, 30 s, and 1 more",
  );
  vi.advanceTimersByTime(10_000);
  expect(line()).toContain("gpt-4.1 (2) waits for its rate limit, 20 s");
  progress.waiting([]);
  expect(line()).not.toContain("waits");
  progress.stop();
  const ended = line();
  vi.advanceTimersByTime(10_000);
  expect(line()).toBe(ended);
});

it("a name cannot move the cursor", () => {
  const { progress, written } = watched(false);
  progress.waiting([limited("a\u001b[2Jb\nc", 9)]);
  expect(written).toEqual(["a [2Jb c waits for its rate limit, 9 s\n"]);
});
