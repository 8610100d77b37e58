import type { AccountInfo, INetworkModule, PublicClientApplication } from "@azure/msal-node";
import type { Account, IdentityState, Registration, SignInWay } from "../../preload/contract/identity.ts";
import type { Token } from "../foundry/endpoints/credentials.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Fetch } from "../foundry/http/send.ts";
import type { Emit } from "../ipc.ts";
import { keyedQueue } from "../keyed-queue.ts";
import type { Secrets } from "../storage/secrets.ts";
import { cacheIn } from "./cache.ts";
import { type Cloud, cloudOf } from "./cloud.ts";
import { startDeviceCode } from "./device-code.ts";
import { claimsOf, isPassing, signInFailure } from "./failures.ts";
import { accountOf, type Browser, patience, type Running, startSignIn } from "./interactive.ts";
import { networkOver } from "./network.ts";

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
  /** The credential of an account, in its own directory or in another: a token for each audience, renewed before it expires. */
  credential(accountId: string, tenantId?: string | null): Token;
  cloud(): Cloud;
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
}

const renewalInterval = 60_000;

/** Microsoft's own sign-in hosts. */
const microsoftLogin =
  /(^|\.)(login\.microsoftonline\.(com|us)|login\.partner\.microsoftonline\.cn|login\.chinacloudapi\.cn|ciamlogin\.com)$/;
