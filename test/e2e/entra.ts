import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FakeEntra, startEntra } from "../fakes/entra.ts";
import { test as base, expect } from "./app.ts";

/** An identity provider whose certificate this profile trusts, as a company's own would be. */
export const test = base.extend<{ entra: FakeEntra; env: Record<string, string> }>({
  entra: async ({ sandbox }, use) => {
    const entra = await startEntra(sandbox.token);
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
