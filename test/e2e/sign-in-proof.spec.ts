import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { databasesIn, leaksIn, leaksInDatabases, leaksInFiles } from "../leaks.ts";
import { enterName, expect, openSignIn, signInAs, test } from "./entra.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { overhear } from "./overhear.ts";
import { answered, ask, deploymentRow, section } from "./steps.ts";

test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

const canary = "q4c4n4ry7w2m6t8x0v1z";

/** Whether somebody answers at an address. */
const answers = (address: string) => fetch(address).then(String, () => "gone");

async function save(page: Page, endpoint: string): Promise<void> {
  await page.getByLabel("Endpoint URL").fill(endpoint);
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
}

test.describe("at a directory of Entra", () => {
  test.use({ protocol: "microsoft" });

  test("the app signs in in Entra's own protocol, lists and chats, and renews when the computer wakes", async ({
    start,
    sandbox,
    entra,
    env,
  }) => {
    entra.lifetime(200);
    const { electron, page } = await start({ env });
    await section(page, "Integrations").click();
    await signInAs(await openSignIn(electron, page), "mara");
    await save(page, sandbox.projectEndpoint);
    await deploymentRow(page, "gpt-4.1-mini").click();
    await ask(page, "Say hello in 5 words");
    await answered(page);
    expect(entra.opened[0]?.get("prompt")).toBe("select_account");
    const before = entra.requests();
    await electron.evaluate(({ powerMonitor }) => powerMonitor.emit("resume"));
    await expect.poll(() => entra.requests()).toBeGreaterThan(before);
    expect(entra.asked.at(-1)?.get("grant_type")).toBe("refresh_token");
  });
});

test("a person who does not agree is told so, with two ways on", async ({ start, env }) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  const window = await openSignIn(electron, page);
  await enterName(window, "mara");
  const closed = window.waitForEvent("close");
  await window.getByRole("link", { name: /cancel/i }).click();
  await closed;
  await expect(page.getByText("Authentication cancelled or failed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Connect with Microsoft" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Use my browser instead" }).first()).toBeVisible();
});

test("two accounts side by side: one that signs out leaves the other", async ({ start, sandbox, env }) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  await save(page, sandbox.projectEndpoint);
  await section(page, "Integrations").click();
  await page.getByRole("button", { name: "Use another account" }).click();
  await signInAs(await openSignIn(electron, page), "theo");
  await save(page, sandbox.projectEndpoint);
  await section(page, "Integrations").click();
  await page.getByRole("link", { name: /mara@contoso/ }).click();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByRole("button", { name: "Disconnect" })).toBeHidden();
  const names = async () => {
    const state = await page.evaluate(() => window.assay["identity.state"]());
    return state.ok ? state.data.accounts.map(({ username }) => username) : [];
  };
  await expect.poll(names).toEqual(["theo@contoso.example"]);
  await page.getByRole("link", { name: /theo@contoso/ }).click();
  await expect(page.getByRole("button", { name: "Disconnect" })).toBeVisible();
  await section(page, "Deployments").click();
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
});

test("an app that is quit while a sign-in waits leaves nothing that listens", async ({
  start,
  env,
  entra,
}) => {
  const { electron, page, close } = await start({ env });
  await section(page, "Integrations").click();
  const opened = electron.waitForEvent("window");
  await page.getByRole("button", { name: "Connect with Microsoft" }).click();
  await (await opened).locator("input[name=login]").waitFor();
  const listener = entra.opened[0]?.get("redirect_uri") ?? "";
  expect(await answers(listener)).toBe("[object Response]");
  await close();
  expect(await answers(listener)).toBe("gone");
  expect(entra.requests()).toBe(0);
});

test("an app whose window is closed while a sign-in waits ends, and leaves nothing that listens", async ({
  start,
  env,
  entra,
}) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await openSignIn(electron, page);
  const listener = entra.opened[0]?.get("redirect_uri") ?? "";
  expect(await answers(listener)).toBe("[object Response]");
  const ended = electron.waitForEvent("close");
  await page.close();
  await ended;
  expect(await answers(listener)).toBe("gone");
});

