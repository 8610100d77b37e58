import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { databasesIn, leaksIn, leaksInDatabases, leaksInFiles } from "../leaks.ts";
import { expect, test } from "./app.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { overhear } from "./overhear.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

const canary = "7c4n4ry9b2d6f8h0j1k3";

test("with a keyring the key is kept encrypted, opens the connection after a restart, and is nowhere else", async ({
  start,
  sandbox,
  profile,
}) => {
  test.skip(
    process.platform !== "linux",
    "This way of bringing a keyring is Linux's; the other systems always have one.",
  );
  const { apiKey } = sandbox;
  const executablePath = await keyringLauncher(profile);
  const env = keyringEnv(profile);
  const first = await start({ executablePath, env });
  const heardFirst = await overhear(first);
  const info = await first.page.evaluate(() => window.assay["app.info"]());
  expect(info).toMatchObject({
    ok: true,
    data: { protection: { mode: "encrypted", backend: "gnome_libsecret" } },
  });
  await connect(first.page, sandbox.projectEndpoint, apiKey);
  await expect(deploymentRow(first.page, "gpt-4.1-mini")).toBeVisible();
  const one = await heardFirst();
  await first.close();

  const stored = readFileSync(join(profile, "secrets.json"), "utf8");
  expect(stored).not.toContain(apiKey);
  const [entry] = Object.values(JSON.parse(stored)) as { backend: string; ciphertext: string }[];
  expect(entry?.backend).toBe("gnome_libsecret");
  expect(
    Buffer.from(entry?.ciphertext ?? "", "base64")
      .subarray(0, 3)
      .toString(),
  ).toBe("v11");

  const second = await start({ executablePath, env });
  const heardSecond = await overhear(second);
  const { page } = second;
  await section(page, "Deployments").click();
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, `Say hello in 10 words about ${canary}`);
  await answered(page);
  await expect(answers(page)).toHaveCount(1);
  await page.evaluate((text) => localStorage.setItem("canary", text), canary);
  sandbox.faults.set("gpt-4.1-mini", "error-frame");
  await ask(page, "And now with an error");
  await answered(page);
  sandbox.faults.set("*", "key-refused");
  await section(page, "Deployments").click();
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText("What was sent and received").click();
  await expect(page.getByText(/•••/).first()).toBeVisible();
  await section(page, "Settings").click();
  await expect(page.getByRole("cell", { name: "GNOME Keyring" })).toBeVisible();
  const two = await heardSecond();
  await second.close();

  for (const { left, page, console, output } of [one, two]) {
    expect(left).toContain('"ok":true');
    for (const heard of [left, page, console, output()])
      expect(leaksIn(Buffer.from(heard), apiKey)).toEqual([]);
  }
  expect(two.left).toContain("gpt-4.1-mini");
  const { sqlite, level } = databasesIn(profile);
  expect(Math.min(sqlite, level)).toBeGreaterThan(0);
  // What is planted in each kind of place is found, so that finding nothing means something.
  const planted = (await leaksInDatabases(profile, canary)).join();
  expect(planted).toContain("assay.db");
  expect(planted).toContain("leveldb");
  expect(leaksIn(Buffer.from(two.left), canary)).not.toEqual([]);
  expect(leaksIn(Buffer.from(two.page), canary)).not.toEqual([]);
  expect(leaksInFiles(profile, apiKey)).toEqual([]);
  expect(await leaksInDatabases(profile, apiKey)).toEqual([]);
});

test("without the keyring that made it a key is not opened, and not deleted", async ({
  start,
  sandbox,
  profile,
}) => {
  test.skip(process.platform !== "linux", "Only Linux can be without the keyring it had.");
  const executablePath = await keyringLauncher(profile);
  const env = keyringEnv(profile);
  const first = await start({ executablePath, env });
  await connect(first.page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(first.page, "gpt-4.1-mini")).toBeVisible();
  await first.close();
  const before = readFileSync(join(profile, "secrets.json"), "utf8");

  const second = await start();
  await section(second.page, "Deployments").click();
  await expect(second.page.getByText("The stored key could not be opened")).toBeVisible();
  await second.close();
  expect(readFileSync(join(profile, "secrets.json"), "utf8")).toBe(before);
});

test("without a keyring the app says so, keeps the key for the session, and asks for it again", async ({
  start,
  sandbox,
  profile,
}) => {
  const first = await start();
  await section(first.page, "Integrations").click();
  await first.page.getByRole("tab", { name: "API Key" }).click();
  await expect(first.page.getByText(/No keyring was found/)).toBeVisible();
  await connect(first.page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(first.page, "gpt-4.1-mini")).toBeVisible();
  await first.close();
  expect(existsSync(join(profile, "secrets.json"))).toBe(false);

  const { page } = await start();
  await section(page, "Deployments").click();
  await expect(page.getByText("The key has to be entered again")).toBeVisible();
});
