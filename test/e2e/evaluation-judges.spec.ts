import type { Page } from "@playwright/test";
import { showTheme, themes } from "../../build/theme.mjs";
import type { GraderOf } from "../../preload/contract/evaluation-graders.ts";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connectionId, evaluated, settingsOf, startEvaluation } from "./evaluating.ts";
import { section } from "./steps.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** What the sandbox answers in the same words whenever it is asked. */
const greeting = "Hi";

/** Questions that two deployments of the sandbox answer at different lengths, some with the words of the reference. */
const lines = Array.from({ length: 50 }, (_, at) =>
  JSON.stringify({
    messages: [
      {
        role: "user",
        content: at === 49 ? greeting : `Describe metal ${at + 1} in ${15 + 5 * (at % 10)} words.`,
      },
      { role: "assistant", content: at % 2 === 0 ? `On metal ${at + 1}, in short` : "Nothing of the kind" },
    ],
  }),
).join("\n");

const pasted = (page: Page): Promise<string> =>
  page.evaluate(async (lines) => {
    const { assay } = window;
    const got = <Value>(answer: { ok: true; data: Value } | { ok: false; error: { message: string } }) => {
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.data;
    };
    got(await assay["connections.sandbox"]());
    const intake = got(await assay["datasets.paste"]({ text: lines }));
    const wanted = { intakeId: intake.id, name: "metals", into: null, mayNeedMuch: false };
    const { id } = got(await assay["datasets.import"](wanted));
    for (;;) {
      const now = got(await assay["datasets.list"]()).find((one) => one.id === id);
      if (now?.state === "ready" && now.job === null) return id;
      await new Promise((done) => setTimeout(done, 50));
    }
  }, lines);

const screenshots = async (page: Page, name: string) => {
  for (const theme of themes) {
    await showTheme(page, theme);
    await page.screenshot({ path: test.info().outputPath(`${name}-${theme}.png`) });
  }
};

