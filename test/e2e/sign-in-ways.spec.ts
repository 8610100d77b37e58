import { join } from "node:path";
import { enterCode } from "../fakes/code-entry.ts";
import { makeTool, signedInAz, tenantId } from "../fakes/tools.ts";
import { leaksInDatabases, leaksInFiles } from "../leaks.ts";
import { clean } from "./axe.ts";
import { expect, test } from "./entra.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { answered, ask, deploymentRow, section } from "./steps.ts";

test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

test("a code that is typed on another device signs in; it can be copied, cancelled, and asked for anew", async ({
  start,
  sandbox,
  entra,
  env,
}) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await expect(page.getByRole("button", { name: "Connect with Microsoft" })).toBeVisible();
  await clean(page, "Integrations, ways of signing in");
  await page.getByRole("button", { name: "Connect with Microsoft" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Sign in with a code" })).toBeFocused();
  await page.keyboard.press("Enter");
  const shown = page.getByRole("region", { name: "Type this code" });
  await expect(shown.getByText(`${entra.authority}/device`)).toBeVisible();
  await expect(shown.getByRole("timer")).toHaveText(/(9:\d\d|10:00)/);
  await clean(page, "Integrations, a code");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(shown).toBeHidden({ timeout: 1000 });
  await expect(page.getByText("Authentication cancelled or failed")).toBeVisible();

  entra.codesHold(2);
  await page.getByRole("button", { name: "Sign in with a code" }).click();
  await expect(page.getByText("The code has expired")).toBeVisible({ timeout: 6000 });
  entra.codesHold(600);
  await page.getByRole("button", { name: "Get a new code" }).click();
  const code = (await shown.locator("output").textContent()) ?? "";
  await shown.getByRole("button", { name: "Copy code" }).click();
  expect(await electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(code);
  expect(await enterCode(entra.ca, `${entra.authority}/device`, code, "mara")).toContain("Sign-in Success");
  await expect(page.getByText("Signed in as mara@contoso.example")).toBeVisible();
  await page.getByLabel("Endpoint URL").fill(sandbox.projectEndpoint);
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Say hello in 5 words");
  await answered(page);
  await expect(page.getByText(/First token/)).toBeVisible();
});

test("the Azure CLI's sign-in is used without a client id, after a restart too, and its token is nowhere", async ({
  start,
  sandbox,
  profile,
}) => {
  const bin = join(profile, "bin");
  const token = JSON.stringify(sandbox.token);
  const signedOut = `console.error("ERROR: Please run 'az login' to setup account."); process.exit(1);`;
  makeTool(bin, "az", signedOut);
  const launch = {
    executablePath: await keyringLauncher(profile),
    env: {
      ...keyringEnv(profile),
      HOME: profile,
      PATH: `${bin}:${process.env.PATH}`,
      ASSAY_RESOURCE_MANAGER: sandbox.url,
    },
  };
  const first = await start(launch);
  const { page } = first;
  await section(page, "Integrations").click();
  await expect(page.getByText("Signing in needs an app registration")).toBeVisible();
  await page.getByRole("button", { name: "Use the sign-in of the Azure CLI" }).click();
  await expect(page.getByText("Nobody is signed in to the Azure CLI")).toBeVisible();
  await clean(page, "Integrations, Azure CLI signed out");
  await page.getByRole("button", { name: "Copy the command" }).click();
  expect(await first.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe("az login");

  const { seen } = makeTool(bin, "az", signedInAz(token));
  const before = seen().length;
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("Signed in as mara@contoso.example")).toBeVisible();
  await expect(page.getByText("by the Azure CLI")).toBeVisible();
  const found = page.getByRole("region", { name: "Found with your account" });
  await expect(found.getByText("1 resource", { exact: true })).toBeVisible();
  await page.getByLabel("Endpoint URL").fill(sandbox.projectEndpoint);
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Say hello in 5 words");
  await answered(page);
  await expect(page.getByText(/First token/)).toBeVisible();
  const runs = seen().slice(before);
  const foundry = runs.filter((run) => run.arguments.includes("https://ai.azure.com"));
  expect(foundry.map((run) => run.arguments)).toEqual([
    [
      ...["account", "get-access-token", "--resource", "https://ai.azure.com"],
      ...["--tenant", tenantId, "--output", "json"],
    ],
  ]);
  await first.close();

  makeTool(bin, "az", signedOut);
  const second = await start(launch);
  await section(second.page, "Deployments").click();
  await expect(second.page.getByText(/Nobody is signed in to the Azure CLI/).first()).toBeVisible();
  await second.page.getByRole("button", { name: "Copy the command" }).click();
  const copied = await second.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toBe(`az login --tenant ${tenantId}`);
  makeTool(bin, "az", signedInAz(token));
  // A reading that had begun before may find it, and take the button away.
  const listed = deploymentRow(second.page, "gpt-4.1-mini");
  await expect(async () => {
    if (!(await listed.isVisible()))
      await second.page.getByRole("button", { name: "Retry" }).click({ timeout: 1_000 });
    await expect(listed).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
  await listed.click();
  await ask(second.page, "Say hello in 5 words");
  await answered(second.page);
  await second.close();
  // The tool itself has it.
  const files = leaksInFiles(profile, sandbox.token).filter((leak) => !leak.startsWith(`${bin}/`));
  expect(files).toEqual([]);
  expect(await leaksInDatabases(profile, sandbox.token)).toEqual([]);
});

test("the time to sign in is set in Settings, and kept", async ({ start, env }) => {
  const first = await start({ env });
  await section(first.page, "Settings").click();
  const field = first.page.getByLabel("Time to sign in");
  await expect(field).toHaveValue("5");
  await field.fill("99");
  await field.press("Tab");
  await expect(field).toHaveValue("5");
  await field.fill("12");
  await field.press("Tab");
  await expect(field).toHaveValue("12");
  await clean(first.page, "Settings, time to sign in");
  await first.close();
  const second = await start({ env });
  await section(second.page, "Settings").click();
  await expect(second.page.getByLabel("Time to sign in")).toHaveValue("12");
});
