import { z } from "zod";
import type { Protection } from "../../preload/contract/app.ts";
import type { SecretState } from "../../preload/contract/connections.ts";
import { logFault } from "../log.ts";
import type { Keyring } from "./keyring.ts";
import { openStore } from "./store.ts";

/** A stored secret: base64 ciphertext, the keyring that made it, and when it was made and used last. */
type Entry = { backend: string; ciphertext: string; madeAt: number; usedAt: number | null };

/** What is known of a kept secret. Times in milliseconds since the epoch. */
interface SecretFacts {
  id: string;
  state: SecretState;
  /** The keyring that encrypted it; null for one in memory. */
  backend: string | null;
  madeAt: number;
  usedAt: number | null;
}

/** Milliseconds after which the time of use is written again: each write is a whole file. */
const useInterval = 60_000;

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
  /** Moves what is stored under an id to another as it is: what cannot be read makes room without being deleted. */
  setAside(id: string, to: string): void;
  /** Every secret there is. */
  list(): SecretFacts[];
}

/** Opens secrets.json in `folder`. Nothing is decrypted until a secret is needed. */
export function openSecrets(folder: string, keyring: Keyring): Secrets {
  const store = openStore<Record<string, Entry>>(folder, "secrets", {});
  const session = new Map<string, { secret: string; madeAt: number; usedAt: number | null }>();
  const unreadable = new Set<string>();

  const write = async (id: string, secret: string, entry: Omit<Entry, "ciphertext">) => {
    const ciphertext = await keyring.encrypt(secret);
    store.set(id, { ...entry, ciphertext: ciphertext.toString("base64") });
  };

  /** The old ciphertext still opens, so that a new one can wait. */
  const renew = (id: string, secret: string, entry: Entry) =>
    write(id, secret, entry).catch((error: unknown) =>
      logFault("A secret could not be encrypted again", error),
    );

  const stateOf = (id: string): SecretState => {
    if (session.has(id)) return "session";
    if (unreadable.has(id)) return "unreadable";
    return store.has(id) ? "stored" : "missing";
  };

  /** Notes the use. That it cannot be written is no reason not to use it. */
  const used = (id: string, entry: Entry) => {
    if (Date.now() - (entry.usedAt ?? 0) < useInterval) return;
    try {
      store.set(id, { ...entry, usedAt: Date.now() });
    } catch (error) {
      logFault("The use of a secret could not be noted", error);
    }
  };

  return {
    protection: () => keyring.protection(),

    state: stateOf,

    list: () => [
      ...[...session].map(([id, { madeAt, usedAt }]) => ({
        id,
        state: stateOf(id),
        backend: null,
        madeAt,
        usedAt,
      })),
      ...Object.entries(store.store)
        .filter(([id]) => !session.has(id))
        .map(([id, { backend, madeAt, usedAt }]) => ({ id, state: stateOf(id), backend, madeAt, usedAt })),
    ],

    keep: async (id, key, audience) => {
      const secret = sealed(key, audience);
      const { mode, backend } = await keyring.protection();
      if (mode === "session") {
        session.set(id, { secret, madeAt: Date.now(), usedAt: null });
        return;
      }
      await write(id, secret, { backend, madeAt: Date.now(), usedAt: null });
      unreadable.delete(id);
      session.delete(id);
    },

    read: async (id, audience) => {
      const kept = session.get(id);
      if (kept !== undefined) {
        kept.usedAt = Date.now();
        return unsealed(kept.secret, audience);
      }
      const entry = store.get(id);
      if (entry === undefined) return null;
      try {
        const { text, outdated } = await keyring.decrypt(Buffer.from(entry.ciphertext, "base64"));
        unreadable.delete(id);
        if (outdated) await renew(id, text, entry);
        used(id, store.get(id) ?? entry);
        return unsealed(text, audience);
      } catch (error) {
        unreadable.add(id);
        logFault(`The keyring did not open a secret made by ${entry.backend}`, error);
        return null;
      }
    },

    setAside: (id, to) => {
      const entry = store.get(id);
      if (entry) store.set(to, entry);
      store.delete(id);
      unreadable.delete(id);
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
  const [wanted, secret] = parts.parse(jsonOf(text));
  return wanted === audience ? secret : null;
}

const parts = z.tuple([z.string(), z.string()]);

/** The parser's own words would repeat some of the text, and they are logged. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("It is not as it was written.");
  }
}
