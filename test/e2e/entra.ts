import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { type FakeEntra, startEntra } from "../fakes/entra.ts";
import { test as base, expect } from "./app.ts";

interface Fixtures {
  /** Which of MSAL's two protocols the identity provider speaks. */
  protocol: "openid" | "microsoft";
  entra: FakeEntra;
  env: Record<string, string>;
}

/** An identity provider whose certificate this profile trusts, as a company's own would be. */
export const test = base.extend<Fixtures>({
  protocol: ["openid", { option: true }],
  entra: async ({ sandbox, protocol }, use) => {
    const entra = await startEntra(sandbox.token, protocol);
    await use(entra);
    await entra.stop();
  },
  env: async ({ entra, profile, sandbox }, use) => {
    const store = `sql:${join(profile, ".pki/nssdb")}`;
    mkdirSync(join(profile, ".pki/nssdb"), { recursive: true });
    execFileSync("certutil", ["-N", "-d", store, "--empty-password"]);
    writeFileSync(join(profile, "ca.pem"), entra.ca);
    execFileSync("certutil", ["-A", "-t", "C,,", "-n", "test", "-i", join(profile, "ca.pem"), "-d", store]);
    await use({
      HOME: profile,
      ASSAY_CLIENT_ID: entra.clientId,
      ASSAY_AUTHORITY: entra.authority,
      ASSAY_RESOURCE_MANAGER: sandbox.url,
    });
  },
});
export { expect };

/** The window that opens, at the page that asks for a name. */
export async function openSignIn(electron: ElectronApplication, page: Page): Promise<Page> {
  const opened = electron.waitForEvent("window");
  await page.getByRole("button", { name: "Connect with Microsoft" }).click();
  const window = await opened;
  await window.locator("input[name=login]").waitFor();
  return window;
}

/** Enters a name and any password, and comes to what is asked of the person. */
export async function enterName(window: Page, name: string): Promise<void> {
  await window.locator("input[name=login]").fill(name);
  await window.locator("input[name=password]").fill("any");
  await window.getByRole("button", { name: /sign-in/i }).click();
}

/** The same, and agrees. */
export async function signInAs(window: Page, name: string): Promise<void> {
  await enterName(window, name);
  await window.getByRole("button", { name: /continue/i }).click();
}