/** Two deployments are compared on a prompt, and the person votes for the second one's answer without seeing names. */
const votedInComparison = (page: Page, connectionId: string, deployments: readonly string[]) =>
  page.evaluate(
    async ({ connectionId, deployments, prompt }) => {
      const { assay } = window;
      const got = <Value>(answer: { ok: true; data: Value } | { ok: false; error: { message: string } }) => {
        if (!answer.ok) throw new Error(answer.error.message);
        return answer.data;
      };
      const { id } = got(await assay["comparisons.create"]());
      const columns = deployments.map((deployment) => ({
        ...{ id: `column-${deployment}`, connectionId, deployment, modelId: null },
        ...{ systemPrompt: "", parameters: {}, ownPrompt: null },
      }));
      got(await assay["comparisons.arrange"]({ id, columns, prompt }));
      got(await assay["votes.arrange"]({ comparisonId: id, isBlind: true, task: "" }));
      got(await assay["comparisons.ask"]({ id }));
      for (;;) {
        const { layout } = got(await assay["comparisons.get"]({ id }));
        const [one, other] = layout.flatMap(({ run }) => (run?.state === "ended" ? run.id : []));
        if (one !== undefined && other !== undefined) {
          const vote = { comparisonId: id, shown: [one, other] as [string, string], better: other };
          const { votes } = got(await assay["votes.cast"]({ ...vote, outcome: "better" }));
          if (!votes[0]?.isBlind) throw new Error("The vote was not blind.");
          return;
        }
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    { connectionId, deployments, prompt: greeting },
  );

/** A person who says of an answer what the judge says, but for every fifth, which they hold to be wrong; blind. */
const gradedBlind = (page: Page, evaluationId: string, graderId: string): Promise<number> =>
  page.evaluate(
    async (judge) => {
      const { assay } = window;
      const got = <Value>(answer: { ok: true; data: Value } | { ok: false; error: { message: string } }) => {
        if (!answer.ok) throw new Error(answer.error.message);
        return answer.data;
      };
      const { evaluationId: id, graderId } = judge;
      for (let given = 0; ; ) {
        const { answers } = got(await assay["judges.toMark"]({ ...judge, without: [] }));
        if (answers.length === 0) return given;
        for (const { row, answers: shown } of answers) {
          const [answer] = shown.map(({ modelId, repeat }) => ({ modelId, repeat }));
          if (!answer) throw new Error("Nothing to grade");
          const full = got(await assay["evaluationResults.row"]({ id, row }));
          const grades = full.answers.find(({ modelId }) => modelId === answer.modelId)?.grades ?? [];
          const said = grades.find((grade) => grade.graderId === graderId)?.label ?? "far";
          const label = given % 5 === 4 ? "far" : said;
          const mark = { answer, graderId, score: Number(label !== "far"), label, isBlind: true };
          got(await assay["evaluationResults.mark"]({ id, row, ...mark }));
          given += 1;
        }
      }
    },
    { evaluationId, graderId },
  );

test("judges that are biased are unmasked by what is measured of them, and a person grades some answers blind", async ({
  start,
}) => {
  test.setTimeout(180_000);
  const { page, complaints } = await start();
  await button(page, "Skip for now").click();
  const datasetId = await pasted(page);
  const connection = await connectionId(page);
  const shown = "Question:\n{{question}}\n\nReference:\n{{reference}}\n\n";
  const judge = (
    id: string,
    name: string,
    deployment: string,
    verdict: GraderOf<"judge">["verdict"],
    rubric: string,
  ): GraderOf<"judge"> => ({
    ...{ id, name, kind: "judge", verdict, rubric, temperature: null, maxTokens: null },
    judge: { connectionId: connection, deployment },
    messages: [
      {
        role: "user",
        content:
          verdict.form === "pair"
            ? `${shown}Answer A:\n{{answer_a}}\n\nAnswer B:\n{{answer_b}}`
            : `${shown}Answer to judge:\n{{sample.output_text}}`,
      },
    ],
  });
  const graders = [
    judge("first", "Compares", "gpt-4.1-mini", { form: "pair" }, "[judge first] Which is better?"),
    judge("longer", "Scores", "gpt-4.1", { form: "score", range: [1, 5], passAt: 3 }, "[judge longer]"),
    judge(
      "random",
      "Labels",
      "gpt-4.1-mini",
      { form: "label", labels: ["good", "bad"], passing: ["good"] },
      "[judge random]",
    ),
    judge(
      "fair",
      "Nearness",
      "gpt-4.1-mini",
      { form: "label", labels: ["close", "partly", "far"], passing: ["close", "partly"] },
      "How near is the answer to the reference?",
    ),
  ];
  const settings = await settingsOf(page, datasetId, {
    name: "Metals",
    graders,
    lead: "first",
    atOnce: 12,
    clusters: { kind: "none" },
  });
  const id = await startEvaluation(page, settings);
  await evaluated(page, id);
  await section(page, "Evaluations").click();
  await page
    .getByRole("link", { name: /Metals/ })
    .first()
    .click();

  // Nothing is believed before it was measured, and what that takes is said first.
  await expect(page.getByRole("table", { name: "Scores by grader and model" })).toContainText("Not measured");
  await expect(page.getByText("Corrected by the judge's certificate")).toHaveCount(0);
  await tab(page, "Judges").click();
  const scores = card(page, "Scores");
  await expect(scores.getByText("Not measured")).toBeVisible();
  await expect(scores.getByText("Grades its own model: gpt-4.1", { exact: true })).toBeVisible();
  await expect(
    card(page, "Labels").getByText(/50 answers it has already graded: 50 requests, free/),
  ).toBeVisible();
  await clean(page, "Judges, not measured");

  const names = ["Compares", "Scores", "Labels"];
  for (const name of names) await card(page, name).getByRole("button", { name: "Measure judge" }).click();
  for (const name of names)
    await expect(card(page, name).getByText("Don't rely on it", { exact: true })).toBeVisible({
      timeout: 60_000,
    });
  await expect(
    card(page, "Compares").getByText(/Prefers the answer shown first in \d+% of pairs/),
  ).toBeVisible();
  await expect(scores.getByText(/Gives longer answers higher scores: ρ 0\.\d+|ρ 1/)).toBeVisible();
  await expect(card(page, "Labels").getByText(/Answers as if at random/)).toBeVisible();
  await scores.getByText("All numbers").click();
  await scores.getByText("How this is decided").click();
  const fact = (of: string, name: string) => card(page, of).locator(".fact", { hasText: name });
  const interval = /^-?[\d.−]+%? \(-?[\d.−]+%? to -?[\d.−]+%?\)/;
  await card(page, "Compares").getByText("All numbers").click();
  for (const name of ["First wins, beyond half", "Verdict changes with the order", "Difference in length"])
    await expect(fact("Compares", name).locator("dd")).toHaveText(interval);
  await expect(fact("Scores", "Length and verdict").locator("dd")).toHaveText(interval);
  await clean(page, "Judges, measured");
  await screenshots(page, "measured");

  // The person grades without names and verdicts, by keys.
  await scores.getByRole("button", { name: "Grade some yourself" }).click();
  const dialog = page.getByRole("dialog", { name: "Grade some yourself" });
  await expect(dialog.getByText("0 of 60")).toBeVisible();
  await expect(dialog).not.toContainText("gpt-4.1-mini");
  for (const [at, key] of ["1", "5", "3", "2", "4"].entries()) {
    await page.keyboard.press(key);
    await expect(dialog.getByText(`${at + 1} of 60`)).toBeVisible();
  }
  await clean(page, "Grading some answers");
  await screenshots(page, "grading");
  await page.keyboard.press("Escape");
  await expect(scores.getByText("You've given 5 blind grades.")).toBeVisible();
  // A vote from a comparison is one of them where it is about the same two answers.
  await votedInComparison(page, connection, ["gpt-4.1-mini", "gpt-4.1"]);
  await card(page, "Compares").getByRole("button", { name: "Grade some yourself" }).click();
  await expect(dialog.getByText("1 of 60")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(dialog.getByText("2 of 60")).toBeVisible();
  await screenshots(page, "comparing");
  await page.keyboard.press("Escape");
  await expect(
    card(page, "Compares").getByText(
      "You've given 2 blind grades. 1 of them is a vote of yours from a comparison, about the same two answers.",
    ),
  ).toBeVisible();

  // Measured again with them, which asks nothing; what the two differ on can be read.
  await expect(scores.getByText("No requests needed: everything has been asked.")).toBeVisible();
  await scores.getByRole("button", { name: "Measure again" }).click();
  await expect(scores.getByText(/5 grades of yours give κ|of 5 answers/)).toBeVisible();
  // Each number stands with its interval.
  await expect(fact("Scores", "(κ, quadratic)").locator("dd")).toHaveText(/no interval: you or the judge/);
  for (const name of ["(AC1)", "(raw)", "Raw, if it always said the same"])
    await expect(fact("Scores", name).locator("dd")).toHaveText(interval);
  await scores.getByText("Verdict by verdict").click();
  await expect(scores.getByRole("table", { name: "Verdict by verdict" })).toContainText("of 1");
  const wide = page.viewportSize();
  for (const width of [900, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const name of ["Compares", "Scores"]) {
      await card(page, name).getByRole("heading", { level: 2 }).scrollIntoViewIfNeeded();
      await card(page, name).evaluate((one) => one.scrollIntoView({ block: "start" }));
      await screenshots(page, `${name}-${width}`);
    }
  }
  if (wide) await page.setViewportSize(wide);
  await scores
    .getByRole("button", { name: /^Row \d+$/ })
    .first()
    .click();
  await expect(page.getByRole("complementary", { name: "Row in full" })).toBeVisible();

  // A judge of labels is held against the person's label by label, and rates are corrected by what is known of it.
  await tab(page, "Judges").click();
  const nearness = card(page, "Nearness");
  await nearness.getByRole("button", { name: "Grade some yourself" }).click();
  await expect(dialog.getByRole("group", { name: "Your grade" })).toContainText("partly");
  await page.keyboard.press("1");
  await expect(dialog.getByText("1 of 60")).toBeVisible();
  await screenshots(page, "labelling");
  await page.keyboard.press("Escape");
  // Ten of fifty answers come twice.
  expect(await gradedBlind(page, id, "fair")).toBe(59);
  await nearness.getByRole("button", { name: "Measure judge" }).click();
  const recalls = nearness.getByRole("table", { name: "Verdict by verdict" });
  await expect(recalls).toBeVisible({ timeout: 60_000 });
  await expect(recalls.getByRole("row", { name: /^far / })).toContainText(
    /\d+% \(\d+% to \d+%\), \d+ of \d+/,
  );
  await expect(nearness.getByText(/You agree with yourself in \d+% of cases \(.*of 10\)/)).toBeVisible();
  await nearness.getByText("All numbers").click();
  for (const name of ["(κ)", "(AC1)", "(raw)", "Raw, if it always said the same"])
    await expect(fact("Nearness", name).locator("dd").last()).toHaveText(interval);
  await clean(page, "A judge of labels");
  const size = page.viewportSize();
  await nearness.scrollIntoViewIfNeeded();
  await screenshots(page, "labels");
  await page.setViewportSize({ width: 900, height: 640 });
  await recalls.scrollIntoViewIfNeeded();
  await screenshots(page, "labels-narrow");
  if (size) await page.setViewportSize(size);

  // What is known stands beside the score, and on a page of all judges.
  await tab(page, "Verdict").click();
  await page.getByLabel("Main grader").selectOption({ label: "Nearness" });
  await expect(
    page.getByText(
      /^Corrected by the judge's certificate: gpt-4\.1-mini \d.*\(95% interval .* to .*\); gpt-4\.1 \d.*\.$/,
    ),
  ).toBeVisible();
  await screenshots(page, "corrected");
  await expect(page.getByRole("table", { name: "Scores by grader and model" })).toContainText(
    "Don't rely on it",
  );
  await screenshots(page, "verdict");
  await tab(page, "Judges").click();
  await page.getByRole("link", { name: "See all measured judges" }).click();
  await expect(page.getByRole("heading", { name: "Judges", level: 1 })).toBeVisible();
  await expect(card(page, "Labels")).toBeVisible();
  await clean(page, "All judges");
  await screenshots(page, "all");
  await card(page, "Labels").getByRole("button", { name: "Delete" }).click();
  await expect(card(page, "Labels")).toHaveCount(0);
  await button(page, "Undo").click();
  await expect(card(page, "Labels")).toBeVisible();
  expect(complaints).toEqual([]);
});
