import { leaksIn, leaksInDatabases, leaksInFiles } from "../leaks.ts";
import { clean } from "./axe.ts";
import { expect, openSignIn, signInAs, test } from "./entra.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { answered, answers, ask, deploymentRow, section } from "./steps.ts";

test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

test("two steps: sign in, then the endpoint; list, chat, restart, disconnect", async ({
  start,
  sandbox,
  entra,
  env,
}) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await expect(page.getByRole("tab", { name: "OAuth" })).toHaveAttribute("aria-selected", "true");
  await signInAs(await openSignIn(electron, page), "mara");
  await expect(page.getByText("OAuth connection successful")).toBeVisible();
  await expect(page.getByText("Signed in as mara@contoso.example")).toBeVisible();
  await page.getByLabel("Endpoint URL").fill(sandbox.projectEndpoint);
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Say hello in 5 words");
  await answered(page);
  await expect(answers(page)).toHaveCount(1);
  await expect(page.getByText(/First token/)).toBeVisible();
  const saved = await page.evaluate(() => window.assay["connections.list"]());
  expect(saved).toMatchObject({
    ok: true,
    data: [{ kind: "oauth", account: { username: "mara@contoso.example" } }],
  });
  expect(JSON.stringify(saved)).not.toContain(sandbox.token);
  expect(entra.asked[0]?.get("grant_type")).toBe("authorization_code");

  await section(page, "Integrations").click();
  await page.getByRole("link", { name: /mara@contoso/ }).click();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByRole("button", { name: "Connect with Microsoft" })).toBeVisible();
  const again = await openSignIn(electron, page);
  await signInAs(again, "mara");
  await expect(page.getByLabel("Endpoint URL")).toHaveValue(sandbox.projectEndpoint);
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
});

test("a resource of another directory offers it: while connecting and afterwards, and nothing changes until one works", async ({
  start,
  sandbox,
  env,
}) => {
  const { electron, page } = await start({ env });
  const dialog = page.getByRole("dialog", { name: "Choose the directory" });
  const choose = page.getByRole("button", { name: "Choose the directory" });
  const use = dialog.getByRole("button", { name: "Use this directory" });
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  await page.getByLabel("Endpoint URL").fill(sandbox.projectEndpoint);
  sandbox.faults.set("*", "wrong-directory");
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await expect(page.getByText("This sign-in belongs to another directory")).toBeVisible();
  await expect(page.getByText("The service says:")).toBeVisible();
  await expect(page.getByText(/^Token tenant .* does not match resource tenant/)).toBeVisible();
  await choose.click();
  await expect(dialog.getByRole("radio", { name: /0009 named by the resource/ })).toBeChecked();
  await expect(dialog).toContainText("mara@contoso.example");
  await clean(page, "Choosing a directory");
  await use.click();
  await expect(dialog.getByText(/^Nothing was changed/)).toBeVisible();
  await dialog.getByLabel("Directory (tenant) ID or domain").fill("nowhere.example");
  await use.click();
  await expect(dialog.getByText("This directory was not found")).toBeVisible();
  await dialog.getByRole("radio").check();
  sandbox.faults.set("*", null);
  await use.click();
  await expect(dialog).toBeHidden();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();

  sandbox.faults.set("*", "wrong-directory");
  await page.getByRole("button", { name: "Read again" }).click();
  await choose.click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("This sign-in belongs to another directory")).toBeVisible();
  await choose.click();
  sandbox.faults.set("*", null);
  await use.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("This sign-in belongs to another directory")).toBeHidden();
});

