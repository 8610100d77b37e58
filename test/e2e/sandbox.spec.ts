import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "../../main/sandbox/server.ts";
import { expect, test } from "./app.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

test("the built-in sandbox is one click away, and works again after a restart", async ({ start }) => {
  const first = await start();
  await expect(first.page.getByRole("heading", { level: 1 })).toHaveText("Connect the models you deployed");
  await first.page.getByRole("button", { name: "Try the sandbox" }).click();
  await deploymentRow(first.page, "gpt-4.1-mini").click();
  await ask(first.page, "Say hello in 20 words");
  await answered(first.page);
  await first.close();

  const { page } = await start();
  await expect(answers(page)).toHaveCount(1);
  await ask(page, "Say it again in 20 words");
  await answered(page);
  await expect(answers(page)).toHaveCount(2);
  await expect(
    answers(page)
      .last()
      .getByText(/First token/),
  ).toBeVisible();
  await section(page, "Home").click();
  await expect(page.getByRole("link", { name: /^Sandbox/ })).toHaveCount(1);
});

test("thinking that a model streams is shown apart from its answer", async ({ start, sandbox }) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "deepseek-r1").click();
  await ask(page, "Say hello in 20 words");
  await answered(page);
  const thought = answers(page).last().locator("details").first();
  await expect(thought).toHaveText(/^Thought/);
  await thought.click();
  await expect(thought.locator("p")).not.toBeEmpty();
});

test("a certificate counts when this computer trusts its authority, and only then", async ({
  start,
  profile,
}) => {
  test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");
  const sandbox = await startSandbox({ https: true });
  const store = `sql:${join(profile, ".pki/nssdb")}`;
  mkdirSync(join(profile, ".pki/nssdb"), { recursive: true });
  execFileSync("certutil", ["-N", "-d", store, "--empty-password"]);
  try {
    const stranger = await start({ env: { HOME: profile } });
    await connect(stranger.page, sandbox.projectEndpoint, sandbox.apiKey);
    await expect(stranger.page.getByText(/The certificate of .* is not trusted/)).toBeVisible();
    await stranger.close();

    execFileSync("certutil", ["-A", "-t", "C,,", "-n", "test", "-i", sandbox.ca ?? "", "-d", store]);
    const { page } = await start({ env: { HOME: profile } });
    await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  } finally {
    await sandbox.stop();
  }
});
