import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { rateLimitTries } from "../../preload/limits.ts";

/** What is done about a run that went wrong, when nobody is there to ask. */
export type Again =
  /** Asked again after so many milliseconds. `of`: who waits, its column or all that is behind the same limit. */
  | { do: "wait"; milliseconds: number; of: "column" | "deployment" | "rate limit" }
  /** Kept as it ended. `passing`: another run may go better. */
  | { do: "keep"; passing: boolean }
  /** Its column is asked nothing any more until a person has put it right. */
  | { do: "set aside" };

/** How often a run is asked again while there is no network, and when an answer broke off. */
const tries = { network: 8, answer: 2 };

/** It lies with the service or the way there, and may pass. */
const network: readonly DiagnosisCode[] = [
  "host_not_found",
  "connection_refused",
  "connection_failed",
  "timed_out",
  "sign_in_offline",
  "proxy_not_reached",
  "proxy_refused",
  "secure_connection_failed",
];
const answer: readonly DiagnosisCode[] = [
  "service_busy",
  "service_failed",
  "stream_error",
  "stream_cut",
  "stream_stalled",
];
/** It would be the same with every run, and the person can put it right. */
const persons: readonly DiagnosisCode[] = [
  "key_refused",
  "key_missing",
  "key_unreadable",
  "key_sign_in_disabled",
  "key_not_found",
  "wrong_directory",
  "access_refused",
  "quota_used_up",
  "payment_required",
  "not_chat_completions",
  "role_missing",
  "token_refused",
  "firewall",
  "private_endpoint_only",
  "resource_blocked",
  "certificate_refused",
  "proxy_wants_sign_in",
  "proxy_settings_wrong",
  "proxy_certificate_refused",
  "client_certificate_wanted",
  "sign_in_expired",
  "sign_in_cancelled",
  "sign_in_failed",
  "sign_in_blocked",
  "proof_wanted",
  "admin_approval",
  "registration_missing",
  "registration_wrong",
  "command_line_missing",
  "command_line_signed_out",
  "command_line_expired",
  "command_line_refused",
  "command_line_failed",
  "gateway_without_tokens",
  "deployment_not_found",
  "not_a_chat_model",
  "model_retired",
  "not_found",
  "sandbox_failed",
  "storage_failed",
];

/**
 * What is done about a run that ended with a diagnosis and was asked `tried` times. `refused`: how often in a row its
 * deployment has refused everything for the rate limit.
 */
export function againAfter(diagnosis: Diagnosis | null, tried: number, refused: number): Again {
  if (!diagnosis) return { do: "keep", passing: false };
  const { code, parameters } = diagnosis;
  if (code === "rate_limited") {
    const milliseconds = Math.max(1, Number(parameters.seconds ?? "0") || 0) * 1000;
    return refused > rateLimitTries ? { do: "set aside" } : { do: "wait", milliseconds, of: "rate limit" };
  }
  if (network.includes(code)) {
    const milliseconds = Math.min(1000 * 2 ** tried, 60_000);
    return tried > tries.network ? { do: "set aside" } : { do: "wait", milliseconds, of: "deployment" };
  }
  if (answer.includes(code)) {
    const milliseconds = 1000 * 2 ** tried;
    return tried > tries.answer ? { do: "keep", passing: true } : { do: "wait", milliseconds, of: "column" };
  }
  return persons.includes(code) ? { do: "set aside" } : { do: "keep", passing: false };
}
