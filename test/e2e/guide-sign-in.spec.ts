import { clean } from "./axe.ts";
import { expect, openSignIn, signInAs, test } from "./entra.ts";
import { answered, answers, ask } from "./steps.ts";

test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

test("Guide Me connects with Microsoft as well, and goes on where it was", async ({ start, env }) => {
  const { electron, page } = await start({ env });
  await page.getByRole("button", { name: "Skip for now" }).click();
  await page.getByRole("button", { name: /^Guide Me/ }).click();
  await page.getByRole("radio", { name: /^Microsoft Foundry/ }).check();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await signInAs(await openSignIn(electron, page), "mara");
  await expect(page.getByText("OAuth connection successful")).toBeVisible();
  await clean(page, "Guide, signed in");
  await page.getByRole("button", { name: "Connect sandbox / sandbox" }).click();
  await expect(page.locator("[aria-current=step]")).toHaveText("Model");
  await page.getByRole("radio", { name: /^gpt-4.1-mini/ }).check();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: "Start chatting" }).click();
  await ask(page, "Say hello in 20 words");
  await answered(page);
  await expect(answers(page)).toHaveCount(1);
});
