import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsAsked, netLogSwitch } from "../../build/net-log.mjs";
import { expect, test } from "./app.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

/** All bytes of a profile's files, to search for what must not be there. */
const bytesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => lstatSync(file).isFile())
    .map((file) => readFileSync(file, "latin1"))
    .join("\n");

test("connects with a key, lists, streams, stops, finds both after a reload and a restart, and asks nobody else", async ({
  start,
  sandbox,
  profile,
}) => {
  // Not in the profile: it holds every header that was sent, with the key.
  const netLog = test.info().outputPath("net-log.json");
  const first = await start({ args: [netLogSwitch(netLog)] });
  const { page } = first;
  await section(page, "Integrations").click();
  await expect(page.getByRole("tab", { name: "OAuth" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("tab", { name: "API Key" }).click();
  await expect(page.getByLabel("Endpoint URL")).toHaveAttribute(
    "placeholder",
    "https://your-project-name.region.inference.ml.azure.com",
  );
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);

  const row = deploymentRow(page, "gpt-4.1-mini");
  await expect(row).toContainText("2025-04-14");
  await expect(row).toContainText("Succeeded");
  await expect(deploymentRow(page, "phi-4-failed")).toContainText("Failed");
  await row.click();
  await expect(row).toHaveAttribute("aria-selected", "true");

  await ask(page, "Explain how a fire assay works in 60 words");
  await answered(page);
  const whole = await answers(page).last().innerText();
  expect(whole.length).toBeGreaterThan(100);
  await expect(page.getByText(/First token/).last()).toBeVisible();

  await ask(page, "Write 2000 words about cupellation");
  await expect.poll(async () => (await answers(page).last().innerText()).length).toBeGreaterThan(150);
  await page.getByRole("button", { name: "Stop" }).click();
  await answered(page);
  await expect(answers(page).last()).toContainText("Stopped");
  const half = await answers(page).last().innerText();

  await page.reload();
  await expect(answers(page)).toHaveCount(2);
  await expect.poll(() => answers(page).first().innerText()).toBe(whole);
  await expect.poll(() => answers(page).last().innerText()).toBe(half);
  await first.close();
  // The browser's own requests are in it too, such as for a dictionary.
  expect(hostsAsked(netLog)).toEqual(["127.0.0.1"]);

  const { page: again } = await start();
  await expect(answers(again)).toHaveCount(2);
  await expect.poll(() => answers(again).last().innerText()).toBe(half);
  expect(bytesOf(profile)).not.toContain(sandbox.apiKey);
});

test("a page that joins a running answer has no gap and no double", async ({ start, sandbox }) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Write 250 words about touchstones");
  await expect.poll(async () => (await answers(page).last().innerText()).length).toBeGreaterThan(200);
  await page.reload();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await page.reload();
  await answered(page);
  const joined = await answers(page).last().innerText();
  await page.reload();
  await expect(answers(page)).toHaveCount(1);
  await expect.poll(() => answers(page).last().innerText()).toBe(joined);
});
