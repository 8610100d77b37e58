import type { ICachePlugin } from "@azure/msal-node";
import { z } from "zod";
import { keyedQueue } from "../keyed-queue.ts";
import { logFault } from "../log.ts";
import type { Secrets } from "../storage/secrets.ts";

const id = "microsoft-sign-in";
/** Where what cannot be read goes: MSAL would fail at it each time, and let nobody sign in. */
const asideId = "microsoft-sign-in-unreadable";

/** What MSAL writes: its accounts and tokens by kind, each by its name. */
const cache = z.record(z.string(), z.record(z.string(), z.unknown()));

/** MSAL's cache among the app's secrets: encrypted, or in memory where the system has no keyring. */
export function cacheIn(secrets: Secrets, authority: string): ICachePlugin {
  const setAside = () => {
    secrets.setAside(id, asideId);
    logFault("Sign-ins", "What was kept could not be read, and was set aside.");
  };
  const access = accessTo(secrets);
  return {
    beforeCacheAccess: async (context) => {
      await access.begin(context);
      try {
        const kept = await secrets.read(id, authority);
        if (kept === null) return;
        if (isCache(kept)) context.tokenCache.deserialize(kept);
        else setAside();
      } catch (error) {
        access.end(context);
        throw error;
      }
    },
    afterCacheAccess: async (context) => {
      try {
        if (!context.cacheHasChanged) return;
        // Until there is something newer, the keyring that opens it may come back.
        if (secrets.state(id) === "unreadable") setAside();
        await secrets.keep(id, context.tokenCache.serialize(), authority);
      } finally {
        access.end(context);
      }
    },
  };
}

/** Milliseconds after which an access that MSAL has not ended stands in nobody's way any more. */
const patience = 10_000;

const accesses = new WeakMap<Secrets, ReturnType<typeof oneByOne>>();

/** What is kept is read, changed and written by one at a time, whichever client: else the last takes away what the others add. */
function accessTo(secrets: Secrets) {
  const access = accesses.get(secrets) ?? oneByOne();
  accesses.set(secrets, access);
  return access;
}

function oneByOne() {
  const inTurn = keyedQueue();
  const ends = new WeakMap<object, () => void>();
  return {
    begin: (context: object) =>
      new Promise<void>((ready) => {
        void inTurn("access", () => {
          ready();
          return new Promise<void>((done) => {
            const timer = setTimeout(done, patience);
            ends.set(context, () => {
              clearTimeout(timer);
              done();
            });
          });
        });
      }),
    end: (context: object) => ends.get(context)?.(),
  };
}

function isCache(text: string): boolean {
  try {
    return cache.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
