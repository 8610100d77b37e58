import type { SafeStorage } from "electron";
import { createIdentity, type Identity } from "../../../main/identity/identity.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import type { FakeEntra } from "../../fakes/entra.ts";
import { browserOf, fetchTrusting, type Person } from "../../fakes/person.ts";

/** Microsoft sign-ins at a stand-in for Entra over https, and the person who signs in. */
export interface OpenedIdentity {
  identity: Identity;
  person: Person;
}

/** Opens the sign-ins of a profile, with a keyring that a test may set, and other parts of its own. */
export function openIdentity(
  entra: FakeEntra,
  folder: string,
  keyring: FakeSafeStorage = new FakeSafeStorage(),
  parts: Partial<Pick<Parameters<typeof createIdentity>[0], "fetch" | "browsers" | "patience">> = {},
): OpenedIdentity {
  const person: Person = { name: "mara", agrees: true };
  const browser = browserOf(entra.ca, person);
  const unset = { value: null, from: null };
  const identity = createIdentity({
    registration: () => ({
      clientId: { value: entra.clientId, from: "settings" },
      tenantId: unset,
      authority: { value: entra.authority, from: "settings" },
      knownAuthorities: unset,
      resourceManager: unset,
      warning: null,
      refused: [],
    }),
    secrets: openSecrets(folder, systemKeyring(keyring as unknown as SafeStorage, "linux")),
    fetch: fetchTrusting(entra.ca),
    browsers: { window: browser, browser },
    emit: () => {},
    ...parts,
  });
  return { identity, person };
}
