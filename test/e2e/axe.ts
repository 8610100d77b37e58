import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { showTheme, themes } from "../../build/theme.mjs";
import { expect } from "./app.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong on the screen as it is, one line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** Fails when axe finds something wrong on the screen, in either theme. */
export async function clean(page: Page, screen: string): Promise<void> {
  for (const theme of themes) {
    await showTheme(page, theme);
    expect([screen, theme, await violations(page)]).toEqual([screen, theme, []]);
  }
}
