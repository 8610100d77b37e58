import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { diagnosisOf, problem } from "../error.ts";
import { inUnicode, isHost, isLoopback, isManagement, isMisleading, knownSuffix } from "./hosts.ts";

/** How a request proves who asks. */
export type Credential = ApiKey | Token | NoCredential;

export interface ApiKey {
  kind: "api_key";
  secret: string;
  /** The header a gateway wants the key in; the route's own where there is none. */
  header?: string | undefined;
  /** What a gateway wants besides the key. Treated as secret as the key itself. */
  extraHeaders?: Record<string, string> | undefined;
}

/** Nothing, for a server on this computer that asks for nothing. */
interface NoCredential {
  kind: "none";
}

/** A Microsoft sign-in, which gives an access token for an audience. */
export interface Token {
  kind: "token";
  /** With `claims`, one that proves what a service asked for besides; a token that is kept already does not count. */
  for(audience: string, claims?: string): Promise<string>;
}

/** A host that is not Microsoft's, to which the person lets the credential go: after a dialog that names it. */
export interface Consent {
  origin: string;
  /** Whether Microsoft sign-in tokens may go there too: asked for apart, since one opens more than this resource. */
  tokens: boolean;
}

/**
 * The one function that decides whether this address may receive this kind of credential: null when it may, else why
 * not. Asked before every request. Https to Microsoft's own hosts (to Azure Resource Manager for tokens only) and to the gateway that was consented to, anything to
 * this computer, nothing with a name in the URL.
 */
export function refusal(url: URL, kind: Credential["kind"], consent: Consent | null): Diagnosis | null {
  if (url.username !== "" || url.password !== "") return diagnosisOf("endpoint_invalid");
  if (url.protocol !== "https:" && url.protocol !== "http:") return diagnosisOf("endpoint_invalid");
  if (!isHost(url.hostname)) return diagnosisOf("endpoint_invalid");
  if (isLoopback(url.hostname)) return null;
  const names = { host: url.host, unicode: inUnicode(url.hostname) };
  if (url.protocol !== "https:") return diagnosisOf("endpoint_not_https", names);
  if (knownSuffix(url.hostname) !== undefined) return null;
  if (kind === "token" && isManagement(url.hostname)) return null;
  if (isMisleading(url.hostname)) return diagnosisOf("endpoint_misleading", names);
  if (consent?.origin !== url.origin) return diagnosisOf("endpoint_not_known", names);
  return kind === "token" && !consent.tokens ? diagnosisOf("gateway_without_tokens", names) : null;
}

/**
 * The address a reply points to: the next page, a redirect, where an operation is watched. One on another origin is not
 * asked, since the credential is for the one that was. Throws `redirect_refused`.
 */
export function linked(link: string, from: URL): URL {
  const url = URL.canParse(link, from) ? new URL(link, from) : null;
  if (url?.origin !== from.origin) throw problem("redirect_refused", { host: from.host });
  return url;
}

/** Whether a secret can stand in a header. One that cannot is no key of the service, and errors would quote it. */
export const isSendable = (secret: string): boolean => /^[\x21-\x7e]+$/.test(secret);

/** Everything in a credential that must not be shown. */
export function secretsOf(credential: Credential, token: string): string[] {
  if (credential.kind === "none") return [];
  if (credential.kind === "token") return [token];
  return [credential.secret, ...Object.values(credential.extraHeaders ?? {})];
}
