import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { root } from "./tool.mjs";

/** @typedef {import("../test/bench/bench.ts").Comparison & { value: number, interval: [number, number], medians: { ours: number, reference: number }, limit: number, reached: boolean }} Compared */
/** @typedef {{ name: string, limit: number, seconds?: number, comparisons?: Compared[], skipped?: string, failed?: string }} Result */
/** @typedef {ReturnType<typeof describe>} Circumstances */

const file = join(root, "docs/performance.md");
const markers = /** @type {const} */ (["<!-- results -->", "<!-- end of results -->"]);

/**
 * Puts the circumstances beside the results and, with `write`, both into docs/performance.md. Gives what is printed.
 * @param {Result[]} results @param {{ electron: string, pairs: number, write: boolean }} options
 */
export function writeResults(results, { electron, pairs, write }) {
  const circumstances = describe(electron, pairs);
  if (write) {
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      replaced(
        text,
        inMarkdown(results, circumstances, rowsOfOthers(text, results), modulesBefore(text, results)),
      ),
    );
  }
  return { ...circumstances, results };
}

/**
 * The text with what stands between the markers replaced. Throws where a marker is missing.
 * @param {string} text @param {string} results
 */
export function replaced(text, results) {
  const [from, to] = markers.map((marker) => text.indexOf(marker));
  if (from === undefined || to === undefined || from < 0 || to < from)
    throw new Error(`${file} has no markers.`);
  return `${text.slice(0, from)}${markers[0]}\n\n${results}\n\n${text.slice(to)}`;
}

/**
 * The rows that stand in a table of benches that were not measured now: they stay, with the commit they were measured at.
 * @param {string} text @param {Result[]} results
 */
export function rowsOfOthers(text, results) {
  const measured = new Set(results.filter(({ comparisons }) => comparisons).map(({ name }) => name));
  return text.split("\n").filter((line) => {
    const [, name = ""] = /^\| ([\w-]+) \|/.exec(line) ?? [];
    return /\w/.test(name) && name !== "bench" && !measured.has(name);
  });
}

/**
 * What stands below the table of a launch that was not measured now.
 * @param {string} text @param {Result[]} results
 */
export function modulesBefore(text, results) {
  if (results.some(({ name, comparisons }) => name === "launch" && comparisons)) return "";
  const [from, to] = [text.indexOf("Loaded in main by the app"), text.indexOf(markers[1])];
  return from < 0 || to < from ? "" : text.slice(from, to).trim();
}

/**
 * The results as a person reads them: a table, with what failed or was not measured below.
 * @param {Result[]} results @param {Circumstances} circumstances @param {string[]} others rows that stay
 * @param {string} modules what was loaded at the last launch that was measured
 */
export function inMarkdown(results, circumstances, others = [], modules = "") {
  const { date, commit, machine, versions, pairs } = circumstances;
  const measured = results.flatMap(({ name, comparisons }) =>
    (comparisons ?? []).map((one) => rowOf(name, one, commit.slice(0, 8))),
  );
  const rows = [...measured, ...others].sort();
  const missing = results.flatMap(({ name, skipped, failed }) => {
    const why = skipped ?? failed;
    return why === undefined
      ? []
      : [`- ${name}: ${skipped === undefined ? "failed" : "not measured"}: ${why}`];
  });
  return [
    `Last measured on ${date}, ${pairs} pairs each; each row says at which commit.`,
    "",
    `${machine}. ${Object.entries(versions)
      .map(([what, version]) => `${what} ${version}`)
      .join(", ")}.`,
    "",
    "| bench | what | ours | reference | compared | 95% interval | limit | | at |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    ...(missing.length > 0 ? ["", ...missing] : []),
    ...(modules === "" ? modulesOf(results) : ["", modules]),
  ].join("\n");
}

/** What each side had loaded when it took a key press, where that was measured. @param {Result[]} results */
function modulesOf(results) {
  /** @type {{ modules?: Record<string, { builtIn: number, files: string[] }> }[]} */
  const notes = results.flatMap(({ comparisons }) => (comparisons ?? []).map(({ notes }) => notes ?? {}));
  return notes.flatMap(({ modules = {} }) =>
    Object.entries(modules).flatMap(([side, { builtIn, files }]) => [
      "",
      `Loaded in main by the ${side} before the first key press: ${builtIn} modules of Node and Electron, and`,
      "",
      ...files.map((file) => `- \`${file}\``),
    ]),
  );
}

/** @param {string} name @param {Compared} one @param {string} commit */
function rowOf(name, one, commit) {
  const { what, unit, compared, medians, value, interval, limit, reached } = one;
  const sign = { ratio: "×", difference: ` ${unit}`, rise: " of its level" }[compared];
  const cells = [
    name,
    what,
    `${short(medians.ours)} ${unit}`,
    compared === "rise" ? "" : `${short(medians.reference)} ${unit}`,
    `${short(value)}${sign}`,
    `${short(interval[0])} to ${short(interval[1])}`,
    `${short(limit)}${sign}`,
    reached ? "reached" : "**not reached**",
    commit,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Three digits, and never an exponent. @param {number} value */
const short = (value) => String(Number(value.toPrecision(Math.abs(value) < 1000 ? 3 : 5)));

/** @param {string} electron @param {number} pairs */
function describe(electron, pairs) {
  const { devDependencies: packages } = manifest;
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commitOf(),
    pairs,
    machine: `${cpu?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`,
    versions: {
      assay: manifest.version,
      electron,
      node: process.versions.node,
      openai: packages.openai,
      "react-markdown": packages["react-markdown"],
      streamdown: packages.streamdown,
    },
  };
}

/** The commit, marked where the folder holds changes. */
function commitOf() {
  if (!existsSync(join(root, ".git"))) return "unknown";
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const clean = git("status", "--porcelain", "--", ".", ":!docs") === "";
  return git("rev-parse", "--short=12", "HEAD") + (clean ? "" : " with changes");
}
