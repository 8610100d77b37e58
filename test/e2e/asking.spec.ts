import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, connect, deploymentRow, pick, section } from "./steps.ts";

const pane = (page: Page) => page.getByRole("complementary", { name: "Instructions and parameters" });
const openOptions = (page: Page) => page.getByRole("button", { name: "Instructions and parameters" }).click();

/** A new conversation with a deployment of the sandbox, and its parameters. */
async function chatWith(
  page: Page,
  { projectEndpoint, apiKey }: { projectEndpoint: string; apiKey: string },
  name: string,
) {
  await connect(page, projectEndpoint, apiKey);
  await deploymentRow(page, name).click();
  await section(page, "Chat").click();
  await openOptions(page);
}

test("fields follow what the deployment speaks, and what is set all the same stays and is said", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await chatWith(page, sandbox, "gpt-4.1-mini");
  const options = pane(page);
  await options.getByLabel("Seed").fill("7");
  await expect(options.getByLabel("Presence penalty")).toBeVisible();
  await expect(options.getByLabel("Thinking", { exact: true })).toBeHidden();
  await pick(page, "claude-sonnet-4-6");
  await expect(options.getByLabel("Presence penalty")).toBeHidden();
  await expect(options.getByLabel("Seed")).toHaveValue("7");
  await expect(options.getByText(/^seed not sent: the API/)).toBeVisible();
  await options.getByLabel("Thinking", { exact: true }).selectOption("Up to a limit");
  await expect(options.getByLabel("Thinking limit (tokens)")).toHaveValue("8192");
  await options.getByText("Tools", { exact: true }).click();
  await options.getByLabel("Web search").check();
  await expect(options.getByText(/search engine outside your resource/)).toBeVisible();
  await clean(page, "parameters of Claude");
  await pick(page, "gpt-4.1-mini");
  await expect(options.getByText(/^thinking not sent: the API/)).toBeVisible();
  await expect(options.getByText(/^web_search not sent: the API/)).toBeVisible();
  await page.setViewportSize({ width: 900, height: 640 });
  const ends = async (name: string) => {
    const box = await page.getByRole("button", { name, exact: true }).boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  const paneBegins = (await options.boundingBox())?.x ?? 0;
  expect(await ends("Send")).toBeLessThan(paneBegins);
});

test("an answer is checked against its schema, and a schema of no use is told while it is written", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await chatWith(page, sandbox, "gpt-4.1-mini");
  const options = pane(page);
  await options.getByLabel("Form").selectOption("JSON schema");
  const schema = options.getByLabel("Schema", { exact: true });
  await schema.fill("{");
  await expect(options.getByText(/^This isn't JSON/)).toBeVisible();
  await schema.fill(`{"type":"nothing"}`);
  await expect(options.getByText(/^This schema can't be used/)).toBeVisible();
  await clean(page, "a schema of no use");
  await schema.fill("");
  await options.getByRole("button", { name: "Insert an example" }).first().click();
  await expect(schema).toHaveValue(/"points"/);
  await ask(page, "Three reasons to assay gold");
  await answered(page);
  await expect(answers(page).getByText("Keeps to the schema")).toBeVisible();
  await openOptions(page);
  await pane(page).getByLabel("Longest answer (tokens)").fill("3");
  await ask(page, "Three more");
  await answered(page);
  await expect(answers(page).last().getByText("Not whole JSON: the answer was cut short")).toBeVisible();
  await clean(page, "checked answers");
});

for (const name of ["gpt-4.1-mini", "gpt-5-codex", "claude-sonnet-4-6"])
  test(`functions of ${name} are written down, called, and answered by hand`, async ({ start, sandbox }) => {
    const { page } = await start();
    await chatWith(page, sandbox, name);
    const options = pane(page);
    await options.getByText("Tools", { exact: true }).click();
    const functions = options.getByLabel("Functions");
    await functions.fill(`[{"name":"two words"}]`);
    await expect(options.getByText(/^Entry 1 has no name/)).toBeVisible();
    await functions.fill("");
    await options.getByRole("button", { name: "Insert an example" }).click();
    await ask(page, "Use get_weather for Paris");
    await page.getByLabel("Result of get_weather").fill("Sunny, 21 °C");
    await page.getByRole("button", { name: "Send the results" }).click();
    await expect(answers(page)).toHaveCount(2);
    await answered(page);
    await expect(
      answers(page)
        .last()
        .getByText(/^\d+ tokens$/),
    ).toBeVisible();
    await expect(answers(page).first()).toContainText("Sunny, 21 °C");
  });

test("a PDF goes along where the API takes it, and is said to stay behind where it does not", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await chatWith(page, sandbox, "gpt-4.1-mini");
  const buffer = Buffer.from("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>");
  const attach = (name: string, content = buffer) =>
    page
      .getByLabel("Attach images, PDF or text files")
      .first()
      .setInputFiles({ name, mimeType: "application/pdf", buffer: content });
  await attach("locked.pdf", Buffer.from("%PDF-1.4\ntrailer << /Encrypt 2 0 R >>"));
  await expect(page.getByText(/^locked\.pdf is protected with a password/)).toBeVisible();
  await attach("report.pdf");
  await page.getByRole("textbox", { name: "Message" }).fill("What does it say?");
  await expect(page.getByText(/^About \d+ of 1,047,576 tokens$/)).toBeVisible();
  const attached = page.getByRole("list", { name: "Attached" });
  await expect(attached).toHaveText("report.pdf");
  const left = page.getByText("Documents not sent along: this deployment's API does not take them");
  await expect(left).toBeVisible();
  await clean(page, "a document that stays behind");
  await pick(page, "claude-sonnet-4-6");
  await expect(left).toBeHidden();
  await ask(page, "What does it say?");
  await answered(page);
  const question = page.getByRole("article", { name: "Question" });
  await expect(question).toContainText("report.pdf");
  await question.hover();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Edit the question").fill("What does it not say?");
  await page.getByLabel("Edit the question").press("Enter");
  await answered(page);
  await expect(question).toContainText("What does it not say?");
  await expect(question).toContainText("report.pdf");
  await expect(answers(page).getByText("claude-sonnet-4-6").first()).toBeVisible();
  await pick(page, "gpt-4.1-mini");
  await expect(left).toBeVisible();
  await expect(page.getByText(/^About \d+ .*tokens/)).toBeVisible();
  await pick(page, "gpt-image-2");
  await expect(page.getByText(/^Earlier messages not sent along/)).toBeVisible();
  await expect(page.getByText(/^About \d+ .*tokens/)).toBeHidden();
});

test("the fill of the context window is estimated while one writes, and counted on a click", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await chatWith(page, sandbox, "gpt-4.1-mini");
  await page.getByRole("textbox", { name: "Message" }).fill("And tomorrow? ".repeat(100));
  await expect(page.getByText(/^About 3\d0 of 1,047,576 tokens$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Count exactly" })).toBeHidden();
  await pick(page, "claude-sonnet-4-6");
  await page.getByRole("button", { name: "Count exactly" }).click();
  await expect(page.getByText(/^\d{3} of [\d,]+ tokens$/)).toBeVisible();
  await pick(page, "gpt-4o-limited");
  await page.getByRole("textbox", { name: "Message" }).fill("word ".repeat(118_000));
  await expect(page.getByText(/^Little room is left for the answer/)).toBeVisible();
  await page.getByRole("textbox", { name: "Message" }).fill("word ".repeat(129_000));
  await expect(page.getByText(/^This is more than the model can read at once/)).toBeVisible();
  await clean(page, "a nearly full window");
});