/** An authority's path that names a directory, as Entra's do whatever the host. */
const directoryPath = /^\/([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|organizations|common)\/?$/i;

/** Whether an authority speaks Entra's own protocol; any other speaks plain OpenID Connect. */
const isMicrosoft = (authority: string) => {
  const { hostname, pathname } = new URL(authority);
  return microsoftLogin.test(hostname) || directoryPath.test(pathname);
};

/** Microsoft sign-ins, behind what the app needs of them. MSAL is loaded with the first. */
export function createIdentity(parts: {
  registration: () => Registration;
  secrets: Secrets;
  fetch: Fetch;
  browsers: Record<"window" | "browser", Browser>;
  emit: Emit;
  patience?: { waiting: number; exchanging?: number };
}): Identity {
  const { registration, secrets, fetch, browsers, emit } = parts;
  // Asked anew for each sign-in, since the person may change it.
  const times = () => ({ ...patience, ...parts.patience });
  let client: (MadeClient & { key: string }) | null = null;
  let running: Running | null = null;
  let starting: ReturnType<typeof begin> | null = null;
  /** One request at a time for each account and audience. */
  const asked = new Map<string, Promise<string>>();
  const inTurn = keyedQueue();
  /** Every token that was asked for since the app began. */
  const used = new Map<string, Wanted>();
  /** What an account has to prove at its next sign-in. */
  const toProve = new Map<string, string>();
  /** Who has signed in since the app began. */
  const arrived = new Set<string>();

  const ask = (wanted: Wanted, claims?: string) => {
    const key = `${keyOf(wanted)} ${claims ?? ""}`;
    const begin = () => tokenFor(wanted, claims);
    // Other providers take each refresh token once, and a second use for theft: they are asked for one token at a time.
    const begun = () => (isMicrosoft(authorityOf()) ? begin() : inTurn(wanted.accountId, begin));
    const pending = asked.get(key) ?? begun().finally(() => asked.delete(key));
    asked.set(key, pending);
    return pending;
  };

  // MSAL renews what has less than five minutes left when it is asked; asked every minute, nobody has to wait for it.
  const renew = () => {
    for (const [key, wanted] of used) {
      // Where only the person can help, asking on would be refused every minute.
      ask(wanted).catch((error: unknown) => isPassing(error) || used.delete(key));
    }
  };
  const renewal = setInterval(renew, renewalInterval);
  renewal.unref();

  const authorityOf = ({ authority, tenantId } = registration()) =>
    authority.value ?? `https://login.microsoftonline.com/${tenantId.value ?? "organizations"}`;
  const cloud = () => cloudOf(new URL(authorityOf()).hostname);

  const clientOf = () => {
    const { clientId, authority, knownAuthorities } = registration();
    if (clientId.value === null) throw problem("registration_missing");
    const address = authorityOf();
    const key = `${clientId.value} ${address}`;
    if (client?.key !== key) {
      const known = [...(knownAuthorities.value ?? []), ...(authority.value ? [new URL(address).host] : [])];
      const make = (network: INetworkModule) => makeClient(clientId.value ?? "", address, known, network);
      client = { key, made: make(networkOver(fetch)), make };
    }
    return client;
  };

  /** Where an administrator grants what the app asks for (Entra admin consent page). */
  const withConsentLink = (failure: FoundryError, tenantId: string | undefined) => {
    const { diagnosis, cause } = failure;
    if (!diagnosis.remedies.includes("ask_consent")) return failure;
    const authority = authorityOf();
    const { clientId, tenantId: registered } = registration();
    const directory = tenantId || registered.value || "organizations";
    const link = `${new URL(authority).origin}/${directory}/adminconsent?client_id=${clientId.value}`;
    return new FoundryError({ ...diagnosis, parameters: { ...diagnosis.parameters, link } }, cause);
  };

  const makeClient = async (
    clientId: string,
    authority: string,
    knownAuthorities: string[],
    network: INetworkModule,
  ) => {
    const { ProtocolMode, PublicClientApplication } = await import("@azure/msal-node");
    return new PublicClientApplication({
      auth: { clientId, authority, knownAuthorities, clientCapabilities: ["cp1"] },
      cache: { cachePlugin: cacheIn(secrets, `${clientId} ${authority}`) },
      system: {
        networkClient: network,
        protocolMode: isMicrosoft(authority) ? ProtocolMode.AAD : ProtocolMode.OIDC,
      },
    });
  };

  /** Everybody once for each directory they have a token of. */
  const allProfiles = async (): Promise<AccountInfo[]> => {
    if (registration().clientId.value === null) return [];
    return (await clientOf().made).getTokenCache().getAllAccounts();
  };
  /** Everybody once, as their own directory knows them. */
  const accountsOf = async (): Promise<AccountInfo[]> => {
    const everyone = new Map<string, AccountInfo>();
    for (const one of await allProfiles()) {
      const isHome = one.homeAccountId.endsWith(`.${one.tenantId}`);
      if (isHome || !everyone.has(one.homeAccountId)) everyone.set(one.homeAccountId, one);
    }
    return [...everyone.values()];
  };
  const find = async (id: string) => {
    const found = (await accountsOf()).find(({ homeAccountId }) => homeAccountId === id);
    if (!found) throw problem("sign_in_expired");
    return found;
  };

  const state = async (): Promise<IdentityState> => ({
    registration: registration(),
    accounts: (await accountsOf().catch(() => [])).map(accountOf),
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
    if (isUnwanted && !isKnown) await (await clientOf().made).getTokenCache().removeAccount(account);
    await changed();
  };

  const tokenFor = async ({ accountId, tenantId, audience }: Wanted, claims?: string) => {
    const account = await find(accountId);
    const authority = authorityOf();
    // Other providers have no directories.
    const isElsewhere = tenantId !== null && isMicrosoft(authority);
    try {
      const made = await (await clientOf().made).acquireTokenSilent({
        // MSAL looks for what it has kept by the account's directory, not by the authority's.
        account: isElsewhere ? { ...account, tenantId } : account,
        scopes: [`${audience}/.default`],
        ...(isElsewhere && { authority: `${new URL(authority).origin}/${tenantId}` }),
        ...(claims !== undefined && { claims }),
      });
      return made.accessToken;
    } catch (error) {
      const wanted = claimsOf(error, claims);
      if (wanted !== null) toProve.set(accountId, wanted);
      throw withConsentLink(signInFailure(error, true, wanted !== null), tenantId ?? account.tenantId);
    }
  };

  const begin = async (way: SignInWay, { accountId, service = "foundry" }: Who) => {
    const { make, ...one } = clientOf();
    const made = await one.made;
    // One that was ended for this one lets go of its listener first.
    await running?.account.catch(() => {});
    const before = await accountsOf();
    const known = before.find(({ homeAccountId }) => homeAccountId === accountId);
    const claims = accountId === undefined ? undefined : toProve.get(accountId);
    const request = { scopes: [`${cloud()[service]}/.default`], ...(claims !== undefined && { claims }) };
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
              ...(!known && isMicrosoft(authorityOf()) && { prompt: "select_account" }),
            },
            changed: tell,
            late: (account, isUnwanted) => void takeLate(account, isUnwanted, before),
          });
    running = attempt;
    void changed();
    return { attempt, known };
  };

  return {
    state,
    changed,
    renew,
    cancel: () => running?.end("cancelled"),
    stop: () => {
      clearInterval(renewal);
      running?.end("cancelled");
    },

    cloud,

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
      const { accountId } = who;
      try {
        const account = await attempt.account;
        toProve.delete(account.id);
        arrived.add(account.id);
        return account;
      } catch (error) {
        // Claims that were refused would stand in the way of every other try.
        const isRefused = error instanceof FoundryError && error.diagnosis.code !== "sign_in_cancelled";
        if (isRefused && accountId !== undefined) toProve.delete(accountId);
        throw error instanceof FoundryError ? withConsentLink(error, known?.tenantId) : error;
      } finally {
        if (running === attempt) running = null;
        void changed();
      }
    },

    signOut: async (accountId) => {
      for (const [key, one] of used) if (one.accountId === accountId) used.delete(key);
      const profiles = (await allProfiles()).filter(({ homeAccountId }) => homeAccountId === accountId);
      for (const profile of profiles) await (await clientOf().made).getTokenCache().removeAccount(profile);
      await changed();
    },

    credential: (accountId, tenantId = null) => ({
      kind: "token",
      for: (audience, claims) => {
        const wanted = { accountId, tenantId, audience };
        used.set(keyOf(wanted), wanted);
        return ask(wanted, claims);
      },
    }),
  };
}

/** The client, and how another is made that shares its cache and asks over another network. */
interface MadeClient {
  made: Promise<PublicClientApplication>;
  make: (network: INetworkModule) => Promise<PublicClientApplication>;
}

/** A token: whose, of which directory (their own where null), for whom. */
interface Wanted {
  accountId: string;
  tenantId: string | null;
  audience: string;
}

const keyOf = ({ accountId, tenantId, audience }: Wanted) => `${accountId} ${tenantId} ${audience}`;
