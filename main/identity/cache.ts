import type { ICachePlugin } from "@azure/msal-common/node";
import { logFault } from "../log.ts";
import type { Secrets } from "../storage/secrets.ts";

const id = "microsoft-sign-in";

/** MSAL's cache among the app's secrets: encrypted, or in memory where the system has no keyring. */
export function cacheIn(secrets: Secrets, authority: string): ICachePlugin {
  return {
    beforeCacheAccess: async (context) => {
      const kept = await secrets.read(id, authority);
      if (kept === null) return;
      try {
        context.tokenCache.deserialize(kept);
      } catch (error) {
        // What MSAL cannot read is left where it is until there is something newer.
        logFault("The sign-ins that were kept could not be read", error);
      }
    },
    afterCacheAccess: async (context) => {
      if (context.cacheHasChanged) await secrets.keep(id, context.tokenCache.serialize(), authority);
    },
  };
}
