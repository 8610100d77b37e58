import { z } from "zod";
import type { Protection } from "../../preload/contract/app.ts";
import { logFault } from "../log.ts";
import type { Keyring } from "./keyring.ts";
import { openStore } from "./store.ts";

/** Where a secret is. `unreadable`: stored, but the keyring did not open it; it stays on disk. */
export type SecretState = "stored" | "session" | "missing" | "unreadable";

/** A stored secret: base64 ciphertext, and the keyring that made it. */
type Entry = { backend: string; ciphertext: string };

/** Secrets by the id of what they belong to. They enter here and leave only towards a request. */
export interface Secrets {
  protection(): Promise<Protection>;
  state(id: string): SecretState;
  /**
   * Keeps a secret for one audience, such as an origin: encrypted on disk, or for this session where the system has no
   * keyring. Never in plain text.
   */
  keep(id: string, secret: string, audience: string): Promise<void>;
  /** The secret, or null where it was kept for another audience, or `state` is then `missing` or `unreadable`. */
  read(id: string, audience: string): Promise<string | null>;
  forget(id: string): void;
}

/** Opens secrets.json in `folder`. Nothing is decrypted until a secret is needed. */
export function openSecrets(folder: string, keyring: Keyring): Secrets {
  const store = openStore<Record<string, Entry>>(folder, "secrets", {});
  const session = new Map<string, string>();
  const unreadable = new Set<string>();

  const write = async (id: string, secret: string, backend: string) => {
    const ciphertext = await keyring.encrypt(secret);
    store.set(id, { backend, ciphertext: ciphertext.toString("base64") });
  };

  /** The old ciphertext still opens, so that a new one can wait. */
  const renew = (id: string, secret: string, backend: string) =>
    write(id, secret, backend).catch((error: unknown) =>
      logFault("A secret could not be encrypted again", error),
    );

  return {
    protection: () => keyring.protection(),

    state: (id) => {
      if (session.has(id)) return "session";
      if (unreadable.has(id)) return "unreadable";
      return store.has(id) ? "stored" : "missing";
    },

    keep: async (id, key, audience) => {
      const secret = sealed(key, audience);
      const { mode, backend } = await keyring.protection();
      if (mode === "session") {
        session.set(id, secret);
        return;
      }
      await write(id, secret, backend);
      unreadable.delete(id);
      session.delete(id);
    },

    read: async (id, audience) => {
      const kept = session.get(id);
      if (kept !== undefined) return unsealed(kept, audience);
      const entry = store.get(id);
      if (entry === undefined) return null;
      try {
        const { text, outdated } = await keyring.decrypt(Buffer.from(entry.ciphertext, "base64"));
        unreadable.delete(id);
        if (outdated) await renew(id, text, entry.backend);
        return unsealed(text, audience);
      } catch (error) {
        unreadable.add(id);
        logFault(`The keyring did not open a secret made by ${entry.backend}`, error);
        return null;
      }
    },

    forget: (id) => {
      session.delete(id);
      unreadable.delete(id);
      store.delete(id);
    },
  };
}

/**
 * A secret is encrypted together with whom it is for: who changes an endpoint in the database does not get the key.
 */
const sealed = (secret: string, audience: string) => JSON.stringify([audience, secret]);

function unsealed(text: string, audience: string): string | null {
  const [wanted, secret] = z.tuple([z.string(), z.string()]).parse(JSON.parse(text));
  return wanted === audience ? secret : null;
}
