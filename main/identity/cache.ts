import type { ICachePlugin } from "@azure/msal-common/node";
import { z } from "zod";
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
  return {
    beforeCacheAccess: async (context) => {
      const kept = await secrets.read(id, authority);
      if (kept === null) return;
      if (isCache(kept)) return context.tokenCache.deserialize(kept);
      setAside();
    },
    afterCacheAccess: async (context) => {
      if (!context.cacheHasChanged) return;
      // Until there is something newer, the keyring that opens it may come back.
      if (secrets.state(id) === "unreadable") setAside();
      await secrets.keep(id, context.tokenCache.serialize(), authority);
    },
  };
}

function isCache(text: string): boolean {
  try {
    return cache.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
