import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

test("a deployment is registered, chatted with, deleted, pointed elsewhere, and its history stays", async ({
  start,
  sandbox,
}) => {
  const first = await start();
  const { page } = first;
  await section(page, "Models").click();
  await clean(page, "Models, empty");
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  await page.getByRole("button", { name: "Register as model" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("gpt-4.1-mini");
  await clean(page, "Models, form");
  await page.getByLabel("Name", { exact: true }).fill("Assayer");
  await page.getByLabel("Tags").fill("fast, metal");
  await page.getByLabel("System prompt").fill("Answer in one short sentence.");
  await page.getByLabel("Temperature").fill("0.2");
  await page.locator("form").getByRole("button", { name: "Create Model" }).click();
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText("Assayer");
  const facts = page.getByRole("complementary", { name: "What the service knows" });
  await expect(facts).toContainText("1,047,576 tokens");
  await expect(facts).toContainText("2025-04-14");
  await expect(facts).toContainText("RetiresApr 14, 2027");
  await clean(page, "Models, one");

  await page.getByRole("button", { name: "Chat", exact: true }).click();
  await expect(page.getByLabel("Deployment").locator("option:checked")).toHaveText("Assayer");
  await ask(page, "Say hello in 5 words");
  await answered(page);
  await page.getByRole("button", { name: "Instructions and parameters" }).click();
  await expect(page.getByLabel("System prompt")).toHaveValue("Answer in one short sentence.");
  await expect(page.getByLabel("Temperature")).toHaveValue("0.2");
  await expect(page.getByRole("link", { name: "Open the model Assayer" })).toBeVisible();

  sandbox.changes.set("gpt-4.1-mini", "deleted");
  await ask(page, "And once more");
  await expect(page.getByText("There is no deployment gpt-4.1-mini").first()).toBeVisible();
  await expect(page.getByText("Assayer: The deployment gpt-4.1-mini is no longer there.")).toBeVisible();
  await clean(page, "Chat, model gone");
  await first.close();

  const { page: again } = await start();
  await section(again, "Models").click();
  await again.getByRole("link", { name: /Assayer/ }).click();
  await expect(again.getByText("The key has to be entered again")).toBeVisible();
  await clean(again, "Models, without a key");
  await again.getByRole("button", { name: "Enter the key again" }).click();
  await again.getByLabel("API Key", { exact: true }).fill(sandbox.apiKey);
  await again.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(deploymentRow(again, "gpt-4.1")).toBeVisible();
  await section(again, "Models").click();
  await again.getByRole("link", { name: /Assayer/ }).click();
  await expect(again.getByText("The deployment gpt-4.1-mini is no longer there")).toBeVisible();
  await clean(again, "Models, gone");
  await again.getByRole("button", { name: "Point elsewhere" }).last().click();
  await again.getByLabel("Deployment", { exact: true }).selectOption({ label: "gpt-4.1" });
  await clean(again, "Models, pointing elsewhere");
  await again.getByRole("button", { name: "Point here" }).click();
  await expect(again.locator(".bar .status")).toHaveText("Ready");
  await again.getByRole("link", { name: /^Say hello/ }).click();
  await ask(again, "Say hello in 6 words");
  await answered(again);
  await expect(answers(again).last()).toHaveAttribute("aria-label", "Answer of gpt-4.1");

  await again.getByRole("link", { name: "Open the model Assayer" }).click();
  sandbox.changes.set("gpt-4.1", "failed");
  await again.getByRole("button", { name: "Read again" }).click();
  await expect(again.getByText("The deployment gpt-4.1 does not answer")).toBeVisible();
  sandbox.changes.set("gpt-4.1", "replaced");
  await again.getByRole("button", { name: "Read again" }).click();
  await expect(again.getByText("Another model stands behind gpt-4.1")).toBeVisible();
  await clean(again, "Models, replaced");
  await again.getByRole("button", { name: "Keep this deployment" }).click();
  await expect(again.locator(".bar .status")).toHaveText("Ready");
  await expect(again.getByRole("complementary", { name: "What the service knows" })).toContainText(
    "gpt-4.1-nano",
  );
});

test("a model that is picked begins a conversation with its prompt; a deployment goes on with the one there is", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  await page.getByRole("button", { name: "Register as model" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Assayer");
  await page.getByLabel("System prompt").fill("Answer as an assayer.");
  await page.locator("form").getByRole("button", { name: "Create Model" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Assayer");

  await section(page, "Chat").click();
  const picker = page.getByLabel("Deployment");
  const prompt = page.getByLabel("System prompt");
  await page.getByRole("button", { name: "Instructions and parameters" }).click();
  await expect(prompt).toHaveValue("");
  await picker.selectOption({ label: "Assayer" });
  await expect(prompt).toHaveValue("Answer as an assayer.");
  await picker.selectOption({ label: "gpt-4.1" });
  await expect(prompt).toHaveValue("");
  await ask(page, "Say hello in 5 words");
  await answered(page);
  const plain = page.url();
  await picker.selectOption({ label: "o4-mini" });
  expect(page.url()).toBe(plain);

  await picker.selectOption({ label: "Assayer" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New conversation");
  await ask(page, "What instructions were you given?");
  await answered(page);
  await expect(answers(page).last()).toContainText("Answer as an assayer.");
  await section(page, "Models").click();
  await page.getByRole("link", { name: /^Assayer/ }).click();
  const own = page.getByRole("complementary", { name: "What the service knows" }).getByRole("link");
  await expect(own).toHaveCount(1);
  await own.click();
  await expect(picker.locator("option:checked")).toHaveText("Assayer");
  await page.getByRole("link", { name: /^Say hello in 5/ }).click();
  await expect(picker.locator("option:checked")).toHaveText("gpt-4.1");
});

test("a model is edited in place, duplicated, exported, imported, deleted and brought back", async ({
  start,
  sandbox,
  profile,
}) => {
  const { page, electron } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await deploymentRow(page, "o4-mini").click();
  await page.getByRole("button", { name: "Register as model" }).click();
  await expect(page.getByLabel("Temperature")).toBeDisabled();
  await page.locator("form").getByRole("button", { name: "Create Model" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Thinker");
  await page.getByLabel("Notes").fill("For hard questions");
  await page.getByLabel("Tags").fill("slow");
  const list = page.getByRole("navigation", { name: "Registered models" });
  await expect(list.getByRole("link", { name: /^Thinker/ })).toBeVisible();

  await page.getByRole("button", { name: "Actions for Thinker" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thinker (copy)");
  await expect(page.getByLabel("Notes")).toHaveValue("For hard questions");
  await page.getByLabel("Tags").fill("slow, second");
  await page.getByRole("button", { name: "second", exact: true }).click();
  await expect(list.getByRole("link")).toHaveCount(1);
  await page.getByRole("button", { name: "second", exact: true }).click();
  await page.getByPlaceholder("Search models").fill("hard questions");
  await expect(list.getByRole("link")).toHaveCount(2);
  await page.getByPlaceholder("Search models").fill("nothing like it");
  await expect(page.getByText("No model matches.")).toBeVisible();
  await page.getByPlaceholder("Search models").fill("");

  mkdirSync(join(profile, "files"));
  const file = join(profile, "files", "model.json");
  await electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as never;
  }, file);
  await list.getByRole("link", { name: /^Thinker o4|^Thinker Ready/ }).click();
  await page.getByRole("button", { name: "Actions for Thinker", exact: true }).click();
  await page.getByRole("menuitem", { name: "Export" }).click();
  await expect.poll(() => readText(file)).toContain("assay-model");
  expect(readText(file)).not.toContain(sandbox.apiKey);
  expect(JSON.parse(readText(file)).connection).toMatchObject({ endpoint: sandbox.projectEndpoint });
  await page.getByRole("button", { name: "Import a model" }).click();
  await expect(list.getByRole("link")).toHaveCount(3);
  await expect(page.locator(".bar .status")).toHaveText("Ready");

  const elsewhere = JSON.parse(readText(file));
  elsewhere.name = "From elsewhere";
  elsewhere.connection = { name: "Contoso", endpoint: "https://contoso.openai.azure.com", sandbox: false };
  writeFileSync(file, JSON.stringify(elsewhere));
  await page.getByRole("button", { name: "Import a model" }).click();
  await expect(page.getByText("Its connection is not here")).toBeVisible();
  await expect(page.getByRole("button", { name: "Chat", exact: true })).toBeDisabled();
  await clean(page, "Models, connection gone");
  writeFileSync(file, '{"format":"assay-model","__proto__":{}}');
  await page.getByRole("button", { name: "Import a model" }).click();
  await expect(page.getByText("This file cannot be imported")).toBeVisible();

  await page.getByRole("button", { name: "Actions for From elsewhere" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByText("From elsewhere was deleted.")).toBeVisible();
  await expect(list.getByRole("link")).toHaveCount(3);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("From elsewhere");
});

const readText = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
