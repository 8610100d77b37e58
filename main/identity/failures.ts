import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { beginningOf } from "../../preload/cut.ts";
import { networkAdvice } from "../../preload/strings/network-problems.ts";
import { diagnosisOf, FoundryError } from "../foundry/error.ts";
import { refusalIn } from "./refusals.ts";

/** What of MSAL's errors is looked at; its classes are not the same for each copy of the package. */
interface Failure {
  name?: string;
  errorCode?: string;
  errorNo?: string;
  errorMessage?: string;
  subError?: string;
  claims?: string;
  correlationId?: string;
}

/** What could not be asked at all: MSAL's names for it. */
const unreachable =
  /^(network_error|no_network_connectivity|openid_config_error|endpoints_resolution_error)$/;

/** Codes of OAuth 2 for a service that cannot now. */
const busy = /^(temporarily_unavailable|server_error)$/;

/** Codes of OAuth 2 for an app that is not registered as it asks. */
const registration =
  /^(invalid_client|unauthorized_client|invalid_scope|invalid_resource|unsupported_grant_type)$/;

/** Codes of OAuth 2 and of MSAL that mean: the person has to sign in. */
const interactive =
  /^(invalid_grant|interaction_required|login_required|consent_required|no_tokens_found|refresh_token_expired|bad_token|ui_not_allowed|interrupted_user|no_account_found)$/;

/** Whether the person has to sign in: MSAL's class says so, or the code does, for which it has no class each time. */
const wantsPerson = ({ name, errorCode = "" }: Failure) =>
  name === "InteractionRequiredAuthError" || interactive.test(errorCode);

/** What has to be proved at the next sign-in, where one is needed: what the service wants, or else what was `asked` of it. */
export function claimsOf(error: unknown, asked?: string): string | null {
  const failure = Object(error) as Failure;
  return wantsPerson(failure) ? failure.claims || asked || null : null;
}

/** Whether a renewal that failed may succeed later without the person. */
export const isPassing = (error: unknown): boolean =>
  error instanceof FoundryError &&
  (/^sign_in_(offline|busy)$/.test(error.diagnosis.code) || isOnTheWay(error.diagnosis));

/** Whether something between this computer and a host is the matter: to say of the host that it was not reached says less. */
const isOnTheWay = ({ code }: Diagnosis) => code in networkAdvice || code === "certificate_refused";

/** Why the sign-in service, or a page of the sign-in, was not reached, by what its network has said. */
export const unreached = (why: Diagnosis | null, cause?: unknown): FoundryError =>
  new FoundryError(why && isOnTheWay(why) ? why : diagnosisOf("sign_in_offline", {}, why?.raw), cause);

/**
 * The diagnosis of a sign-in or a renewal that failed. `renewing`: nobody was asked, an earlier sign-in was to be used;
 * `proving`: and a service has wanted more than that. `why`: what its network has said where nobody answered.
 */
export function signInFailure(
  error: unknown,
  renewing: boolean,
  { proving = false, why = null }: { proving?: boolean; why?: Diagnosis | null } = {},
): FoundryError {
  if (error instanceof FoundryError) return error;
  const failure = Object(error) as Failure;
  const { errorCode = "", errorMessage = "", correlationId } = failure;
  const raw = {
    code: errorCode,
    message: beginningOf(errorMessage, 2000),
    ...(correlationId && { requestId: correlationId }),
  };
  const code = codeOf(error, failure, renewing, proving);
  if (code === "sign_in_offline" && why !== null) return unreached(why, error);
  return new FoundryError(diagnosisOf(code, {}, raw), error);
}

function codeOf(error: unknown, failure: Failure, renewing: boolean, proving: boolean): DiagnosisCode {
  const { name, errorCode = "", errorNo = "", errorMessage = "", subError = "" } = failure;
  // After "too many requests" MSAL repeats the answer it had for a minute, with the numbers in the place of the code.
  const isRepeated = name === "ServerError" && /^[\d ]*$/.test(errorCode);
  const said = refusalIn(`${errorNo} ${isRepeated ? errorCode : ""} ${numbersOf(errorMessage)}`, renewing);
  if (said) return said;
  if (subError === "consent_required" || errorCode === "consent_required") return "admin_approval";
  if (wantsPerson(failure)) {
    if (!renewing) return "sign_in_failed";
    return proving ? "proof_wanted" : "sign_in_expired";
  }
  if (errorCode === "access_denied") return "sign_in_cancelled";
  if (unreachable.test(errorCode) || isNetwork(error)) return "sign_in_offline";
  if (busy.test(errorCode) || isRepeated) return "sign_in_busy";
  if (registration.test(errorCode)) return "registration_wrong";
  return renewing ? "sign_in_expired" : "sign_in_failed";
}

/** The numbers that the service names as its own: others in its words are ids and times. */
const numbersOf = (message: string) =>
  [...message.matchAll(/AADSTS(\d+)/g)].map(([, number]) => number).join(" ");

/** What a fetch rejects with where there was no answer, or none in time. */
const isNetwork = (error: unknown) =>
  error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError");
