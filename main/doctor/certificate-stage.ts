import type { FindingCode } from "../../preload/contract/doctor.ts";
import { understood } from "../foundry/endpoints/parse.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import { diagnoseAnswer } from "../foundry/http/diagnosis.ts";
import { diagnoseFailure } from "../foundry/http/failure.ts";
import { found, type Network, type Outcome, passed } from "./examination.ts";

/** Days before its end at which a certificate is mentioned. */
const soon = 14;
/** Milliseconds. */
const day = 24 * 60 * 60_000;
const patience = 10_000;

/**
 * Whether a host's certificate is trusted, by the operating system as every request is, and by whom. Node's own list of
 * authorities is asked besides: what only the system trusts was put there by somebody. Throws why the host is not reached.
 */
export async function lookAtCertificate(
  network: Network,
  url: URL,
  isProxied: boolean,
  signal: AbortSignal,
): Promise<Outcome> {
  const { protocol, hostname, port } = url;
  if (protocol !== "https:") {
    await reach(network, url, signal);
    return passed("tls_not_used");
  }
  const shaken = isProxied ? null : await network.shakeHands(hostname, Number(port || 443)).catch(() => null);
  try {
    await reach(network, url, signal);
  } catch (error) {
    const diagnosis = error instanceof FoundryError ? error.diagnosis : null;
    if (diagnosis?.code !== "certificate_refused" || !shaken?.refused) throw error;
    return { ...found("failed", causeOf(shaken.refused)), diagnosis, isFatal: true };
  }
  if (shaken === null) return passed("tls_by_system");
  if (shaken.refused !== null) return found("warning", "tls_inspected");
  const days = Math.floor(((shaken.validUntil ?? Number.POSITIVE_INFINITY) - Date.now()) / day);
  const facts = { issuer: shaken.issuer, root: shaken.root, days: String(days) };
  return days < soon ? found("warning", "tls_ends_soon", facts) : passed("tls_trusted", facts);
}

/** Asks a host for nothing, without a credential: any answer of its own proves the way there and its certificate. */
async function reach({ fetch }: Network, { origin, host, href }: URL, outer: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(patience)]);
  const init = {
    method: "HEAD",
    redirect: "manual",
    credentials: "omit",
    cache: "no-store",
    signal,
  } as const;
  const isLocalServer = understood(href).kind === "local_server";
  const context = { host, path: "/", isLocalServer, secrets: [], sent: `HEAD ${origin}/` };
  try {
    const { status, headers } = await fetch(`${origin}/`, init);
    // The host has said nothing yet: a proxy stands before it.
    if (status === 407) throw new FoundryError(diagnoseAnswer(status, headers, "", context));
  } catch (error) {
    if (error instanceof FoundryError) throw error;
    if (outer.aborted) throw problem("cancelled");
    if (signal.aborted) throw problem("timed_out", { host, seconds: String(patience / 1000) });
    const diagnosis = diagnoseFailure(error, context);
    // An answer that leads elsewhere is an answer.
    if (diagnosis.code !== "redirect_refused") throw new FoundryError(diagnosis);
  }
}

/** Node's codes of why a chain is not trusted. */
const causes: [RegExp, FindingCode][] = [
  [/CERT_HAS_EXPIRED/, "tls_expired"],
  [/CERT_NOT_YET_VALID/, "tls_not_yet"],
  [/ALTNAME/, "tls_wrong_name"],
  [/DEPTH_ZERO_SELF_SIGNED/, "tls_self_signed"],
];

const causeOf = (code: string): FindingCode =>
  causes.find(([pattern]) => pattern.test(code))?.[1] ?? "tls_unknown_issuer";