test("a sign-in is kept by a real keyring, works after a restart, and its token is nowhere else", async ({
  start,
  sandbox,
  entra,
  env,
  profile,
}) => {
  const launch = { executablePath: await keyringLauncher(profile), env: { ...keyringEnv(profile), ...env } };
  const first = await start(launch);
  await section(first.page, "Integrations").click();
  await signInAs(await openSignIn(first.electron, first.page), "mara");
  await first.page.getByLabel("Endpoint URL").fill(sandbox.projectEndpoint);
  await first.page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await expect(deploymentRow(first.page, "gpt-4.1-mini")).toBeVisible();
  await first.close();
  const asked = entra.asked.length;

  const second = await start(launch);
  const { page } = second;
  await section(page, "Deployments").click();
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Say hello in 5 words");
  await answered(page);
  sandbox.faults.set("*", "token-refused");
  await section(page, "Deployments").click();
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText("What was sent and received").click();
  await expect(page.getByText(/authorization: Bearer •••/)).toBeVisible();
  const shown = await page.evaluate(
    () => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }),
  );
  await second.close();
  // The token that was kept still holds for an hour; another audience was asked for after the refusal.
  const later = new Set(entra.asked.slice(asked).map((body) => body.get("grant_type")));
  expect(later).toEqual(new Set(["refresh_token"]));
  expect(leaksIn(Buffer.from(shown), sandbox.token)).toEqual([]);
  expect(leaksInFiles(profile, sandbox.token)).toEqual([]);
  expect(await leaksInDatabases(profile, sandbox.token)).toEqual([]);
});

test("a window that is closed cancels at once, and nothing listens any more", async ({ start, env }) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  const window = await openSignIn(electron, page);
  const listener = new URL(new URL(window.url()).searchParams.get("redirect_uri") ?? "http://localhost:1");
  await expect(page.getByText("Waiting for you to sign in")).toBeVisible();
  await window.close();
  await expect(page.getByText("Authentication cancelled or failed")).toBeVisible({ timeout: 2_000 });
  await expect(page.getByRole("button", { name: "Use my browser instead" }).first()).toBeVisible();
  await expect.poll(() => fetch(listener).then(String, () => "gone")).toBe("gone");
});

test("a window that is closed after the answer has left still connects", async ({ start, entra, env }) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  entra.delay(3_000);
  const window = await openSignIn(electron, page);
  await signInAs(window, "mara");
  await expect(page.getByText("Finishing sign-in")).toBeVisible();
  await window.close();
  await expect(page.getByText("OAuth connection successful")).toBeVisible({ timeout: 10_000 });
});

test("an exchange that takes too long is given up after ten seconds", async ({ start, entra, env }) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  entra.delay(15_000);
  const window = await openSignIn(electron, page);
  await signInAs(window, "mara");
  await expect(page.getByText("Finishing sign-in")).toBeVisible();
  await expect(page.getByText("Authentication cancelled or failed")).toBeVisible({ timeout: 12_000 });
  // What comes after all is taken up.
  await expect(page.getByText("OAuth connection successful")).toBeVisible({ timeout: 12_000 });
  await expect(page.getByText("Authentication cancelled or failed")).toBeHidden();
});

test("the sign-in goes to https pages and its own answer only", async ({ start, env }) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  const window = await openSignIn(electron, page);
  const at = window.url();
  for (const url of [
    "file:///etc/passwd",
    "http://127.0.0.1:9/",
    "data:text/html,x",
    "http://localhost:1/",
  ]) {
    await window.evaluate((to) => {
      location.href = to;
    }, url);
    await window.waitForTimeout(200);
    expect(window.url()).toBe(at);
  }
  expect(await window.evaluate(() => "assay" in globalThis || "require" in globalThis)).toBe(false);
});

test("without a client id the tab says how to get one", async ({ start }) => {
  const { page } = await start();
  await section(page, "Integrations").click();
  await expect(page.getByText("Signing in needs an app registration")).toBeVisible();
  await page.getByText("As a script for the Azure CLI").click();
  await expect(page.getByText(/18a66f5f-dbdf-4c17-9dd7-1634712a9cbe/)).toBeVisible();
  await page.getByLabel("Client id").fill("11111111-2222-3333-4444-555555555555");
  await page.getByRole("button", { name: "Use this registration" }).click();
  await expect(page.getByRole("button", { name: "Connect with Microsoft" })).toBeVisible();
});

