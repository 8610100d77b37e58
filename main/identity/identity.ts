import type { AccountInfo, InteractiveRequest, PublicClientApplication } from "@azure/msal-node";
import type { Account, IdentityState, Registration } from "../../preload/contract/identity.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import type { Token } from "../foundry/credentials.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Fetch } from "../foundry/http.ts";
import type { Emit } from "../ipc.ts";
import type { Secrets } from "../storage/secrets.ts";
import { cacheIn } from "./cache.ts";
import { type Cloud, cloudOf } from "./cloud.ts";
import { claimsOf, isPassing, signInFailure } from "./failures.ts";
import { networkOver } from "./network.ts";

/** Shows the address at which a person signs in. */
export type Browser = (address: SignInAddress) => OpenedBrowser;

export interface SignInAddress {
  url: string;
  /** The one address of this computer that the answer is sent to. */
  answerTo: string;
  /** Called when the answer is on its way there. */
  onAnswer: () => void;
  /** Called when the person closes it. */
  onClosed: () => void;
}

export interface OpenedBrowser {
  focus(): void;
  close(): void;
}

export interface Identity {
  state(): Promise<IdentityState>;
  /**
   * Signs a person in, or the one that is named again; they agree to Foundry, or to Azure Resource Manager. Throws
   * `registration_missing`, `sign_in_cancelled` when they close the window, `cancel` is called or five minutes pass, and
   * what the sign-in service refused.
   */
  signIn(way: "window" | "browser", who?: Who): Promise<Account>;
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
export interface Who {
  accountId?: string | undefined;
  service?: keyof Cloud | undefined;
}

/** Milliseconds that a person has to sign in, and that an answer may take to be exchanged. */
const patience = { waiting: 5 * 60_000, exchanging: 10_000 };

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
  patience?: typeof patience;
}): Identity {
  const { registration, secrets, fetch, browsers, emit } = parts;
  const times = parts.patience ?? patience;
  let client: { key: string; made: Promise<PublicClientApplication> } | null = null;
  let running: Running | null = null;
  /** One request at a time for each account and audience. */
  const asked = new Map<string, Promise<string>>();
  /** Every token that was asked for since the app began. */
  const used = new Map<string, Wanted>();
  /** What an account has to prove at its next sign-in. */
  const toProve = new Map<string, string>();
  /** Who has signed in since the app began. */
  const arrived = new Set<string>();

  const ask = (wanted: Wanted, claims?: string) => {
    const key = `${keyOf(wanted)} ${claims ?? ""}`;
    const pending = asked.get(key) ?? tokenFor(wanted, claims).finally(() => asked.delete(key));
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
      client = { key, made: makeClient(clientId.value, address, known) };
    }
    return client.made;
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

  const makeClient = async (clientId: string, authority: string, knownAuthorities: string[]) => {
    const { ProtocolMode, PublicClientApplication } = await import("@azure/msal-node");
    return new PublicClientApplication({
      auth: { clientId, authority, knownAuthorities, clientCapabilities: ["cp1"] },
      cache: { cachePlugin: cacheIn(secrets, `${clientId} ${authority}`) },
      system: {
        networkClient: networkOver(fetch),
        protocolMode: isMicrosoft(authority) ? ProtocolMode.AAD : ProtocolMode.OIDC,
      },
    });
  };

  const accountsOf = async (): Promise<AccountInfo[]> => {
    if (registration().clientId.value === null) return [];
    return (await clientOf()).getTokenCache().getAllAccounts();
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
  });
  const changed = async () => emit("identity.changed", await state());

  const tokenFor = async ({ accountId, tenantId, audience }: Wanted, claims?: string) => {
    const account = await find(accountId);
    const authority = authorityOf();
    // Other providers have no directories.
    const isElsewhere = tenantId !== null && isMicrosoft(authority);
    try {
      const made = await (await clientOf()).acquireTokenSilent({
        account,
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

    signIn: async (way, { accountId, service = "foundry" } = {}) => {
      const made = await clientOf();
      if (running && !running.isEnded) {
        running.browser?.focus();
        return running.account;
      }
      // One that was ended for this one lets go of its listener first.
      await running?.account.catch(() => {});
      const before = await accountsOf();
      const known = before.find(({ homeAccountId }) => homeAccountId === accountId);
      const claims = accountId === undefined ? undefined : toProve.get(accountId);
      const attempt = startSignIn(made, browsers[way], {
        times,
        request: {
          scopes: [`${cloud()[service]}/.default`],
          ...(known && { loginHint: known.username }),
          ...(claims !== undefined && { claims }),
          // Other providers know no such prompt, and refuse it.
          ...(!known && isMicrosoft(authorityOf()) && { prompt: "select_account" }),
        },
        changed: () => void changed(),
        onLate: async (account, isWanted) => {
          const isKnown = [...before.map(({ homeAccountId }) => homeAccountId), ...arrived].includes(
            account.homeAccountId,
          );
          if (!isWanted && !isKnown) await made.getTokenCache().removeAccount(account);
          await changed();
        },
      });
      running = attempt;
      void changed();
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
      const account = (await accountsOf()).find(({ homeAccountId }) => homeAccountId === accountId);
      for (const [key, one] of used) if (one.accountId === accountId) used.delete(key);
      if (account) await (await clientOf()).getTokenCache().removeAccount(account);
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

/** A token: whose, of which directory (their own where null), for whom. */
interface Wanted {
  accountId: string;
  tenantId: string | null;
  audience: string;
}

const keyOf = ({ accountId, tenantId, audience }: Wanted) => `${accountId} ${tenantId} ${audience}`;

const accountOf = ({ homeAccountId, username, tenantId }: AccountInfo): Account => ({
  id: homeAccountId,
  username,
  tenantId,
});

type SignInRequest = Pick<InteractiveRequest, "scopes" | "loginHint" | "claims" | "prompt">;

interface Running {
  step: "waiting" | "exchanging";
  /** Whether nobody's answer is waited for any more. */
  isEnded: boolean;
  browser: OpenedBrowser | null;
  account: Promise<Account>;
  end(why: "cancelled" | "closed" | "late"): void;
}

/** What one sign-in needs besides the client and a browser. */
interface SigningIn {
  times: typeof patience;
  request: SignInRequest;
  changed: () => void;
  /** Told of an account that comes after the end; nobody wants it any more where the person has cancelled. */
  onLate: (account: AccountInfo, isWanted: boolean) => Promise<void>;
}

/**
 * One sign-in, from the address to the account. MSAL never gives up by itself: what ends it is an answer, and where the
 * person has none to give, this sends one in their place to MSAL's own listener, which closes with it.
 */
function startSignIn(
  client: PublicClientApplication,
  open: Browser,
  { times, request, changed, onLate }: SigningIn,
): Running {
  let refuse: (() => void) | null = null;
  const timers = new Set<NodeJS.Timeout>();
  const running: Running = {
    step: "waiting",
    isEnded: false,
    browser: null,
    account: Promise.reject(),
    end: () => {},
  };
  running.account.catch(() => {});

  let isLate = false;
  const end: Running["end"] = (why) => {
    // A window that closes after the answer has left it: what the person agreed to is still taken up.
    if (running.isEnded || (why === "closed" && running.step === "exchanging")) return;
    running.isEnded = true;
    isLate = why === "late";
    refuse?.();
    running.browser?.close();
  };
  running.end = end;
  timers.add(setTimeout(() => running.step === "waiting" && end("cancelled"), times.waiting));

  const openBrowser = async (url: string) => {
    const { searchParams } = new URL(url);
    const answerTo = searchParams.get("redirect_uri") ?? "";
    refuse = () => void refuseAt(answerTo, searchParams.get("state") ?? "");
    running.browser = open({
      url,
      answerTo,
      onAnswer: () => {
        if (running.step === "exchanging") return;
        running.step = "exchanging";
        timers.add(setTimeout(() => end("late"), times.exchanging));
        changed();
      },
      onClosed: () => end("closed"),
    });
    if (running.isEnded) running.browser.close();
  };

  const work = async () => {
    const { signInDone, signInNotDone } = mainStrings;
    try {
      const asked = client.acquireTokenInteractive({
        ...request,
        openBrowser,
        successTemplate: page(signInDone),
        errorTemplate: page(signInNotDone),
      });
      asked
        .then(async ({ account }) => {
          if (running.isEnded && account) await onLate(account, isLate);
        })
        .catch(() => {});
      const given = await Promise.race([asked, whenEnded()]);
      if (given?.account) return accountOf(given.account);
      throw problem("sign_in_cancelled");
    } catch (error) {
      throw running.isEnded ? problem("sign_in_cancelled", {}, error) : signInFailure(error, false);
    } finally {
      for (const timer of timers) clearTimeout(timer);
      running.browser?.close();
    }
  };
  /** Half a second after its end at the latest a sign-in is over, whatever the listener does. */
  const whenEnded = () =>
    new Promise<null>((resolve) => {
      const look = setInterval(() => running.isEnded && resolve(null), 100);
      timers.add(look);
    });
  running.account = work();
  return running;
}

/** Answers MSAL's listener in the place of the person, so that it closes. */
async function refuseAt(address: string, state: string): Promise<void> {
  const body = new URLSearchParams({ error: "access_denied", state });
  const url = new URL(address);
  // MSAL listens there; "localhost" may be somebody else's on [::1].
  url.hostname = "127.0.0.1";
  await fetch(url, { method: "POST", body }).catch(() => {});
}

const page = (text: string) =>
  `<!doctype html><meta charset="utf-8"><title>Assay</title><body style="font: 14px system-ui; margin: 48px">${text}</body>`;
