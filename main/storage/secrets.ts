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
  /** Keeps a secret: encrypted on disk, or for this session where the system has no keyring. Never in plain text. */
  keep(id: string, secret: string): Promise<void>;
  /** The secret, or null where `state` is then `missing` or `unreadable`. */
  read(id: string): Promise<string | null>;
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

  return {
    protection: () => keyring.protection(),

    state: (id) => {
      if (session.has(id)) return "session";
      if (unreadable.has(id)) return "unreadable";
      return store.has(id) ? "stored" : "missing";
    },

    keep: async (id, secret) => {
      const { mode, backend } = await keyring.protection();
      if (mode === "session") {
        session.set(id, secret);
        return;
      }
      await write(id, secret, backend);
      unreadable.delete(id);
      session.delete(id);
    },

    read: async (id) => {
      const kept = session.get(id);
      if (kept !== undefined) return kept;
      const entry = store.get(id);
      if (entry === undefined) return null;
      try {
        const { text, outdated } = await keyring.decrypt(Buffer.from(entry.ciphertext, "base64"));
        unreadable.delete(id);
        if (outdated) await write(id, text, entry.backend);
        return text;
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
