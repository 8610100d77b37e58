import { expect, it } from "vitest";
import type { Browser } from "../../../main/identity/interactive.ts";
import { openSettings } from "../../../main/storage/settings.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { startEntra } from "../../fakes/entra.ts";
import { temporaryProfiles } from "../profile.ts";
import { openIdentity } from "./opened.ts";

const profile = temporaryProfiles();

it("the time to sign in is what is set when a sign-in begins", async () => {
  const entra = await startEntra("token");
  const folder = profile();
  const settings = openSettings(folder);
  const waiting: Browser = () => ({ focus: () => {}, close: () => {} });
  // Tenths of a second in the place of minutes.
  const patience = {
    get waiting() {
      return settings.get().signInMinutes * 100;
    },
  };
  const browsers = { window: waiting, browser: waiting };
  const { identity } = openIdentity(entra, folder, new FakeSafeStorage(), { browsers, patience });
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
  } finally {
    identity.stop();
    await entra.stop();
  }
});
