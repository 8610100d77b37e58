import type { DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { diagnosisOf, FoundryError, problem } from "../foundry/error.ts";

/** What of MSAL's errors is looked at; its classes are not the same for each copy of the package. */
interface Failure {
  name?: string;
  errorCode?: string;
  errorMessage?: string;
  subError?: string;
  correlationId?: string;
}

/** By the number in the service's words (Entra error reference). They choose words only; what is done is decided by the class. */
const numbers: [RegExp, DiagnosisCode][] = [
  [/AADSTS(65001|90094|90095|650051)\b/, "admin_approval"],
  [/AADSTS65004\b/, "sign_in_cancelled"],
  [
    /AADSTS(50020|50034|50059|50128|50194|500011|700016|7000218|650052|650056|650057|50011|90072)\b/,
    "registration_wrong",
  ],
  [/AADSTS(53000|53001|53002|53003|50097|50105|530035|500212|500213)\b/, "sign_in_blocked"],
];

/** Codes of OAuth 2 that mean: the person has to sign in again (MSAL's InteractionRequiredAuthError, and `invalid_grant`). */
const interactive =
  /^(invalid_grant|interaction_required|login_required|consent_required|no_tokens_found|refresh_token_expired|bad_token|ui_not_allowed|interrupted_user|no_account_found)$/;

/** The diagnosis of a sign-in or a renewal that failed. `renewing`: nobody was asked, an earlier sign-in was to be used. */
export function signInFailure(error: unknown, renewing: boolean): FoundryError {
  if (error instanceof FoundryError) return error;
  const {
    name = "",
    errorCode = "",
    errorMessage = "",
    subError = "",
    correlationId,
  } = Object(error) as Failure;
  const words = `${errorCode} ${subError} ${errorMessage}`;
  const known = numbers.find(([pattern]) => pattern.test(words))?.[1];
  const raw = {
    code: errorCode,
    message: errorMessage.slice(0, 2000),
    ...(correlationId && { requestId: correlationId }),
  };
  if (known) return new FoundryError(diagnosisOf(known, {}, raw), error);
  if (subError === "consent_required" || errorCode === "consent_required") {
    return new FoundryError(diagnosisOf("admin_approval", {}, raw), error);
  }
  if (name === "InteractionRequiredAuthError" || interactive.test(errorCode)) {
    return new FoundryError(diagnosisOf("sign_in_expired", {}, raw), error);
  }
  if (errorCode === "access_denied")
    return new FoundryError(diagnosisOf("sign_in_cancelled", {}, raw), error);
  // A service that is busy says nothing of the sign-in.
  const isBusy = errorCode === "temporarily_unavailable" || errorCode === "server_error";
  if (isBusy || errorCode === "network_error" || error instanceof TypeError)
    return problem("sign_in_offline", {}, error);
  return new FoundryError(diagnosisOf(renewing ? "sign_in_expired" : "sign_in_failed", {}, raw), error);
}
