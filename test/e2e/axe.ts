import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { showTheme, themes } from "../../build/theme.mjs";
import { expect } from "./app.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong on the screen as it is, one line each. */
async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axeSource);
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** Waits until the page has stood still for 100 ms: what was clicked before is drawn. An answer never does: 500 ms at most. */
const settle = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const done = () => {
          observer.disconnect();
          resolve();
        };
        let still = setTimeout(done, 100);
        setTimeout(done, 500);
        const observer = new MutationObserver(() => {
          clearTimeout(still);
          still = setTimeout(done, 100);
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      }),
  );

/** Fails when axe finds something wrong on the screen, in either theme. */
export async function clean(page: Page, screen: string): Promise<void> {
  await settle(page);
  for (const theme of themes) {
    await showTheme(page, theme);
    expect([screen, theme, await violations(page)]).toEqual([screen, theme, []]);
  }
}
