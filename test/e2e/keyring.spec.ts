import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findElectron } from "../../build/electron-runtime.mjs";
import { leaksIn, leaksInFiles } from "../leaks.ts";
import { expect, test } from "./app.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

/**
 * A real keyring, headless: the app is started inside a D-Bus session of its own with an unlocked gnome-keyring.
 * Playwright asks for the weak store; the argument after it wins.
 */
async function keyringLauncher(folder: string): Promise<string> {
  const { path } = await findElectron("test");
  const file = join(folder, "electron-with-keyring");
  const inner = `printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "${path}" "$@" --password-store=gnome-libsecret`;
  writeFileSync(file, `#!/bin/sh\nexec dbus-run-session -- sh -c '${inner}' electron "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

test("with a keyring the key is kept encrypted and opens the connection after a restart", async ({
  start,
  sandbox,
  profile,
}) => {
  test.skip(
    process.platform !== "linux",
    "This way of bringing a keyring is Linux's; the other systems always have one.",
  );
  const executablePath = await keyringLauncher(profile);
  const env = { XDG_DATA_HOME: join(profile, "keyring-data"), GNOME_KEYRING_CONTROL: "", HOME: profile };
  const first = await start({ executablePath, env });
  const info = await first.page.evaluate(() => window.assay["app.info"]());
  expect(info).toMatchObject({
    ok: true,
    data: { protection: { mode: "encrypted", backend: "gnome_libsecret" } },
  });
  await connect(first.page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(first.page, "gpt-4.1-mini")).toBeVisible();
  await first.close();

  const stored = readFileSync(join(profile, "secrets.json"), "utf8");
  expect(stored).not.toContain(sandbox.apiKey);
  const [entry] = Object.values(JSON.parse(stored)) as { backend: string; ciphertext: string }[];
  expect(entry?.backend).toBe("gnome_libsecret");
  expect(
    Buffer.from(entry?.ciphertext ?? "", "base64")
      .subarray(0, 3)
      .toString(),
  ).toBe("v11");

  const second = await start({ executablePath, env });
  const { page } = second;
  let output = "";
  for (const stream of [second.electron.process().stdout, second.electron.process().stderr]) {
    stream?.on("data", (bytes: Buffer) => {
      output += bytes;
    });
  }
  await section(page, "Deployments").click();
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Say hello in 10 words");
  await answered(page);
  await expect(answers(page)).toHaveCount(1);
  sandbox.faults.set("gpt-4.1-mini", "error-frame");
  await ask(page, "And now with an error");
  await answered(page);
  const shown = await page.evaluate(
    () => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }),
  );
  await second.close();
  expect(leaksIn(Buffer.from(shown), sandbox.apiKey)).toEqual([]);
  expect(leaksIn(Buffer.from(output), sandbox.apiKey)).toEqual([]);
  expect(leaksInFiles(profile, sandbox.apiKey)).toEqual([]);
});

test("without a keyring the app says so, keeps the key for the session, and asks for it again", async ({
  start,
  sandbox,
  profile,
}) => {
  const first = await start();
  await section(first.page, "Integrations").click();
  await expect(first.page.getByText(/No keyring was found/)).toBeVisible();
  await connect(first.page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(first.page, "gpt-4.1-mini")).toBeVisible();
  await first.close();
  expect(existsSync(join(profile, "secrets.json"))).toBe(false);

  const { page } = await start();
  await section(page, "Deployments").click();
  await expect(page.getByText("The key has to be entered again")).toBeVisible();
});
