import type { AccountInfo } from "@azure/msal-node";
import type { Account, IdentityState, Registration, SignInWay } from "../../preload/contract/identity.ts";
import type { Token } from "../foundry/endpoints/credentials.ts";
import { FoundryError } from "../foundry/error.ts";
import type { Fetch } from "../foundry/http/send.ts";
import type { Emit } from "../ipc.ts";
import type { Secrets } from "../storage/secrets.ts";
import { createClient } from "./client.ts";
import { type Cloud, cloudOf } from "./cloud.ts";
import { startDeviceCode } from "./device-code.ts";
import { findDirectory } from "./directories.ts";
import { accountOf, type Browser, patience, type Running, startSignIn } from "./interactive.ts";
import { networkOver } from "./network.ts";
import { createTokens } from "./tokens.ts";

export interface Identity {
  state(): Promise<IdentityState>;
  /**
   * Signs a person in, or the one that is named again; they agree to Foundry, or to Azure Resource Manager. Throws
   * `registration_missing`, `sign_in_cancelled` when they close the window, `cancel` is called or their time is over, and
   * what the sign-in service refused.
   */
  signIn(way: SignInWay, who?: Who): Promise<Account>;
  cancel(): void;
  signOut(accountId: string): Promise<void>;
  /** The id of a directory, by its id or a domain of it. Throws `directory_not_found`, `sign_in_offline`. */
  directory(name: string): Promise<string>;
  /** The credential of an account, in its own directory or in another: a token for each audience, renewed before it expires. */
  credential(accountId: string, tenantId?: string | null): Token;
  cloud(): Cloud;
  /** The address at which Azure Resource Manager is asked. */
  resourceManager(): string;
  /** Tells every window how things stand, after the registration has changed. */
  changed(): Promise<void>;
  /** Renews what is due at once, such as after the computer has slept. */
  renew(): void;
  /** Ends a running sign-in, so that nothing listens any more. */
  stop(): void;
}

/** Who signs in, and what for. */
interface Who {
  accountId?: string | undefined;
  service?: keyof Cloud | undefined;
  /** The id of the directory in which they sign in; the registration's where undefined. */
  tenantId?: string | undefined;
}

/** Microsoft sign-ins, behind what the app needs of them. MSAL is loaded with the first. */
export function createIdentity(parts: {
  registration: () => Registration;
  secrets: Secrets;
  fetch: Fetch;
  browsers: Record<"window" | "browser", Browser>;
  emit: Emit;
  patience?: { waiting: number; exchanging?: number };
}): Identity {
  const { registration, fetch, browsers, emit } = parts;
  const client = createClient(parts);
  const tokens = createTokens(client);
  // Asked anew for each sign-in, since the person may change it.
  const times = () => ({ ...patience, ...parts.patience });
  let running: Running | null = null;
  let starting: ReturnType<typeof begin> | null = null;
  /** Who has signed in since the app began. */
  const arrived = new Set<string>();

  const cloud = () => cloudOf(new URL(client.authority()).hostname);

  const state = async (): Promise<IdentityState> => ({
    registration: registration(),
    accounts: (await client.accounts().catch(() => [])).map(accountOf),
    signingIn: running?.step ?? null,
    deviceCode: running?.deviceCode ?? null,
    commandLines: [],
  });
  const changed = async () => emit("identity.changed", await state());

  /** What came after a sign-in was given up is taken up, unless the person did not want it, and was not there before. */
  const takeLate = async (account: AccountInfo, isUnwanted: boolean, before: AccountInfo[]) => {
    const isKnown = [...before.map(({ homeAccountId }) => homeAccountId), ...arrived].includes(
      account.homeAccountId,
    );
    if (isUnwanted && !isKnown) await (await client.get().made).getTokenCache().removeAccount(account);
    await changed();
  };

  const begin = async (way: SignInWay, { accountId, service = "foundry", tenantId }: Who) => {
    const { make, ...one } = client.get();
    const made = await one.made;
    // One that was ended for this one lets go of its listener first.
    await running?.account.catch(() => {});
    const before = await client.accounts();
    const known = before.find(({ homeAccountId }) => homeAccountId === accountId);
    const claims = accountId === undefined ? undefined : tokens.toProve(accountId);
    const elsewhere = client.authorityOf(tenantId ?? null);
    const request = {
      scopes: [`${cloud()[service]}/.default`],
      ...(claims !== undefined && { claims }),
      ...(elsewhere !== null && { authority: elsewhere }),
    };
    const tell = () => void changed();
    const attempt =
      way === "device_code"
        ? startDeviceCode({ client: make, network: networkOver(fetch), request, accountOf, changed: tell })
        : startSignIn(made, browsers[way === "browser" ? way : "window"], {
            times: times(),
            request: {
              ...request,
              ...(known && { loginHint: known.username }),
              // Other providers know no such prompt, and refuse it.
              ...(!known && client.isMicrosoft() && { prompt: "select_account" }),
            },
            changed: tell,
            unanswered: client.unanswered,
            late: (account, isUnwanted) => void takeLate(account, isUnwanted, before),
          });
    running = attempt;
    void changed();
    return { attempt, known };
  };

  return {
    state,
    changed,
    renew: tokens.renew,
    cancel: () => running?.end("cancelled"),
    stop: () => {
      tokens.stop();
      running?.end("cancelled");
    },

    cloud,
    resourceManager: () => registration().resourceManager.value ?? cloud().management,
    directory: (name) => findDirectory(name, client, fetch),

    signIn: async (way, who = {}) => {
      if (running && !running.isEnded) {
        running.browser?.focus();
        return running.account;
      }
      // A second click may come before the first has got as far as a window.
      starting ??= begin(way, who).finally(() => {
        starting = null;
      });
      const { attempt, known } = await starting;
      const { accountId, tenantId } = who;
      try {
        const account = await attempt.account;
        tokens.proved(account.id);
        arrived.add(account.id);
        return account;
      } catch (error) {
        // Claims that were refused would stand in the way of every other try.
        const isRefused = error instanceof FoundryError && error.diagnosis.code !== "sign_in_cancelled";
        if (isRefused && accountId !== undefined) tokens.proved(accountId);
        throw error instanceof FoundryError
          ? client.withConsentLink(error, tenantId ?? known?.tenantId)
          : error;
      } finally {
        if (running === attempt) running = null;
        void changed();
      }
    },

    signOut: async (accountId) => {
      tokens.forget(accountId);
      const profiles = (await client.profiles()).filter(({ homeAccountId }) => homeAccountId === accountId);
      for (const profile of profiles) await (await client.get().made).getTokenCache().removeAccount(profile);
      await changed();
    },

    credential: (accountId, tenantId = null) => ({
      kind: "token",
      for: (audience, claims) => tokens.get({ accountId, tenantId, audience }, claims),
    }),
  };
}
