import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, section } from "./steps.ts";
import { button, dialog } from "./tuning.ts";

/** What the person picks in the system's dialogs. */
const picks = (electron: ElectronApplication, path: string) =>
  electron.evaluate(({ dialog }, picked) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: picked })) as never;
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [picked] })) as never;
  }, path);

const look = process.env.LOOK;
const shot = async (page: Page, name: string) => {
  if (look) await page.screenshot({ path: `${look}/files-${name}.png` });
};

/** Results as promptfoo writes them, of twenty rows that one provider has answered. */
const results = {
  evalId: "eval-1",
  results: {
    version: 3,
    timestamp: "2026-09-01T10:00:00.000Z",
    prompts: [{ raw: "Say exactly: {{word}}", label: "Say", provider: "openai:gpt-4o" }],
    results: Array.from({ length: 20 }, (_, at) => {
      const assert = [{ type: "equals", value: "{{word}}" }];
      const pass = at > 7;
      return {
        promptIdx: 0,
        testIdx: at,
        provider: { id: "openai:gpt-4o", label: "" },
        prompt: { raw: `Say exactly: word ${at}`, label: "Say" },
        vars: { word: `word ${at}` },
        testCase: { vars: { word: `word ${at}` }, assert },
        response: { output: pass ? `word ${at}` : "no" },
        success: pass,
        score: pass ? 1 : 0,
        gradingResult: {
          pass,
          score: pass ? 1 : 0,
          componentResults: [{ pass, score: pass ? 1 : 0, reason: "", assertion: assert[0] }],
        },
        latencyMs: 100,
      };
    }),
    stats: { successes: 12, failures: 8, errors: 0 },
  },
  config: { description: "Old words", prompts: ["Say exactly: {{word}}"], providers: ["openai:gpt-4o"] },
};

test("past results of another program are imported, exported, and run again against a deployment", async ({
  start,
  sandbox,
  profile,
}) => {
  // axe looks at every stop, in both themes.
  test.slow();
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await section(page, "Evaluations").click();

  const file = join(profile, "old.json");
  writeFileSync(file, JSON.stringify(results));
  await picks(electron, file);
  await button(page, "Import").click();
  const found = page.getByRole("dialog", { name: "Import “Old words”" });
  await expect(found.getByText("Past results from promptfoo: 20 rows, 20 answers.")).toBeVisible();
  await shot(page, "found");
  await clean(page, "What was found in a file");
  await found.getByRole("button", { name: "Import" }).click();
  await expect(page.getByLabel("Name of the evaluation")).toHaveValue("Old words");
  await expect(page.getByText("60%").first()).toBeVisible();

  const report = join(profile, "old.csv");
  await picks(electron, report);
  await button(page, "Export").click();
  await shot(page, "menu");
  await page.getByRole("menuitem", { name: "CSV" }).click();
  await expect(dialog(page).getByText(`Written to ${report}.`)).toBeVisible();
  expect(readFileSync(report, "utf8").split("\r\n")).toHaveLength(22);
  await dialog(page).getByRole("button", { name: "Close" }).click();

  await button(page, "More actions for Old words").click();
  await page.getByRole("menuitem", { name: "Run again" }).click();
  const again = page.getByRole("dialog", { name: "Run again against your deployments" });
  await expect(again.getByRole("button", { name: "Create draft" })).toBeDisabled();
  await again.getByRole("combobox").selectOption({ label: "gpt-4.1-mini" });
  await shot(page, "again");
  await clean(page, "Run again");
  await again.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByLabel("Name of the evaluation")).toHaveValue("Old words (again)");
  await button(page, "Start").click();
  await page.getByRole("tab", { name: "Other evaluation" }).click({ timeout: 60_000 });
  await page.getByRole("combobox", { name: "Evaluation before" }).selectOption({ label: "Old words" });
  await shot(page, "against");
  await expect(page.getByText(/^gpt-4\.1-mini is better: 100% against 60%, 40 points more/)).toBeVisible();
});