test("without a keyring a sign-in lasts for the session, says so, and nothing of it is written", async ({
  start,
  sandbox,
  entra,
  env,
  profile,
}) => {
  const first = await start({ env });
  await section(first.page, "Integrations").click();
  await expect(first.page.getByText(/your sign-in is kept for this session only/)).toBeVisible();
  await signInAs(await openSignIn(first.electron, first.page), "mara");
  await save(first.page, sandbox.projectEndpoint);
  await first.close();
  expect(existsSync(join(profile, "secrets.json"))).toBe(false);
  expect(leaksInFiles(profile, String(entra.given[0]?.refresh_token))).toEqual([]);
  expect(leaksInFiles(profile, sandbox.token)).toEqual([]);

  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  const connection = page.getByRole("link", { name: /mara@contoso/ });
  await expect(connection.getByText("Sign in", { exact: true })).toBeVisible();
  await section(page, "Deployments").click();
  await expect(page.getByRole("heading", { name: "You have to sign in again" })).toBeVisible();
  await section(page, "Integrations").click();
  await connection.click();
  await signInAs(await openSignIn(electron, page), "mara");
  await expect(page.getByLabel("Endpoint URL")).toHaveValue(sandbox.projectEndpoint);
  await page.getByRole("button", { name: "Save Endpoint URL" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  const list = await page.evaluate(() => window.assay["connections.list"]());
  expect(list).toMatchObject({ ok: true, data: [{ kind: "oauth", key: "session" }] });
});

test("no token leaves the main process or lies in a file that can be read", async ({
  start,
  sandbox,
  entra,
  env,
  profile,
}) => {
  // Every piece of every token is looked for in every file.
  test.slow();
  entra.lifetime(200);
  const running = await start({
    executablePath: await keyringLauncher(profile),
    env: { ...keyringEnv(profile), ...env },
  });
  const { electron, page } = running;
  const heard = await overhear(running);
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  await save(page, sandbox.projectEndpoint);
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, `Say hello in 10 words about ${canary}`);
  await answered(page);

  // Refusals of the resource and of the sign-in service, whose words are shown and told.
  sandbox.faults.set("*", "token-refused");
  await section(page, "Deployments").click();
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText("What was sent and received").click();
  await expect(page.getByText(/authorization: Bearer •••/)).toBeVisible();
  sandbox.faults.set("*", null);
  entra.refuse({ error: "invalid_grant", error_description: "AADSTS50173: The grant was revoked" });
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("OAuth token refresh failed")).toBeVisible();

  await page.evaluate((text) => {
    localStorage.setItem("canary", text);
    console.log(text);
  }, canary);
  await electron.evaluate((_, text) => console.error(text), canary);
  const { left, page: shown, console: written, output } = await heard();
  await running.close();

  const tokens = entra.given.flatMap(({ access_token, refresh_token, id_token }) => [
    String(access_token),
    String(refresh_token),
    // Its signature stands for it: what is before is long, and who somebody is.
    String(id_token).split(".")[2]?.slice(0, 43) ?? "",
  ]);
  // A sign-in and at least one renewal.
  expect(new Set(tokens).size).toBeGreaterThanOrEqual(5);
  expect(Math.min(...tokens.map(({ length }) => length))).toBeGreaterThan(30);
  const places = [left, shown, written, output()];
  // What is planted in each kind of place is found, so that finding nothing means something.
  for (const place of places) expect(leaksIn(Buffer.from(place), canary)).not.toEqual([]);
  const planted = (await leaksInDatabases(profile, canary)).join();
  expect(planted).toContain("assay.db");
  expect(planted).toContain("leveldb");
  const { sqlite, level } = databasesIn(profile);
  expect(Math.min(sqlite, level)).toBeGreaterThan(0);
  expect(existsSync(join(profile, "secrets.json"))).toBe(true);
  for (const token of new Set(tokens)) {
    for (const place of places) expect(leaksIn(Buffer.from(place), token)).toEqual([]);
    expect(leaksInFiles(profile, token)).toEqual([]);
    expect(await leaksInDatabases(profile, token)).toEqual([]);
  }
});
