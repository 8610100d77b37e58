import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { expect, test } from "./app.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

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

async function clean(page: Page, screen: string): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.evaluate((chosen) => window.assay["settings.set"]({ theme: chosen }), theme);
    await expect
      .poll(() => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches))
      .toBe(theme === "dark");
    // Colours move for 140 ms at most.
    await page.waitForTimeout(300);
    expect([screen, theme, await violations(page)]).toEqual([screen, theme, []]);
  }
}

test("axe finds nothing on any screen, in either theme", async ({ start, sandbox }) => {
  const { page } = await start();
  await clean(page, "Home, first start");
  for (const name of ["Chat", "Deployments", "Settings", "Integrations"]) {
    await section(page, name).click();
    await clean(page, `${name}, empty`);
  }
  await page.getByRole("tab", { name: "OAuth" }).click();
  await clean(page, "Integrations, OAuth");
  await page.getByRole("tab", { name: "API Key" }).click();
  await connect(page, sandbox.projectEndpoint, "wrong-key");
  await expect(page.getByText("The key was not accepted")).toBeVisible();
  await clean(page, "Integrations, refused");
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  await clean(page, "Deployments");
  await deploymentRow(page, "phi-4-failed").click();
  await clean(page, "Deployments, failed one");
  await deploymentRow(page, "gpt-4.1-mini").click();
  await clean(page, "Deployments, selected");
  await ask(page, "Write 3000 words about assaying");
  await clean(page, "Chat, answering");
  await page.getByRole("button", { name: "Stop" }).click();
  await answered(page);
  await clean(page, "Chat, stopped");
  await section(page, "Integrations").click();
  await clean(page, "Integrations, connected");
  await section(page, "Home").click();
  await clean(page, "Home, connected");
});

test("the main job works from the keyboard alone", async ({ start, sandbox }) => {
  const { page } = await start();
  const { keyboard } = page;
  /** Moves on with Tab until the focused element has this name; fails when it never comes. */
  const tabTo = async (name: RegExp) => {
    for (let step = 0; step < 60; step++) {
      const focused = page.locator(":focus");
      if ((await focused.count()) > 0) {
        const label = await focused.evaluate((element) => {
          const labels = (element as HTMLInputElement).labels;
          return element.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? element.textContent ?? "";
        });
        if (name.test(label.trim())) {
          const outline = await focused.evaluate((element) => {
            const shown = (node: Element | null): boolean => {
              if (!node) return false;
              const style = getComputedStyle(node);
              return (
                (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2) ||
                style.boxShadow !== "none"
              );
            };
            return (
              shown(element) ||
              shown(element.parentElement) ||
              shown(element.parentElement?.parentElement ?? null)
            );
          });
          expect([name.source, "focus is visible", outline]).toEqual([name.source, "focus is visible", true]);
          return;
        }
      }
      await keyboard.press("Tab");
    }
    throw new Error(`The keyboard never reached ${name}`);
  };

  await tabTo(/^Integrations$/);
  await keyboard.press("Enter");
  await tabTo(/^Endpoint URL$/);
  await keyboard.type(sandbox.projectEndpoint);
  await tabTo(/^API Key$/);
  await keyboard.type(sandbox.apiKey);
  await keyboard.press("Enter");
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  await tabTo(/gpt-4\.1|deepseek|o4-mini|embed|phi/);
  for (let step = 0; step < 20; step++) {
    if ((await deploymentRow(page, "gpt-4.1-mini").getAttribute("aria-selected")) === "true") break;
    await keyboard.press("ArrowDown");
  }
  await expect(deploymentRow(page, "gpt-4.1-mini")).toHaveAttribute("aria-selected", "true");
  await tabTo(/^Message/);
  await keyboard.type("Write 2000 words about gold");
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await keyboard.press("Escape");
  await answered(page);
  await expect(answers(page).last()).toContainText("Stopped");
});
