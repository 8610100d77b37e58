import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import type { EvaluationGrader } from "../../preload/contract/evaluation-graders.ts";
import { expect, test } from "./app.ts";
import { evaluated, settingsOf, startEvaluation } from "./evaluating.ts";
import { connect, section } from "./steps.ts";
import { button, dialog, importRows, tab } from "./tuning.ts";

const input = "{{sample.output_text}}";
const script = (name: string, source: string): EvaluationGrader => ({
  ...{ id: name, name, kind: "script", source, passAt: null },
});

/** What a script would have to reach to do any harm: it passes where it has reached nothing. */
const reaching = `function grade(given) {
  const reached = [];
  const names = ["fetch", "require", "process", "module", "Buffer", "WebAssembly", "Worker", "XMLHttpRequest",
    "setTimeout", "navigator", "window", "document", "self", "std", "os", "scriptArgs", "Deno", "Bun"];
  for (const name of names) if (typeof globalThis[name] !== "undefined") reached.push(name);
  const ways = [() => given.constructor.constructor, () => grade.constructor, () => (async () => {}).constructor,
    () => Object.getPrototypeOf(function* () {}).constructor, () => Reflect.construct(Function, ["return 1"]).constructor];
  for (const way of ways) {
    const made = way()("return typeof process + typeof require + typeof fetch")();
    const text = typeof made === "string" ? made : "undefinedundefinedundefined";
    if (text !== "undefinedundefinedundefined") reached.push(text);
  }
  Object.prototype.score = 1;
  globalThis.JSON = { parse: () => ({}), stringify: () => '{"score":1,"passed":true}' };
  if (Date.now() !== new Date(2026, 0, 1).getTime()) reached.push("the clock");
  return { score: reached.length === 0 ? 1 : 0, passed: reached.length === 0, said: reached.join(", ") || "nothing" };
}`;

/** Each with why its answers are not graded; the first ones say so as long as it is tried. */
const attacks: readonly { grader: EvaluationGrader; errors: readonly string[] }[] = [
  { grader: script("Endless", "function grade() { for (;;) {} }"), errors: ["script_time", "gave_up"] },
  {
    grader: script("Endless at once", "for (;;) {}\nfunction grade() { return 1; }"),
    errors: ["script_time", "gave_up"],
  },
  {
    grader: script(
      "Endless when read",
      `function grade() {
        const error = new Error();
        Object.defineProperty(error, "message", { get() { for (;;) {} } });
        throw error;
      }`,
    ),
    errors: ["script_time", "gave_up"],
  },
  {
    grader: script(
      "Eats memory",
      "function grade() { const all = []; for (;;) all.push(new Array(1e5).fill(all)); }",
    ),
    errors: ["script_memory", "gave_up"],
  },
  { grader: script("Imports", `function grade() { return import("node:fs"); }`), errors: ["script_promise"] },
  {
    grader: script("Calls itself", "function grade(given) { return grade(given) + 1; }"),
    errors: ["script_threw"],
  },
  {
    grader: {
      ...{ id: "Backtracks", name: "Backtracks", kind: "regex", input },
      ...{ pattern: "^(a+)+$", flags: "", isNegated: false },
    },
    errors: ["pattern_slow", "gave_up"],
  },
];

const good: readonly EvaluationGrader[] = [
  {
    ...{ id: "same", name: "Same", kind: "text", operation: "equals", input, expected: "{{reference}}" },
    ...{ ignoreCase: false, ignoreBlanks: false, isNegated: false },
  },
  script("Reaches", reaching),
  script("Length", "function grade({ answer }) { return answer.length; }"),
];

const graders = [...attacks.map(({ grader }) => grader), ...good];
const scripts = graders.filter(({ kind }) => kind === "script");
/** Two more than are tried of a script that always takes too long. */
const rows = 22;
const lines = Array.from({ length: rows }, (_, at) => {
  const answer = `${"a".repeat(40 + at)}!`;
  return JSON.stringify({
    messages: [
      { role: "user", content: `Answer exactly: ${answer}` },
      { role: "assistant", content: answer },
    ],
  });
});

interface Held {
  longestHold: number;
}

/** Measures from now on how long main and the page are held up, at the longest. */
async function watch(electron: ElectronApplication, page: Page): Promise<void> {
  const begin = () => {
    const held = globalThis as unknown as Held;
    held.longestHold = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      held.longestHold = Math.max(held.longestHold, now - last - 10);
      last = now;
    }, 10);
  };
  await electron.evaluate(begin);
  await page.evaluate(begin);
}

const longestHolds = async (electron: ElectronApplication, page: Page) => {
  const read = () => Math.round((globalThis as unknown as Held).longestHold);
  return { main: await electron.evaluate(read), page: await page.evaluate(read) };
};

