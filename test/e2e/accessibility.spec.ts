import { loaded } from "../../build/theme.mjs";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

test("axe finds nothing on any screen, in either theme", async ({ start, sandbox }) => {
  const { page } = await start();
  await clean(page, "Home, first start");
  const screens = ["Chat", "Models", "Datasets", "Fine-tuning", "Deployments", "Settings", "Help"];
  for (const name of [...screens, "Integrations"]) {
    await section(page, name).click();
    await clean(page, `${name}, empty`);
  }
  await page.getByRole("tab", { name: "OAuth" }).click();
  await clean(page, "Integrations, OAuth");
  await page.getByRole("tab", { name: "API Key" }).click();
  await connect(page, sandbox.projectEndpoint, "wrong-key");
  await expect(page.getByText("Invalid credentials")).toBeVisible();
  await clean(page, "Integrations, refused");
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
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
  await page.getByRole("link", { name: /127\.0\.0\.1/ }).click();
  await expect(page.getByText("Show deployments")).toBeVisible();
  await clean(page, "Integrations, one connection");
  await section(page, "Home").click();
  await clean(page, "Home, connected");
  await section(page, "Compare").click();
  await page.getByRole("link", { name: "Scoreboard" }).click();
  await clean(page, "Scoreboard, empty");
  await page.getByRole("link", { name: "Side by side" }).click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
  for (const name of ["gpt-4.1-mini", "gpt-4.1"]) {
    await page.getByLabel("Add column").selectOption({ label: name });
  }
  const bar = page.getByRole("region", { name: "Vote" });
  await bar.getByRole("checkbox", { name: "Blind vote" }).check();
  await clean(page, "Compare, blind before it is asked");
  await page.getByLabel("Prompt", { exact: true }).fill("Write 60 words about assaying");
  await page.getByRole("button", { name: "Ask all" }).click();
  await expect(page.getByText(/of 2 have answered/)).toBeVisible();
  await clean(page, "Compare, blind and answering");
  await bar.getByRole("button", { name: "Tie" }).click();
  await clean(page, "Compare, revealed");
  await page.getByRole("link", { name: "Scoreboard" }).first().click();
  await expect(page.getByText("1 vote.")).toBeVisible();
  await clean(page, "Scoreboard");
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

  await tabTo(/^Integrations/);
  await keyboard.press("Enter");
  await page.getByText("OAuth", { exact: true }).first().waitFor();
  await tabTo(/^OAuth$/);
  await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await tabTo(/^Endpoint URL$/);
  await keyboard.type(sandbox.projectEndpoint);
  await tabTo(/^API Key$/);
  await keyboard.type(sandbox.apiKey);
  await keyboard.press("Enter");
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  await tabTo(/gpt-4\.1|deepseek|o4-mini|embed|phi|claude/);
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

/** What can be used on a screen: each of these has to be reached with the keyboard. */
const usable =
  "a[href], button:not(:disabled), input:not([type=radio], :disabled), select:not(:disabled), textarea, summary, [tabindex='0']";

test("every control of every screen is reached with Tab, and its focus can be seen", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  /** Tabs once around the screen and gives the names of what was not reached or did not show its focus. */
  const unreached = async () => {
    const count = await page.locator(usable).count();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.evaluate((selector) => {
      for (const element of document.querySelectorAll(selector)) element.removeAttribute("data-seen");
    }, usable);
    for (let step = 0; step < count + 5; step++) {
      await page.keyboard.press("Tab");
      await page.evaluate(() => {
        const element = document.activeElement;
        const ringed = (node: Element | null) =>
          node !== null &&
          Number.parseFloat(getComputedStyle(node).outlineWidth) >= 2 &&
          getComputedStyle(node).outlineStyle !== "none";
        const isShown = [
          element,
          element?.parentElement ?? null,
          element?.parentElement?.parentElement ?? null,
        ].some(ringed);
        if (element && isShown) element.setAttribute("data-seen", "");
      });
    }
    return page.evaluate(
      (selector) =>
        [...document.querySelectorAll<HTMLElement>(selector)]
          // Of a group such as tabs or rows one is reached by Tab, the others with the arrow keys.
          .filter(
            (element) =>
              element.tabIndex >= 0 && element.checkVisibility() && !element.hasAttribute("data-seen"),
          )
          .map((element) => element.outerHTML.slice(0, 120)),
      usable,
    );
  };
  expect(["Onboarding", await unreached()]).toEqual(["Onboarding", []]);
  await page.getByRole("button", { name: "Skip for now" }).click();
  await page.getByRole("button", { name: /^Create Model/ }).click();
  await loaded(page);
  expect(["Guide", await unreached()]).toEqual(["Guide", []]);
  const first = ["Home", "Chat", "Models", "Datasets", "Fine-tuning", "Evaluations", "Deployments"];
  const screens = [...first, "Settings", "Help", "Integrations"];
  for (const name of screens) {
    await section(page, name).click();
    await loaded(page);
    expect([name, "empty", await unreached()]).toEqual([name, "empty", []]);
  }
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Say hello in 20 words");
  await answered(page);
  await section(page, "Deployments").click();
  await deploymentRow(page, "gpt-4.1").click();
  await page.getByRole("button", { name: "Register as model" }).click();
  expect(["Models, form", await unreached()]).toEqual(["Models, form", []]);
  await page.getByLabel("Tags").fill("careful");
  await page.locator("form").getByRole("button", { name: "Create Model" }).click();
  await page.getByRole("button", { name: "Point elsewhere" }).click();
  expect(["Models, one", await unreached()]).toEqual(["Models, one", []]);
  for (const name of screens) {
    await section(page, name).click();
    expect([name, "connected", await unreached()]).toEqual([name, "connected", []]);
  }
  await section(page, "Fine-tuning").click();
  await page.getByRole("complementary").getByRole("button", { name: "New job" }).click();
  await page.getByRole("radio", { name: /^Reinforcement/ }).check();
  await page.getByRole("button", { name: /^o4-mini/ }).waitFor();
  await page.getByRole("button", { name: "Reinforcement needs a grader." }).waitFor();
  expect(["Fine-tuning, a plan", await unreached()]).toEqual(["Fine-tuning, a plan", []]);
  await section(page, "Evaluations").click();
  await page.getByRole("complementary").getByRole("button", { name: "New", exact: true }).click();
  await page.getByRole("button", { name: "Choose a dataset." }).waitFor();
  expect(["Evaluations, a draft", await unreached()]).toEqual(["Evaluations, a draft", []]);
  await section(page, "Compare").click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
  for (const name of ["gpt-4.1-mini", "gpt-4.1"]) {
    await page.getByLabel("Add column").selectOption({ label: name });
  }
  const bar = page.getByRole("region", { name: "Vote" });
  await bar.getByRole("checkbox", { name: "Blind vote" }).check();
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 12 words");
  await page.getByRole("button", { name: "Ask all" }).click();
  await expect(bar.getByRole("button", { name: "Tie" })).toBeVisible({ timeout: 20_000 });
  expect(["Compare, blind", await unreached()]).toEqual(["Compare, blind", []]);
  await bar.getByRole("button", { name: "Tie" }).click();
  await page.getByRole("link", { name: "Scoreboard" }).last().click();
  await expect(page.getByText("1 vote.")).toBeVisible();
  expect(["Scoreboard", await unreached()]).toEqual(["Scoreboard", []]);
  await section(page, "Integrations").click();
  await page.getByRole("tab", { name: "API Key" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("tab", { name: "OAuth" })).toBeFocused();
  await page
    .getByRole("navigation", { name: "Sections" })
    .getByRole("link", { name: "Settings" })
    .press("Enter");
  await page.getByRole("radio", { checked: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Light" })).toBeChecked();
});
