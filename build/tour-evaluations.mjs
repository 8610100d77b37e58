import { goTo } from "./tour-page.mjs";

const metals = ["gold", "silver", "platinum", "palladium", "copper", "nickel", "tin", "zinc"];

/** What a sample is, in a short or a longer sentence. @param {number} at */
const answerOf = (at) => {
  const metal = metals[at % metals.length];
  const found = `Sample ${at + 1} is ${metal}`;
  return at % 3 === 0
    ? `${found}, ${900 + at} parts in 1,000, with traces of lead and antimony.`
    : `${found}.`;
};

/** @param {string} answer */
const row = (answer) =>
  JSON.stringify({
    messages: [
      { role: "user", content: `Answer exactly: ${answer}` },
      { role: "assistant", content: answer },
    ],
  });

/**
 * Three models are held against each other: what it takes, what came of it, and one row. Needs the sandbox to be connected.
 * @param {import("./tour-page.mjs").Tour} tour
 */
export async function evaluations({ page, step, picture }) {
  const button = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true });

  await step("see evaluations before there are any", async () => {
    await goTo(page, "Evaluations");
    const title = page.getByRole("heading", { name: "Find out which model is better" });
    await title.waitFor();
    await picture("evaluations-empty");
    return title.innerText();
  });
  await step("prepare an evaluation of three models", async () => {
    const lines = Array.from({ length: 60 }, (_, at) => row(answerOf(at))).join("\n");
    const id = await page.evaluate(begin, lines);
    await page.evaluate((id) => {
      location.hash = `#/evaluations/${id}`;
    }, id);
    const card = page.getByRole("complementary", { name: "Before you start" });
    await card.getByText("Ready to start.").waitFor();
    await picture("evaluation-draft");
    return card.getByText(/^60 rows see no less than/).innerText();
  });
  await step("read the verdict", async () => {
    await button("Start").click();
    const verdict = page.getByRole("region", { name: "Verdict" });
    const finished = page.getByRole("navigation", { name: "Evaluations" }).getByText("Done", { exact: true });
    await finished.first().waitFor({ timeout: 90_000 });
    const sentence = verdict.getByText(/ is worse: /).first();
    await sentence.waitFor();
    await picture("evaluation-verdict");
    return sentence.innerText();
  });
  await step("look at a row that got worse", async () => {
    await page.getByRole("tab", { name: "Rows", exact: true }).click();
    await page.getByLabel("Show", { exact: true }).selectOption("Worse than the baseline");
    const grid = page.getByRole("grid", { name: "Rows and models" });
    const found = page.getByText("20 of 60 rows").first();
    await found.waitFor();
    await grid.focus();
    await page.keyboard.press("Enter");
    const pane = page.getByRole("complementary", { name: "Row in full" });
    await pane.getByText("Not passed").first().waitFor();
    await picture("evaluation-row");
    return found.innerText();
  });
}

/**
 * Makes a dataset of lines and a draft about it; gives the draft's id. Runs in the page.
 * @param {string} lines
 */
async function begin(lines) {
  const { assay } = window;
  /** @template Value @param {{ ok: true, data: Value } | { ok: false, error: { message: string } }} answer */
  const got = (answer) => {
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.data;
  };
  const [connection] = got(await assay["connections.list"]());
  const intake = got(await assay["datasets.paste"]({ text: lines }));
  const asked = { intakeId: intake.id, name: "Hallmarks", into: null, mayNeedMuch: false };
  const dataset = got(await assay["datasets.import"](asked));
  for (;;) {
    const now = got(await assay["datasets.list"]()).find((one) => one.id === dataset.id);
    if (now?.state === "ready" && now.job === null) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  /** @param {string} id @param {string} name @param {string} deployment @param {number | null} maxTokens */
  const model = (id, name, deployment, maxTokens) => ({
    ...{ id, name, deployment, connectionId: connection?.id ?? "", modelId: null, systemPrompt: "" },
    parameters: maxTokens === null ? {} : { maxTokens },
  });
  const draft = got(
    await assay["evaluations.create"]({
      settings: {
        name: "Hallmarks, three models",
        data: { datasetId: dataset.id, part: null, rows: null, seed: 1 },
        models: [
          model("full", "gpt-4.1", "gpt-4.1", null),
          model("mini", "gpt-4.1-mini", "gpt-4.1-mini", null),
          model("brief", "gpt-4.1-mini, brief", "gpt-4.1-mini", 16),
        ],
        baseline: "full",
        prompt: { kind: "row" },
        graders: [
          {
            ...{ id: "same", name: "Same as the reference", kind: "text", operation: "equals" },
            ...{ input: "{{sample.output_text}}", expected: "{{reference}}" },
            ...{ ignoreCase: true, ignoreBlanks: true, isNegated: false },
          },
          { id: "short", name: "Short", kind: "length", unit: "words", least: null, most: 10 },
        ],
        lead: "same",
        repeats: 1,
        atOnce: 4,
        place: { kind: "here" },
        clusters: { kind: "none" },
      },
    }),
  );
  return draft.id;
}
