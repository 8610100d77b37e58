import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { section } from "./steps.ts";

const rowsCount = 300;

/** Chat rows, of which every fiftieth has a token that fails a training job. */
const chatRows = Array.from({ length: rowsCount }, (_, index) =>
  JSON.stringify({
    messages: [
      { role: "user", content: `Which metal is number ${index + 1}?` },
      {
        role: "assistant",
        content: index % 50 === 7 ? `Metal ${index + 1} <|fim_suffix|> it is.` : `Metal ${index + 1} it is.`,
        weight: 1,
      },
    ],
  }),
);

/** Makes a dataset of pasted text, as the Import dialog does. Gives its id. */
async function paste(page: Page, name: string, text: string): Promise<string> {
  const id = await page.evaluate(
    async ([name, text]) => {
      const intake = await window.assay["datasets.paste"]({ text });
      if (!intake.ok) throw new Error(intake.error.message);
      const made = await window.assay["datasets.import"]({
        intakeId: intake.data.id,
        name,
        into: null,
        mayNeedMuch: false,
      });
      if (!made.ok) throw new Error(made.error.message);
      return made.data.id;
    },
    [name, text] as const,
  );
  await section(page, "Datasets").click();
  await page.getByRole("link", { name: new RegExp(name) }).click();
  return id;
}

test("rows", async ({ start }) => {
  const { page } = await start();
  await paste(page, "metals", chatRows.join("\n"));
  await page.getByRole("tab", { name: "Rows" }).click();
  await page.getByRole("grid", { name: "Rows" }).waitFor();
  await page.waitForTimeout(2500);
  const shot = async (name: string) => {
    for (const theme of ["light", "dark"] as const) {
      await page.evaluate((theme) => window.assay["settings.set"]({ theme }), theme);
      await page.waitForTimeout(200);
      await page.screenshot({ path: `/tmp/wt/E2/test-results-shots/${name}-${theme}.png` });
    }
  };
  await shot("rows");
  await page.getByRole("row").nth(3).click();
  await page.waitForTimeout(400);
  await shot("row");
});
