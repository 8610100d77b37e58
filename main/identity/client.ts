import type { AccountInfo, INetworkModule, PublicClientApplication } from "@azure/msal-node";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Registration } from "../../preload/contract/identity.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Fetch } from "../foundry/http/send.ts";
import type { Secrets } from "../storage/secrets.ts";
import { cacheIn } from "./cache.ts";
import { networkOver } from "./network.ts";

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

/** MSAL for the app registration as it is now, and who has signed in there. */
export interface Client {
  authority(): string;
  /** Whether the authority speaks Entra's own protocol; any other speaks plain OpenID Connect. */
  isMicrosoft(): boolean;
  /** The authority of another directory; null where none is named, or the authority has no directories. */
  authorityOf(tenantId: string | null): string | null;
  /** Throws `registration_missing`. */
  get(): MadeClient;
  /** Why the last request to the sign-in service got no answer of its own; null where it got one. */
  unanswered(): Diagnosis | null;
  /** Everybody once for each directory they have a token of. */
  profiles(): Promise<AccountInfo[]>;
  /** Everybody once, as their own directory knows them. */
  accounts(): Promise<AccountInfo[]>;
  /** Throws `sign_in_expired` for who is not signed in. */
  account(id: string): Promise<AccountInfo>;
  /** A failure with the page where an administrator grants what the app asks for, where that is what helps. */
  withConsentLink(failure: FoundryError, tenantId: string | undefined): FoundryError;
}

/** The client, and how another is made that shares its cache and asks over another network. */
interface MadeClient {
  made: Promise<PublicClientApplication>;
  make: (network: INetworkModule) => Promise<PublicClientApplication>;
}

/** One client for each registration; MSAL is loaded with the first. */
export function createClient(parts: {
  registration: () => Registration;
  secrets: Secrets;
  fetch: Fetch;
}): Client {
  const { registration, secrets, fetch } = parts;
  const network = networkOver(fetch);
  let client: (MadeClient & { key: string }) | null = null;

  const authorityOf = ({ authority, tenantId } = registration()) =>
    authority.value ?? `https://login.microsoftonline.com/${tenantId.value ?? "organizations"}`;

  const clientOf = () => {
    const { clientId, authority, knownAuthorities } = registration();
    if (clientId.value === null) throw problem("registration_missing");
    const address = authorityOf();
    const key = `${clientId.value} ${address}`;
    if (client?.key !== key) {
      const known = [...(knownAuthorities.value ?? []), ...(authority.value ? [new URL(address).host] : [])];
      const make = (network: INetworkModule) => makeClient(clientId.value ?? "", address, known, network);
      client = { key, made: make(network), make };
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
  const profiles = async (): Promise<AccountInfo[]> => {
    if (registration().clientId.value === null) return [];
    return (await clientOf().made).getTokenCache().getAllAccounts();
  };
  /** Everybody once, as their own directory knows them. */
  const accounts = async (): Promise<AccountInfo[]> => {
    const everyone = new Map<string, AccountInfo>();
    for (const one of await profiles()) {
      const isHome = one.homeAccountId.endsWith(`.${one.tenantId}`);
      if (isHome || !everyone.has(one.homeAccountId)) everyone.set(one.homeAccountId, one);
    }
    return [...everyone.values()];
  };
  const account = async (id: string) => {
    const found = (await accounts()).find(({ homeAccountId }) => homeAccountId === id);
    if (!found) throw problem("sign_in_expired");
    return found;
  };

  return {
    authority: authorityOf,
    isMicrosoft: () => isMicrosoft(authorityOf()),
    authorityOf: (tenantId) => {
      const authority = authorityOf();
      return tenantId !== null && isMicrosoft(authority) ? `${new URL(authority).origin}/${tenantId}` : null;
    },
    get: clientOf,
    unanswered: network.failure,
    profiles,
    accounts,
    account,
    withConsentLink,
  };
}
