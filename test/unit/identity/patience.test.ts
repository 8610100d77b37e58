import type { SafeStorage } from "electron";
import { expect, it, vi } from "vitest";
import { type Browser, createIdentity } from "../../../main/identity/identity.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import { openSettings } from "../../../main/storage/settings.ts";
import { fetchTrusting } from "../../fakes/code-entry.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { startEntra } from "../../fakes/entra.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();

it("the time to sign in is what is set when a sign-in begins", async () => {
  const entra = await startEntra("token");
  const folder = profile();
  const settings = openSettings(folder);
  const waiting: Browser = () => ({ focus: () => {}, close: () => {} });
  const set = <Value>(value: Value) => ({ value, from: "settings" as const });
  const identity = createIdentity({
    registration: () => ({
      clientId: set(entra.clientId),
      tenantId: { value: null, from: null },
      authority: set(entra.authority),
      knownAuthorities: { value: null, from: null },
      warning: null,
    }),
    secrets: openSecrets(folder, systemKeyring(new FakeSafeStorage() as unknown as SafeStorage, "linux")),
    fetch: fetchTrusting(entra.ca),
    browsers: { window: waiting, browser: waiting },
    emit: () => {},
    // Milliseconds in the place of minutes.
    patience: {
      get waiting() {
        return settings.get().signInMinutes * 100;
      },
    },
  });
  const timed = async () => {
    const begun = performance.now();
    await expect(identity.signIn("window")).rejects.toMatchObject({
      diagnosis: { code: "sign_in_cancelled" },
    });
    return performance.now() - begun;
  };
  try {
    const usual = await timed();
    expect(usual).toBeGreaterThan(490);
    expect(usual).toBeLessThan(1400);
    settings.set({ signInMinutes: 20 });
    const longer = await timed();
    expect(longer).toBeGreaterThan(1990);
    expect(longer).toBeLessThan(2900);
    await vi.waitFor(async () => expect((await identity.state()).signingIn).toBeNull());
  } finally {
    identity.stop();
    await entra.stop();
  }
});
