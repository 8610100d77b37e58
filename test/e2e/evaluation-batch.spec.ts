import type { Sandbox } from "../../main/sandbox/server.ts";
import { expect, test } from "./app.ts";
import { settingsOf } from "./evaluating.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { connect, deploymentRow } from "./steps.ts";
import { button, importRows, tab } from "./tuning.ts";

test.skip(process.platform !== "linux", "This way of bringing a keyring is Linux's.");

/** Eight rows, of which two fail at the service when they are asked in a batch. */
const lines = Array.from({ length: 8 }, (_, at) =>
  JSON.stringify({
    messages: [
      {
        role: "user",
        content: at % 4 === 1 ? `Tell of sandbox-line-fails, ${at}.` : `Answer exactly: ingot ${at}`,
      },
      { role: "assistant", content: `ingot ${at}` },
    ],
  }),
);

/** The states of the batches that the service has. */
async function batches({ url, apiKey }: Sandbox): Promise<string[]> {
  const reply = await fetch(`${url}/openai/v1/batches`, { headers: { "api-key": apiKey } });
  const { data } = (await reply.json()) as { data: { status: string }[] };
  return data.map(({ status }) => status);
}

test("a batch goes on while the app is closed, and is collected into the matrix with what failed and why", async ({
  start,
  sandbox,
  profile,
}) => {
  sandbox.setPace("instant");
  const how = { executablePath: await keyringLauncher(profile), env: keyringEnv(profile) };
  let app = await start(how);
  await connect(app.page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(app.page, "nightly-batch")).toBeVisible();
  const datasetId = await importRows(app.electron, app.page, profile, "ingots", lines);
  const settings = await settingsOf(app.page, datasetId, { name: "Nightly", place: { kind: "batch" } });
  const id = await app.page.evaluate(
    async (settings) => {
      const draft = await window.assay["evaluations.create"]({ settings });
      if (!draft.ok) throw new Error(draft.error.message);
      location.hash = `#/evaluations/${draft.data.id}`;
      return draft.data.id;
    },
    { ...settings, models: settings.models.slice(0, 1) },
  );

  await app.page.getByLabel("Add a model").selectOption({ label: "nightly-batch (batch)" });
  // What is in no batch deployment is asked one by one, at once; the rest is sent, and the app ends.
  await expect(app.page.getByText(/“gpt-4.1-mini” isn't a batch deployment/).first()).toBeVisible();
  await button(app.page, "Start").click();
  await expect.poll(() => batches(sandbox)).toHaveLength(1);
  await expect(app.page.getByText("8 of 16 answers", { exact: true })).toBeVisible();
  await app.close();
  sandbox.setSpeed(10_000);
  await expect.poll(() => batches(sandbox)).toEqual(["completed"]);

  // It is collected, not sent again: what failed is told, with its reason.
  app = await start(how);
  const { page } = app;
  await page.evaluate((id) => {
    location.hash = `#/evaluations/${id}`;
  }, id);
  await button(page, "Resume").click();
  await expect(page.getByText("16 of 16 answers", { exact: true })).toBeVisible();
  await expect(page.getByText("2 answers failed")).toBeVisible();
  expect(await batches(sandbox)).toHaveLength(1);
  await tab(page, "Rows").click();
  const grid = page.getByRole("grid", { name: "Rows and models" });
  await expect(grid.getByText("Failed", { exact: true })).toHaveCount(2);
  await page.getByLabel("Show", { exact: true }).selectOption("Not graded");
  await expect(page.getByText("2 of 8 rows")).toBeVisible();
  await grid.focus();
  await page.keyboard.press("Enter");
  const failed = page
    .getByRole("complementary", { name: "Row in full" })
    .getByRole("article", { name: "nightly-batch" });
  await expect(failed).toContainText("The service failed");
  await expect(failed).toContainText("The server had an error");
  await expect(failed).toContainText("Not graded: there's no answer.");
});
