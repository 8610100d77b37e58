import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failedPages, readPlaywright, readVitest, slowest, tally } from "../../../build/test-results.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-test-results-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = (content: unknown) => {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
};

test("vitest: what passed, failed, and did not run", () => {
  const outcomes = readVitest(
    report({
      testResults: [
        {
          name: "a.test.ts",
          status: "failed",
          assertionResults: [
            { fullName: "one", status: "passed", duration: 4 },
            {
              fullName: "two",
              status: "failed",
              duration: 9,
              failureMessages: ["1 is not 2\n at a.test.ts"],
            },
            { fullName: "three", status: "pending" },
            {
              fullName: "wavers",
              status: "passed",
              duration: 1,
              failureMessages: ["\u001b[31mtoo late\u001b[39m"],
            },
          ],
        },
      ],
    }),
  );
  expect(tally(outcomes)).toEqual({ passed: 2, failed: 1, skipped: 1 });
  expect(slowest(outcomes, 1)).toEqual([
    { name: "two", outcome: "failed", ms: 9, why: "1 is not 2\n at a.test.ts" },
  ]);
  expect(outcomes.at(-1)).toEqual({ name: "wavers", outcome: "flaky", ms: 1, why: "too late" });
});

test("vitest: a file that could not be loaded is a failure, though it has no tests", () => {
  const outcomes = readVitest(
    report({ testResults: [{ name: "broken.test.ts", status: "failed", assertionResults: [] }] }),
  );
  expect(outcomes).toEqual([{ name: "broken.test.ts", outcome: "failed", ms: 0 }]);
});

test("playwright: nested suites, and a flaky test is told apart from a pass", () => {
  const spec = (title: string, status: string, ...durations: number[]) => ({
    title,
    tests: [{ status, results: durations.map((duration) => ({ duration, ...(duration === 2 && broken) })) }],
  });
  const broken = { error: { message: "a click came to nothing" } };
  const outcomes = readPlaywright(
    report({
      errors: [{ message: "No tests found" }],
      suites: [
        {
          title: "window.spec.ts",
          specs: [spec("opens", "expected", 5), spec("wavers", "flaky", 2, 3)],
          suites: [{ title: "inside", specs: [spec("breaks", "unexpected", 7), spec("waits", "skipped")] }],
        },
      ],
    }),
  );
  expect(outcomes).toEqual([
    { name: "window.spec.ts > opens", outcome: "passed", ms: 5 },
    { name: "window.spec.ts > wavers", outcome: "flaky", ms: 5, why: "a click came to nothing" },
    { name: "window.spec.ts > inside > breaks", outcome: "failed", ms: 7 },
    { name: "window.spec.ts > inside > waits", outcome: "skipped", ms: 0 },
    { name: "No tests found", outcome: "failed", ms: 0 },
  ]);
  expect(tally(outcomes)).toEqual({ passed: 2, failed: 2, skipped: 1 });
});

test("playwright: what the pages of failed tests showed", () => {
  mkdirSync(join(folder, "chat-it-breaks"));
  writeFileSync(join(folder, "chat-it-breaks", "error-context.md"), "- heading: Chat");
  writeFileSync(join(folder, "chat-it-breaks", "trace.md"), "else");
  expect(failedPages(folder)).toEqual(["chat-it-breaks\n- heading: Chat"]);
  expect(failedPages(join(folder, "none"))).toEqual([]);
});

test("a report that was never written has nothing to count", () => {
  expect(readVitest(join(folder, "none.json"))).toEqual([]);
  expect(readPlaywright(join(folder, "none.json"))).toEqual([]);
});
