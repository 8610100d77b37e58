import { keyedQueue } from "../keyed-queue.ts";
import type { Client } from "./client.ts";
import { claimsOf, isPassing, signInFailure } from "./failures.ts";

const renewalInterval = 60_000;

/** A token: whose, of which directory (their own where null), for whom. */
interface Wanted {
  accountId: string;
  tenantId: string | null;
  audience: string;
}

/** The tokens of who has signed in. */
export interface Tokens {
  /** A token, which is renewed from then on. Rejects with why there is none. */
  get(wanted: Wanted, claims?: string): Promise<string>;
  /** Renews what is due. */
  renew(): void;
  /** An account's tokens are renewed no more. */
  forget(accountId: string): void;
  /** What an account has to prove at its next sign-in. */
  toProve(accountId: string): string | undefined;
  /** It has been proved, or never will be. */
  proved(accountId: string): void;
  /** Nothing is renewed by itself any more. */
  stop(): void;
}

/** Tokens by what MSAL has kept, without asking the person; renewed every minute. */
export function createTokens(client: Client): Tokens {
  /** One request at a time for each account and audience. */
  const asked = new Map<string, Promise<string>>();
  const inTurn = keyedQueue();
  /** Every token that was asked for since the app began. */
  const used = new Map<string, Wanted>();
  /** What an account has to prove at its next sign-in. */
  const toProve = new Map<string, string>();

  const ask = (wanted: Wanted, claims?: string) => {
    const key = `${keyOf(wanted)} ${claims ?? ""}`;
    const begin = () => tokenFor(wanted, claims);
    // Other providers take each refresh token once, and a second use for theft: they are asked for one token at a time.
    const begun = () => (client.isMicrosoft() ? begin() : inTurn(wanted.accountId, begin));
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

  const tokenFor = async ({ accountId, tenantId, audience }: Wanted, claims?: string) => {
    const account = await client.account(accountId);
    const authority = client.authorityOf(tenantId);
    try {
      const made = await (await client.get().made).acquireTokenSilent({
        // MSAL looks for what it has kept by the account's directory, not by the authority's.
        account: authority !== null && tenantId !== null ? { ...account, tenantId } : account,
        scopes: [`${audience}/.default`],
        ...(authority !== null && { authority }),
        ...(claims !== undefined && { claims }),
      });
      return made.accessToken;
    } catch (error) {
      const wanted = claimsOf(error, claims);
      if (wanted !== null) toProve.set(accountId, wanted);
      throw client.withConsentLink(
        signInFailure(error, true, { proving: wanted !== null, why: client.unanswered() }),
        tenantId ?? account.tenantId,
      );
    }
  };

  return {
    get: (wanted, claims) => {
      used.set(keyOf(wanted), wanted);
      return ask(wanted, claims);
    },
    renew,
    forget: (accountId) => {
      for (const [key, one] of used) if (one.accountId === accountId) used.delete(key);
    },
    toProve: (accountId) => toProve.get(accountId),
    proved: (accountId) => void toProve.delete(accountId),
    stop: () => clearInterval(renewal),
  };
}

const keyOf = ({ accountId, tenantId, audience }: Wanted) => `${accountId} ${tenantId} ${audience}`;
