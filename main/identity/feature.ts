import type { Feature, MethodsOf } from "../feature.ts";
import type { Fetch } from "../foundry/http/send.ts";
import type { Emit } from "../ipc.ts";
import type { Secrets } from "../storage/secrets.ts";
import type { SettingsStore } from "../storage/settings.ts";
import { withCommandLines } from "./command-line-accounts.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { policyFile, readRegistration } from "./registration.ts";
import { personsBrowser, signInWindow } from "./window.ts";

/** Microsoft sign-ins: the app's own, and those that the tools of the command line hold. */
export function identityFeature(parts: {
  settings: SettingsStore;
  secrets: Secrets;
  fetch: Fetch;
  emit: Emit;
}): Feature<MethodsOf<"identity">, Identity> {
  const { settings, secrets, fetch, emit } = parts;
  const identity = withCommandLines({
    make: (announce) =>
      createIdentity({
        registration: () =>
          readRegistration(process.env, policyFile(process.platform, process.env), settings.registration()),
        secrets,
        fetch,
        browsers: { window: signInWindow, browser: personsBrowser },
        emit: announce,
        patience: {
          get waiting() {
            return settings.get().signInMinutes * 60_000;
          },
        },
      }),
    secrets,
    emit,
    computer: { platform: process.platform, env: process.env },
  });
  return {
    service: identity,
    interrupt: () => identity.stop(),
    wake: () => identity.renew(),
    handlers: {
      "identity.state": () => identity.state(),
      "identity.signIn": async ({ way, directory, ...who }) => {
        const tenantId = directory === undefined ? undefined : await identity.directory(directory);
        return identity.signIn(way, { ...who, tenantId });
      },
      "identity.cancel": () => identity.cancel(),
      "identity.signOut": ({ accountId }) => identity.signOut(accountId),
      "identity.register": async (registration) => {
        settings.register(registration);
        await identity.changed();
        return identity.state();
      },
    },
  };
}
