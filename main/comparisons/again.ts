import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";

/** What is done about a run that went wrong, when nobody is there to ask. */
export type Again =
  /** Asked again after so many milliseconds. `all`: and nobody else asks the same deployment meanwhile. */
  | { do: "wait"; milliseconds: number; all: boolean }
  /** Kept as it ended. */
  | { do: "keep" }
  /** Nothing is asked any more until a person has put it right. */
  | { do: "pause" };

/** How often a run is asked again: after a rate limit, while there is no network, and when an answer broke off. */
const tries = { limit: 10, network: 8, answer: 2 };
const longestWait = 300_000;

/** It lies with the service or the way there, and may pass. */
const network: readonly DiagnosisCode[] = [
  "host_not_found",
  "connection_refused",
  "connection_failed",
  "timed_out",
  "sign_in_offline",
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
  "role_missing",
  "token_refused",
  "firewall",
  "private_endpoint_only",
  "resource_blocked",
  "certificate_refused",
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
  "not_found",
  "sandbox_failed",
  "storage_failed",
];

/** What is done about a run that ended with a diagnosis and was asked `tried` times. */
export function againAfter(diagnosis: Diagnosis | null, tried: number): Again {
  if (!diagnosis) return { do: "keep" };
  const { code, parameters } = diagnosis;
  if (code === "rate_limited" && tried <= tries.limit) {
    const asked = Math.max(1, Number(parameters.seconds ?? "0") || 0) * 1000;
    return { do: "wait", milliseconds: Math.min(asked, longestWait), all: true };
  }
  if (network.includes(code) && tried <= tries.network)
    return { do: "wait", milliseconds: Math.min(1000 * 2 ** tried, 60_000), all: true };
  if (answer.includes(code) && tried <= tries.answer)
    return { do: "wait", milliseconds: 1000 * 2 ** tried, all: false };
  return { do: persons.includes(code) ? "pause" : "keep" };
}