test("scripts and patterns that attack are asked about, say why they don't grade, and hold nothing up", async ({
  start,
  sandbox,
  profile,
}) => {
  sandbox.setPace("instant");
  const { electron, page } = await start();
  await connect(page, sandbox.url, sandbox.apiKey, "gpt-4.1-mini");
  const datasetId = await importRows(electron, page, profile, "letters", lines);
  const settings = await settingsOf(page, datasetId, { graders: [...graders], name: "Attacks" });
  await page.evaluate(
    async (settings) => {
      const draft = await window.assay["evaluations.create"]({ settings });
      if (!draft.ok) throw new Error(draft.error.message);
      location.hash = `#/evaluations/${draft.data.id}`;
    },
    { ...settings, models: settings.models.slice(0, 1), baseline: null },
  );

  // Nothing starts before each has been read and allowed.
  const card = page.getByRole("complementary", { name: "Before you start" });
  await expect(card.getByText(`${scripts.length} problems to fix`)).toBeVisible();
  await expect(button(page, "Start")).toHaveAttribute("aria-disabled", "true");
  const cardOf = (name: string) => page.getByRole("region", { name: `Grader ${name}`, exact: true });
  const allow = async (name: string) => {
    const grader = cardOf(name);
    await grader.getByRole("button", { name: "Review and allow" }).click();
    await dialog(page).getByRole("button", { name: "Allow", exact: true }).click();
    await expect(grader.getByText("Allowed to run")).toBeVisible();
  };
  for (const { name } of scripts) await allow(name);
  await expect(card.getByText("Ready to start.")).toBeVisible();

  // What is changed is another script: it is asked about again, and what was allowed before is not.
  const source = cardOf("Endless").getByRole("textbox", { name: "Source" });
  const before = await source.inputValue();
  await source.fill(`${before}\n`);
  await expect(card.getByText("Read the script of “Endless” and allow it to run.")).toBeVisible();
  await expect(button(page, "Start")).toHaveAttribute("aria-disabled", "true");
  await source.fill(before);
  await expect(cardOf("Endless").getByText("Allowed to run")).toBeVisible();
  await expect(card.getByText("Ready to start.")).toBeVisible();

  // While they run, the window goes on.
  await watch(electron, page);
  const begun = performance.now();
  await button(page, "Start").click();
  await expect(button(page, "Pause")).toBeVisible();
  const id = new URL(page.url()).hash.split("/").at(-1) ?? "";
  const answers: number[] = [];
  for (const name of ["Datasets", "Chat", "Evaluations"]) {
    const clicked = performance.now();
    await section(page, name).click();
    await expect(section(page, name)).toHaveAttribute("aria-current", "page");
    answers.push(performance.now() - clicked);
  }
  await evaluated(page, id);
  const lasted = Math.round(performance.now() - begun);
  const measured = { ...(await longestHolds(electron, page)), answers: answers.map(Math.round), lasted };
  test.info().annotations.push({ type: "milliseconds", description: JSON.stringify(measured) });
  expect(measured.main).toBeLessThan(500);
  expect(measured.page).toBeLessThan(500);

  // Attacks say why, and everything else is graded.
  const grades = await page.evaluate(
    async ([id, rows]) => {
      const found: { graderId: string; score: number | null; error: string | null; said: string | null }[] =
        [];
      for (let row = 0; row < rows; row += 1) {
        const one = await window.assay["evaluationResults.row"]({ id, row });
        if (!one.ok) throw new Error(one.error.message);
        found.push(...one.data.answers.flatMap(({ grades }) => grades));
      }
      return found;
    },
    [id, rows] as const,
  );
  const of = (name: string) => grades.filter(({ graderId }) => graderId === name);
  for (const { grader, errors } of attacks) {
    expect(of(grader.id), grader.name).toHaveLength(rows);
    for (const { score, error } of of(grader.id)) {
      expect(score, grader.name).toBeNull();
      expect(errors, grader.name).toContain(error);
    }
  }
  for (const { id } of good) expect(of(id).map(({ error }) => error)).toEqual(Array(rows).fill(null));
  expect(of("same").every(({ score }) => score === 1)).toBe(true);
  expect(of("Reaches").map(({ said }) => said)).toEqual(Array(rows).fill("nothing"));
  expect(
    of("Length")
      .map(({ score }) => score)
      .sort(),
  ).toEqual(lines.map((_, at) => 41 + at));

  // The row says it in words.
  await page.evaluate((id) => {
    location.hash = `#/evaluations/${id}`;
  }, id);
  await expect(page.getByRole("table", { name: "Scores by grader and model" })).toContainText(String(rows));
  await tab(page, "Rows").click();
  await expect(page.locator("#matrix-row-0")).toContainText("Answer exactly");
  await page.getByRole("grid", { name: "Rows and models" }).focus();
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Row in full" });
  // Whichever rows were asked first, all of them tell of the script that fails at once.
  await expect(pane.getByText(/^Not graded: The script failed: RangeError/)).toBeVisible();
  await expect(
    pane.getByText(/^Not graded: The first 20 answers|^Not graded: The script took/),
  ).not.toHaveCount(0);

  // A file that something else has destroyed is told, and another evaluation runs all the same.
  const file = join(profile, "evaluations", id, "results.db");
  rmSync(file);
  writeFileSync(file, Buffer.alloc(65_536, "damage"));
  await page.reload();
  await expect(page.getByText("This evaluation's file can't be read").first()).toBeVisible();
  const other = await startEvaluation(page, await settingsOf(page, datasetId, { name: "Others" }));
  expect(await evaluated(page, other)).toMatchObject({ state: "done", rows });
  expect(readFileSync(file).equals(Buffer.alloc(65_536, "damage"))).toBe(true);
});
