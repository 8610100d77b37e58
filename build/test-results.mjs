import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";

/**
 * `why` is what a test broke at, where it did.
 * @typedef {{ name: string, outcome: "passed" | "flaky" | "failed" | "skipped", ms: number, why?: string }} Outcome
 */

/**
 * @typedef {{ message?: string, name: string, status: string, assertionResults: { fullName: string, status: string,
 *   duration?: number | null, failureMessages?: string[] }[] }} VitestFile
 * @typedef {{ duration: number, error?: { message?: string } }} PlaywrightTry
 * @typedef {{ title: string, suites?: PlaywrightSuite[],
 *   specs?: { title: string, tests: { status: string, results: PlaywrightTry[] }[] }[] }} PlaywrightSuite
 */

/** @param {string | undefined} why */
const because = (why) => (why === undefined ? {} : { why: stripVTControlCharacters(why) });

/**
 * Reads the JSON report of vitest. A file that could not be run at all counts as a failed test.
 * @param {string} file @returns {Outcome[]} Nothing where there is no report.
 */
export function readVitest(file) {
  if (!existsSync(file)) return [];
  /** @type {{ testResults: VitestFile[] }} */
  const { testResults } = JSON.parse(readFileSync(file, "utf8"));
  return testResults.flatMap(({ message, name, status, assertionResults: tests }) => {
    if (status === "failed" && !tests.some((one) => one.status === "failed")) {
      return [{ name, outcome: "failed", ms: 0, ...because(message) }];
    }
    return tests.map((one) => ({
      name: one.fullName,
      outcome: vitestOutcome(one),
      ms: one.duration ?? 0,
      ...because(one.failureMessages?.[0]),
    }));
  });
}

/** One that passed has messages of failure where it was tried again. @param {VitestFile["assertionResults"][number]} test */
function vitestOutcome({ status, failureMessages = [] }) {
  if (status === "passed") return failureMessages.length > 0 ? "flaky" : "passed";
  return status === "failed" ? "failed" : "skipped";
}

/** What Playwright calls how a test ended. A flaky one failed at first and passed when it was tried again. */
const playwrightOutcomes = new Map([
  ["expected", /** @type {const} */ ("passed")],
  ["flaky", /** @type {const} */ ("flaky")],
  ["skipped", /** @type {const} */ ("skipped")],
]);

/**
 * Reads the JSON report of Playwright. What broke outside a test counts as a failed one.
 * @param {string} file @returns {Outcome[]} Nothing where there is no report.
 */
export function readPlaywright(file) {
  if (!existsSync(file)) return [];
  /** @type {{ suites: PlaywrightSuite[], errors: { message?: string }[] }} */
  const { suites, errors } = JSON.parse(readFileSync(file, "utf8"));
  return [
    ...suites.flatMap((suite) => outcomesIn(suite, [])),
    ...errors.map(({ message = "an error" }) => ({
      name: message,
      outcome: /** @type {const} */ ("failed"),
      ms: 0,
    })),
  ];
}

/** @param {PlaywrightSuite} suite @param {string[]} above @returns {Outcome[]} */
function outcomesIn({ title, specs = [], suites = [] }, above) {
  const path = [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status, results }) => ({
      name: [...path, spec.title].join(" > "),
      outcome: playwrightOutcomes.get(status) ?? /** @type {const} */ ("failed"),
      ms: results.reduce((sum, { duration }) => sum + duration, 0),
      ...because(results.find(({ error }) => error)?.error?.message),
    })),
  );
  return [...own, ...suites.flatMap((inner) => outcomesIn(inner, path))];
}

/** The `count` slowest of some tests, slowest first. @param {Outcome[]} outcomes @param {number} count */
export const slowest = (outcomes, count) => [...outcomes].sort((a, b) => b.ms - a.ms).slice(0, count);

/** How many passed, at once or when tried again, failed, and did not run. @param {Outcome[]} outcomes */
export const tally = (outcomes) => {
  const count = (/** @type {Outcome["outcome"]} */ wanted) =>
    outcomes.filter(({ outcome }) => outcome === wanted).length;
  return { passed: count("passed") + count("flaky"), failed: count("failed"), skipped: count("skipped") };
};

/**
 * What the pages showed when window tests failed, as Playwright describes them.
 * @param {string} folder Playwright's output. @returns {string[]}
 */
export const failedPages = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => basename(file) === "error-context.md")
        .map((file) => `${dirname(file)}\n${readFileSync(join(folder, file), "utf8")}`)
    : [];
