import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, beginComparison, connect, deploymentRow, section } from "./steps.ts";

const details = (page: Page, name: string) => page.getByRole("complementary", { name: `Details of ${name}` });

test("the list says by which API each deployment answers, how that is known, and what it learns", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(page, "gpt-4.1-mini")).toContainText("Chat");
  await expect(deploymentRow(page, "gpt-5-codex")).toContainText("Responses");
  await expect(deploymentRow(page, "claude-sonnet-4-6")).toContainText("Messages");
  await expect(deploymentRow(page, "embed-large")).toContainText("Embeddings");
  await clean(page, "deployments with their APIs");

  const names = () => page.locator("tbody tr td:first-child").allInnerTexts();
  await page.getByLabel("Show which").selectOption("Responses");
  expect((await names()).sort()).toEqual(["gpt-5-codex", "gpt-5-pro"]);
  await page.getByLabel("Show which").selectOption("All");

  await deploymentRow(page, "gpt-5-codex").click();
  const pane = details(page, "gpt-5-codex");
  const api = pane.getByLabel("API", { exact: true });
  await expect(api).toHaveValue("");
  await clean(page, "details with the API");

  // What is chosen by hand counts, until the deployment says otherwise.
  await api.selectOption("Chat");
  await expect(pane.getByText("Chat, your choice")).toBeVisible();
  await expect(deploymentRow(page, "gpt-5-codex")).toContainText("Chat");
  await pane.getByRole("link", { name: "Chat" }).click();
  await ask(page, "Say hello in 10 words");
  await answered(page);
  await expect(page.getByText("Asked by Responses: the deployment does not speak Chat.")).toBeVisible();
  await answers(page).last().locator("details.readings summary").click();
  await expect(answers(page).last().getByText("Responses, /openai/v1")).toBeVisible();
  await section(page, "Deployments").click();
  await deploymentRow(page, "gpt-5-codex").click();
  await expect(pane.getByText("Responses, learned from its answers")).toBeVisible();
  await expect(pane.getByText("Responses, /openai/v1")).toBeVisible();
});

test("pickers group deployments by their API, and say why one can't be chosen", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await beginComparison(page, sandbox.projectEndpoint, sandbox.apiKey);
  const picker = page.getByLabel("Add column");
  const labels = picker.locator("optgroup");
  await expect(labels.first()).toBeAttached();
  const groups = await labels.evaluateAll((all) =>
    all.map((group) => (group as HTMLOptGroupElement).label.replace(/^.* · /, "")),
  );
  expect(groups).toEqual(expect.arrayContaining(["Chat", "Responses", "Messages", "can't be chosen here"]));
  const refused = await picker.locator("option[disabled]").allInnerTexts();
  expect(refused).toContain("embed-large: embeddings");
  expect(refused).toContain("phi-4-failed: Failed");
  expect(refused).toContain("nightly-batch: batches only");
});

test("a pasted address of an API is the resource with that API, also when it is doubled and after a restart", async ({
  start,
  sandbox,
}) => {
  const first = await start();
  await connect(first.page, `${sandbox.url}/openai/v1/responses/chat/completions`, sandbox.apiKey);
  await expect(deploymentRow(first.page, "gpt-4.1-mini")).toBeVisible();
  await first.close();

  const { page } = await start();
  await section(page, "Integrations").click();
  const kept = async () => {
    const answer = await page.evaluate(() => window.assay["connections.list"]());
    return answer.ok ? answer.data.map(({ endpoint, dialect }) => [endpoint, dialect]) : answer.error;
  };
  expect(await kept()).toEqual([[sandbox.url, "responses"]]);
  await page.getByRole("tab", { name: "API Key" }).click();
  await page.getByLabel("Endpoint URL").fill(`${sandbox.url}/anthropic/v1/messages/v1/messages`);
  await expect(page.getByText("a server on this computer; Messages by default")).toBeVisible();
  await clean(page, "an address of an API");
});