test("what the account can see is offered: nobody has to paste an endpoint", async ({
  start,
  sandbox,
  env,
}) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  const found = page.getByRole("region", { name: "Found with your account" });
  await expect(found.getByText("1 resource", { exact: true })).toBeVisible();
  await expect(found.getByText(/deployments, 1 not ready/)).toBeVisible();
  await clean(page, "Integrations, found");
  await found.getByRole("button", { name: "Connect sandbox / sandbox" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  // The project's list has no status; Azure Resource Manager does, also where the resource's own list is refused.
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("Azure Resource Manager", { exact: false })).toBeVisible();
  await expect(deploymentRow(page, "phi-4-failed").getByText("Failed", { exact: true })).toBeVisible();
  const saved = await page.evaluate(() => window.assay["connections.list"]());
  expect(saved).toMatchObject({
    data: [{ endpoint: sandbox.projectEndpoint, resourceId: expect.stringMatching(/\/accounts\/sandbox$/) }],
  });
});

test("where the resources cannot be listed, pasting an endpoint is all that is needed", async ({
  start,
  sandbox,
  env,
}) => {
  sandbox.faults.set("management", "management-role-missing");
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  await page.getByText("Your resources could not be listed").click();
  await expect(page.getByRole("button", { name: "Allow listing" })).toBeVisible();
  await page.getByLabel("Endpoint URL").fill(sandbox.projectEndpoint);
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
});

test("a refresh token that died: one diagnosis, in place; signing in again goes on, with the draft", async ({
  start,
  sandbox,
  entra,
  env,
}) => {
  entra.lifetime(200);
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  await page.getByLabel("Endpoint URL").fill(sandbox.projectEndpoint);
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Say hello in 5 words");
  await answered(page);

  entra.refuse({ error: "invalid_grant", error_description: "AADSTS50173: The grant was revoked" });
  await ask(page, "Say hello in 6 words");
  const failed = page.getByRole("heading", { name: "OAuth token refresh failed" });
  await expect(failed).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Use API Key instead" })).toBeVisible();
  await page.getByRole("textbox", { name: "Message" }).fill("a draft");
  entra.refuse(null);

  // Closed without an answer: the diagnosis of the sign-in stands above, the conversation below.
  const closed = await openSignIn(electron, page);
  await closed.close();
  const dialog = page.getByRole("dialog", { name: "Connect with Microsoft" });
  await expect(dialog.getByText("Authentication cancelled or failed")).toBeVisible();
  await clean(page, "Signing in again");

  // Its help makes room for itself, and the conversation is as it was.
  await dialog.getByRole("link", { name: "Help", exact: true }).click();
  await expect(page.getByRole("article", { name: "Authentication cancelled or failed" })).toBeFocused();
  await expect(dialog).toBeHidden();
  await page.goBack();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("a draft");
  await (await openSignIn(electron, page)).close();
  await expect(dialog.getByText("Authentication cancelled or failed")).toBeVisible();
  const opened = electron.waitForEvent("window");
  await dialog.getByRole("button", { name: "Connect with Microsoft" }).click();
  const again = await opened;
  await again.locator("input[name=login]").waitFor();
  expect(new URL(again.url()).pathname).toMatch(/^\/interaction\//);
  await signInAs(again, "mara");
  await expect(dialog).toBeHidden();
  await answered(page);
  await expect(failed).toHaveCount(0);
  await expect(answers(page)).toHaveCount(2);
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("a draft");

  entra.refuse({ error: "invalid_grant", error_description: "AADSTS50173: The grant was revoked" });
  await ask(page, "Say hello in 7 words");
  await page.getByRole("button", { name: "Use API Key instead" }).click();
  await expect(page.getByRole("tab", { name: "API Key" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByLabel("Endpoint URL")).toHaveValue(sandbox.projectEndpoint);
});
